// Reads the reports of the test runners into one shape:
// `{ passed, failed, failures: [text], skipped: [sentence], files: [{ name, milliseconds }] }`.
// A runner that ends badly without naming a failed test (it crashed, a file did not load) counts as one failure: nothing is lost.

import { stripVTControlCharacters } from 'node:util';

export function readVitestReport(report, exitCode, label, shortPath) {
  const tally = noTests();
  for (const file of report?.testResults ?? []) {
    const name = shortPath(file.name);
    tally.files.push({ name: `${name} (${label})`, milliseconds: file.endTime - file.startTime });
    for (const test of file.assertionResults) {
      if (test.status === 'passed') tally.passed += 1;
      else if (test.status === 'failed') fail(tally, `${name} (${label}): ${test.fullName}`, test.failureMessages);
      else tally.skipped.push(`${name}: ${test.fullName}`);
    }
    if (file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed')) {
      fail(tally, `${name} (${label}) did not load`, [file.message]);
    }
  }
  return neverSilent(tally, report, exitCode, label);
}

export function readPlaywrightReport(report, exitCode, label) {
  const tally = noTests();
  for (const suite of report?.suites ?? []) {
    let milliseconds = 0;
    for (const { path, test } of testsOf(suite, '')) {
      milliseconds += test.results.reduce((total, result) => total + result.duration, 0);
      if (test.status === 'expected') tally.passed += 1;
      else if (test.status === 'skipped') tally.skipped.push(`${path}: ${reasonOf(test)}`);
      else
        fail(
          tally,
          `e2e/${path} (${label})`,
          test.results.flatMap((result) => (result.errors ?? []).map((error) => error.message)),
        );
    }
    tally.files.push({ name: `e2e/${suite.file} (${label})`, milliseconds });
  }
  return neverSilent(tally, report, exitCode, label);
}

function* testsOf(suite, before) {
  const path = before === '' ? suite.title : `${before}: ${suite.title}`;
  for (const spec of suite.specs ?? []) for (const test of spec.tests) yield { path: `${path}: ${spec.title}`, test };
  for (const inner of suite.suites ?? []) yield* testsOf(inner, path);
}

const reasonOf = (test) => test.annotations.find((note) => note.type === 'skip')?.description ?? 'no reason given';

const noTests = () => ({ passed: 0, failed: 0, failures: [], skipped: [], files: [] });

/** Counts it and keeps what it said: thousands of lines later, the end of the output is all that many people see. */
function fail(tally, name, messages = []) {
  tally.failed += 1;
  const said = stripVTControlCharacters(messages.filter(Boolean).join('\n')).split('\n').slice(0, 12);
  tally.failures.push([name, ...said.map((line) => `    ${line}`.trimEnd()).filter((line) => line !== '')].join('\n'));
}

function neverSilent(tally, report, exitCode, label) {
  if (tally.failed > 0 || (exitCode === 0 && report)) return tally;
  fail(tally, `${label}: ${report ? `the runner ended with ${exitCode}` : 'the runner left no report'}, and named no test`);
  return tally;
}

export function sum(tallies) {
  return {
    passed: tallies.reduce((total, tally) => total + tally.passed, 0),
    failed: tallies.reduce((total, tally) => total + tally.failed, 0),
    failures: tallies.flatMap((tally) => tally.failures),
    skipped: tallies.flatMap((tally) => tally.skipped),
    files: tallies.flatMap((tally) => tally.files),
  };
}
