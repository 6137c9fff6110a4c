// `npm test` may never report a success that did not happen: every way a runner can end is counted.
import { expect, test } from 'vitest';
import { readPlaywrightReport, readVitestReport, sum } from '../scripts/support/tally.mjs';

const file = (status: string, ...statuses: string[]) => ({
  name: '/project/src/a.test.ts',
  status,
  startTime: 1000,
  endTime: 3000,
  message: status === 'failed' ? 'Cannot find module' : '',
  assertionResults: statuses.map((each, index) => ({
    status: each,
    fullName: `test ${index}`,
    failureMessages: each === 'failed' ? ['\u001b[31mexpected 1 to be 2\u001b[39m\n\n at a.test.ts:1'] : [],
  })),
});
const read = (testResults: object[], exitCode: number) =>
  readVitestReport({ testResults }, exitCode, 'embedded', (path: string) => path.replace('/project/', ''));

test('passed, failed and skipped tests are told apart', () => {
  expect(read([file('failed', 'passed', 'failed', 'skipped', 'pending')], 1)).toEqual({
    passed: 1,
    failed: 1,
    failures: ['src/a.test.ts (embedded): test 1\n    expected 1 to be 2\n     at a.test.ts:1'],
    skipped: ['src/a.test.ts: test 2', 'src/a.test.ts: test 3'],
    files: [{ name: 'src/a.test.ts (embedded)', milliseconds: 2000 }],
  });
});

test('a file that does not load, a runner that crashes and a missing report are failures', () => {
  expect(read([file('failed'), file('passed', 'passed')], 1)).toMatchObject({ passed: 1, failed: 1 });
  expect(read([file('passed', 'passed')], 1)).toMatchObject({ passed: 1, failed: 1 });
  expect(readVitestReport(undefined, 0, 'embedded', (path: string) => path)).toMatchObject({ passed: 0, failed: 1 });
  expect(readPlaywrightReport(undefined, 1, 'journeys')).toMatchObject({ passed: 0, failed: 1 });
});

test('a failure that is no test says what it is', () => {
  expect(read([file('failed'), file('passed', 'passed')], 1).failures).toEqual([
    'src/a.test.ts (embedded) did not load\n    Cannot find module',
  ]);
  expect(read([file('passed', 'passed')], 3).failures).toEqual(['embedded: the runner ended with 3, and named no test']);
  expect(readPlaywrightReport(undefined, 0, 'journeys').failures).toEqual(['journeys: the runner left no report, and named no test']);
});

test('journeys count wherever they are nested, and a skipped one says why', () => {
  const spec = (title: string, status: string, annotations: object[] = []) => ({
    title,
    tests: [{ status, annotations, results: [{ duration: 500, errors: status === 'expected' ? [] : [{ message: `not ${title}` }] }] }],
  });
  const suites = [
    {
      title: 'a.spec.ts',
      file: 'a.spec.ts',
      specs: [spec('one', 'expected'), spec('two', 'flaky')],
      suites: [
        { title: 'inner', specs: [spec('three', 'unexpected'), spec('four', 'skipped', [{ type: 'skip', description: 'no PDF tool' }])] },
      ],
    },
  ];
  expect(readPlaywrightReport({ suites }, 1, 'journeys')).toEqual({
    passed: 1,
    failed: 2,
    failures: ['e2e/a.spec.ts: two (journeys)\n    not two', 'e2e/a.spec.ts: inner: three (journeys)\n    not three'],
    skipped: ['a.spec.ts: inner: four: no PDF tool'],
    files: [{ name: 'e2e/a.spec.ts (journeys)', milliseconds: 2000 }],
  });
});

test('the sum is over all of them', () => {
  const one = { passed: 2, failed: 1, failures: ['b'], skipped: ['a'], files: [] };
  expect(sum([one, one])).toEqual({ passed: 4, failed: 2, failures: ['b', 'b'], skipped: ['a', 'a'], files: [] });
});
