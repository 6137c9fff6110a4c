// `npm test` may never report a success that did not happen: every way a runner can end is counted.
import { expect, test } from 'vitest';
import { readPlaywrightReport, readVitestReport, sum } from '../scripts/support/tally.mjs';

const file = (status: string, ...statuses: string[]) => ({
  name: '/project/src/a.test.ts',
  status,
  startTime: 1000,
  endTime: 3000,
  assertionResults: statuses.map((each, index) => ({ status: each, fullName: `test ${index}` })),
});
const read = (testResults: object[], exitCode: number) =>
  readVitestReport({ testResults }, exitCode, 'embedded', (path: string) => path.replace('/project/', ''));

test('passed, failed and skipped tests are told apart', () => {
  expect(read([file('failed', 'passed', 'failed', 'skipped', 'pending')], 1)).toEqual({
    passed: 1,
    failed: 1,
    skipped: ['src/a.test.ts: test 2', 'src/a.test.ts: test 3'],
    files: [{ name: 'src/a.test.ts (embedded)', milliseconds: 2000 }],
  });
});

test('a file that does not load, a runner that crashes and a missing report are failures', () => {
  expect(read([file('failed'), file('passed', 'passed')], 1)).toMatchObject({ passed: 1, failed: 1 });
  expect(read([file('passed', 'passed')], 1)).toMatchObject({ passed: 1, failed: 1 });
  expect(readVitestReport(undefined, 0, 'embedded', (path: string) => path)).toMatchObject({ passed: 0, failed: 1 });
  expect(readPlaywrightReport(undefined, 1)).toMatchObject({ passed: 0, failed: 1 });
});

test('journeys count wherever they are nested, and a skipped one says why', () => {
  const spec = (title: string, status: string, annotations: object[] = []) => ({
    title,
    tests: [{ status, annotations, results: [{ duration: 500 }] }],
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
  expect(readPlaywrightReport({ suites }, 1)).toEqual({
    passed: 1,
    failed: 2,
    skipped: ['a.spec.ts: inner: four: no PDF tool'],
    files: [{ name: 'e2e/a.spec.ts', milliseconds: 2000 }],
  });
});

test('the sum is over all of them', () => {
  const one = { passed: 2, failed: 1, skipped: ['a'], files: [] };
  expect(sum([one, one])).toEqual({ passed: 4, failed: 2, skipped: ['a', 'a'], files: [] });
});
