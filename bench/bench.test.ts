// Whoever reads bench/RESULTS.md relies on what is computed from the measurements, not measured.
import { describe, expect, it } from 'vitest';
import { type Driven, type Shared, wrongAnswers } from './drive.ts';
import { type FrontTime, frontDetails, frontGrowth } from './front.ts';
import { type ListTime, listLines } from './lists.ts';
import { describeOtherWork, isBusy } from './machine.ts';
import { type PlanNode, waysOf } from './plans.ts';
import { report } from './report.ts';
import { budgetTable, cpuText, percentile } from './results.ts';
import { missingTraces } from './submit.ts';

const shared = (given: Partial<Shared> = {}): Shared => ({ nginx: undefined, web: 61.4, jobs: 7.6, postgres: 80, load: 12, ...given });

describe('shares of the processor', () => {
  it('are told of web, jobs, PostgreSQL and load generator', () => expect(cpuText(shared())).toBe('61 / 8 / 80 / 12 %'));

  it('say where there is nothing to tell', () =>
    expect(cpuText(shared({ jobs: undefined, postgres: undefined }))).toBe('61 / in web / elsewhere / 12 %'));
});

describe('the table of budgets', () => {
  const line = (isMet: boolean | undefined) =>
    budgetTable([{ what: 'a page', budget: '< 1 s', figure: '2 s', isMet }])
      .split('\n')
      .at(-1);

  it('tells met, missed and what has no verdict apart', () => {
    expect(line(true)).toContain('| met ');
    expect(line(false)).toContain('| **missed** ');
    expect(line(undefined)).toContain('| no verdict ');
  });
});

it('a percentile is the value that its share stays below, and of nothing no number', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect([0.5, 0.99, 1].map((share) => percentile(hundred, share))).toEqual([51, 100, 100]);
  expect(percentile([], 0.5)).toBeNaN();
});

describe('the warning that the machine was busy', () => {
  it('is not given on an idle machine that has just built something', () => {
    expect(isBusy({ cores: 2, busy: 0.1, load: 1.6 })).toBe(false);
    expect(describeOtherWork({ cores: 2, busy: 0.1, load: 1.6 })).toBe('0.1 of 2 cores busy over three seconds, load average 1.6');
  });

  it('is given when others work now, or a crowd did in the minute before', () => {
    expect(isBusy({ cores: 2, busy: 0.5, load: 0.3 })).toBe(true);
    expect(isBusy({ cores: 2, busy: 0.1, load: 7.6 })).toBe(true);
    expect(describeOtherWork({ cores: 2, busy: 0.5, load: 0.3 })).toContain('has to be measured again');
  });
});

describe('answers that a rate is not made of', () => {
  const answers = { statuses: { 303: 90, 503: 9, 500: 1 }, failures: 2 };

  it('are all but the expected ones, one status or several, and those that never came', () => {
    expect(wrongAnswers(answers, 303)).toEqual(['1 answered 500', '9 answered 503', '2 not answered']);
    expect(wrongAnswers(answers, [303, 503])).toEqual(['1 answered 500', '2 not answered']);
    expect(wrongAnswers({ statuses: { 200: 1 }, failures: 0 }, 200)).toEqual([]);
  });
});

describe('what a submission must leave behind', () => {
  const before = { submissions: 10, audit: 10, log: 10, jobs: 10 };

  it('is complete when each is there once', () =>
    expect(missingTraces(before, { submissions: 15, audit: 15, log: 15, jobs: 15 }, 5)).toEqual([]));

  it('is named with the number when it is missing or doubled', () =>
    expect(missingTraces(before, { submissions: 15, audit: 14, log: 15, jobs: 16 }, 5)).toEqual(['1 of audit', '-1 of jobs']));
});

describe('the list in a country that has grown', () => {
  const time = (size: number, view: ListTime['view'], rows: number, alone: number): ListTime => ({
    size,
    reader: 'narrow',
    view,
    rows,
    alone,
  });
  const verdicts = (small: number, large: number) =>
    listLines([time(1_000, 'open', 0, 3), time(1_000, 'all', small, 4), time(100_000, 'open', 0, 5), time(100_000, 'all', large, 4.4)]).map(
      ({ isMet }) => isMet,
    );

  it('is judged for readers whose page is as full in both', () => expect(verdicts(25, 25)).toEqual([false, true]));

  it('is not judged for those who see more, in no view', () => expect(verdicts(1, 25)).toEqual([undefined, undefined]));
});

describe('the way a plan finds its rows', () => {
  const plan: PlanNode = {
    'Node Type': 'Nested Loop',
    Plans: [
      { 'Node Type': 'Index Scan', 'Relation Name': 'incident', 'Index Name': 'incident_by_due' },
      {
        'Node Type': 'Bitmap Heap Scan',
        'Relation Name': 'incident',
        Plans: [{ 'Node Type': 'Bitmap Index Scan', 'Index Name': 'incident_sectors' }],
      },
      { 'Node Type': 'Index Scan', 'Relation Name': 'report', 'Index Name': 'report_incident' },
      { 'Node Type': 'Seq Scan', 'Relation Name': 'regulator' },
    ],
  };

  it('names the indexes of incidents, also below a bitmap, and no small table', () =>
    expect(waysOf(plan)).toEqual(['incident_by_due', 'incident_sectors']));

  it('names every growing table that is read whole', () =>
    expect(waysOf({ 'Node Type': 'Append', Plans: [plan, { 'Node Type': 'Seq Scan', 'Relation Name': 'report' }] })).toContain(
      'the whole of report',
    ));
});

const front = (size: number, servers: number, given: Partial<FrontTime> = {}): FrontTime => ({
  size,
  servers,
  what: 'list, regulator',
  wrong: [],
  driven: { perSecond: 800, p50: 18, p99: 42, costs: shared({ nginx: 0.1, web: 1.2, jobs: 0.05, postgres: 0.65 }) },
  memory: Array.from({ length: servers }, () => 150),
  ...given,
});

describe('what is measured in front', () => {
  it('is a row with the cost of each kind of process and the memory of each server', () =>
    expect(frontDetails([front(20_000, 2, { memory: [150.4, 140] })])).toEqual([
      ['20,000', '2', 'list, regulator', '800/s', '18 ms', '42 ms', '0.10 s', '1.20 s', '0.05 s', '0.65 s', '150 MB, 140 MB'],
    ]));

  it('shouts when answers were wrong', () =>
    expect(frontDetails([front(20_000, 1, { wrong: ['827 answered 500'] })])[0]?.[2]).toBe('list, regulator: **827 answered 500**'));

  it('is compared between the sizes for the same number of servers', () => {
    const slower: Pick<Driven, 'perSecond' | 'p50' | 'p99' | 'costs'> = {
      perSecond: 400,
      p50: 36,
      p99: 90,
      costs: shared({ nginx: 0.1, web: 1.2, jobs: 0.05, postgres: 2.65 }),
    };
    expect(frontGrowth([front(20_000, 1), front(20_000, 2), front(100_000, 1, { driven: slower, memory: [165] })])).toEqual([
      ['list, regulator', '1', '800/s to 400/s: 0.50x', '18 ms to 36 ms: 2.00x', '2.00 s to 4.00 s: 2.00x', '150 MB to 165 MB: 1.10x'],
    ]);
  });
});

it('a load whose answers are errors is told from one that was answered', () => {
  expect(wrongAnswers({ statuses: { 200: 900 }, failures: 0 }, 200)).toEqual([]);
  expect(wrongAnswers({ statuses: { 200: 900, 500: 3 }, failures: 2 }, 200)).toEqual(['3 answered 500', '2 not answered']);
});

describe('the report', () => {
  const nothing = {
    lines: [],
    details: [],
    lists: [],
    plans: [],
    processes: [],
    front: [],
    counts: '',
    versions: '',
    command: '',
    date: '',
  };
  const work = { cores: 2, busy: 0, load: 0 };

  it('says which processes were measured', () => {
    expect(report({ ...nothing, work, isApart: true })).toContain(
      '- Topology: web with one server, worker and scheduler, each a process of its own',
    );
    expect(report({ ...nothing, work, isApart: false })).toContain('- Topology: web, worker and scheduler in one process');
  });

  it('has no section for what was not measured', () => expect(report({ ...nothing, work, isApart: true })).not.toContain('## '));
});
