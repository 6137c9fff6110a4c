/** bench/RESULTS.md. */
import { type FrontTime, frontDetails, frontGrowth, frontHead, growthHead } from './front.ts';
import { describeOtherWork, machine, type OtherWork } from './machine.ts';
import { planHead } from './plans.ts';
import { budgetTable, cpuHead, type Line, table } from './results.ts';

interface Report {
  lines: readonly Line[];
  /** Every page: name, time, its own weight, weight with what it loads. */
  details: readonly string[][];
  lists: readonly string[][];
  /** How the list and Home are answered by the database. */
  plans: readonly string[][];
  /** Each process of the server and the most it held under load. */
  processes: readonly string[][];
  front: readonly FrontTime[];
  counts: string;
  versions: string;
  command: string;
  isApart: boolean;
  /** Of others, before the bench. */
  work: OtherWork;
  date: string;
}

const topology = (isApart: boolean): string =>
  isApart
    ? 'web with one server, worker and scheduler, each a process of its own, on PostgreSQL and Redis; the demo on the embedded database is one process'
    : 'web, worker and scheduler in one process, because Redis is not installed: what the web costs includes jobs';

export const report = (measured: Report): string => {
  const { lines, counts, versions, command, isApart, work, date } = measured;
  const head = [
    '# Benchmark',
    `Written by \`${command}\`. The server, its databases and the load generator share the machine, so rates are what is left after the others. CPU is in percent of one core; jobs are worker and scheduler${isApart ? '; what Redis uses is not shown' : ''}.`,
    [
      `- Machine: ${machine()}`,
      `- ${versions}`,
      `- Topology: ${topology(isApart)}`,
      `- Data: ${counts}`,
      `- Date: ${date}`,
      `- Load of the machine before: ${describeOtherWork(work)}`,
    ].join('\n'),
    budgetTable(lines),
  ];
  return `${[...head, ...sections(measured)].join('\n\n')}\n`;
};

function sections({ details, lists, plans, processes, front, isApart }: Report): string[] {
  const section = (title: string, words: string, columns: readonly string[], rows: readonly (readonly string[])[]) =>
    rows.length > 0 ? [`## ${title}`, words, table(columns, rows)] : [];
  return [
    ...section(
      'The processes under load',
      `The most each held, resident; ${isApart ? 'the worker with the processes it starts' : 'everything is one process'}.`,
      ['Process', 'Memory'],
      processes,
    ),
    ...section(
      'In front',
      'Through nginx with the files of `deploy/nginx`, which ends TLS: 16 connections that stay open, HTTP/1.1. Its ceilings of requests are lifted, and so is the one of the application. Seconds of processor time are for 1,000 requests; for reports with the mails and jobs they lead to, which are waited for.',
      frontHead,
      frontDetails(front),
    ),
    ...section(
      'In front as the country grows',
      'From 20,000 to 100,000 incidents. CPU of all: nginx, web, worker, scheduler and PostgreSQL, for 1,000 requests. The operator has five times as many ongoing incidents then, and Home shows more of them.',
      growthHead,
      frontGrowth(front),
    ),
    ...section(
      'The list as it grows',
      'Each size on a server that has just started. Alone: p50 of one request at a time, as a client on the same machine sees it. Under load: 16 connections, and the load generator shares the cores. Incidents beyond 20,000 have no answers, mails and log, which the list does not read.',
      ['Incidents', 'Reader', 'View', 'Alone', 'Under load', 'p99', cpuHead],
      lists,
    ),
    ...section(
      'The list and Home in the database',
      'The statement of the first page of the list, with its counts and the report of each row, and those of Home, explained by PostgreSQL; the best of five. Found by: the indexes that lead to incidents or files, and any growing table that is read whole. The server has what is asked often planned once for each connection. That no page reads a growing table whole is asserted by the tests of plans in `src/modules/incidents`.',
      planHead,
      plans,
    ),
    ...section(
      'Pages',
      'p50 of 50 requests, one at a time. Weights are compressed with brotli; the second is with everything the page loads.',
      ['Page', 'Time', 'Page', 'All'],
      details,
    ),
  ];
}
