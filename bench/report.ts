/** bench/RESULTS.md. */
import { cpus } from 'node:os';
import { budgetTable, type Line, machine, table } from './results.ts';

interface Report {
  lines: readonly Line[];
  /** Every page: name, time, its own weight, weight with what it loads. */
  details: readonly string[][];
  lists: readonly string[][];
  /** How the list is answered by the database. */
  plans: readonly string[][];
  counts: string;
  versions: string;
  command: string;
  /** Processes that wanted a core in the minute before the bench. */
  loadBefore: number;
  date: string;
}

const loadLine = (load: number): string =>
  `- Load of the machine before: ${load.toFixed(1)}${load > cpus().length / 4 ? '. **It was busy with other work: times and rates are worse than the program alone would have, and a missed budget has to be measured again.**' : ''}`;

export const report = ({ lines, details, lists, plans, counts, versions, command, loadBefore, date }: Report): string =>
  `${[
    '# Benchmark',
    `Written by \`${command}\`. Web server, jobs and scheduler are one process; it, PostgreSQL and the load generator share the machine, so rates are what is left after the other two. CPU is in percent of one core.`,
    [`- Machine: ${machine()}`, `- ${versions}`, `- Data: ${counts}`, `- Date: ${date}`, loadLine(loadBefore)].join('\n'),
    budgetTable(lines),
    ...(lists.length > 0
      ? [
          '## The list as it grows',
          'Alone: p50 of one request at a time, as a client on the same machine sees it. Under load: 16 connections, and the load generator shares the cores. Incidents beyond 20,000 have no answers, mails and log, which the list does not read.',
          table(['Incidents', 'Reader', 'View', 'Alone', 'Under load', 'p99', 'CPU web / PostgreSQL / load'], lists),
        ]
      : []),
    ...(plans.length > 0
      ? [
          '## The list in the database',
          'The statement of the first page, with the count, explained by PostgreSQL; the best of five. That no page reads a growing table whole is asserted by the tests of plans in `src/modules/incidents`.',
          table(['Reader', 'View', 'Incidents found by', 'Planning', 'Execution'], plans),
        ]
      : []),
    ...(details.length > 0
      ? [
          '## Pages',
          'p50 of 50 requests, one at a time. Weights are compressed with brotli; the second is with everything the page loads.',
          table(['Page', 'Time', 'Page', 'All'], details),
        ]
      : []),
  ].join('\n\n')}\n`;
