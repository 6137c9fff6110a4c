// Reads the reports of the test runners into one shape: `{ passed, failed, skipped: [sentence], files: [{ name, milliseconds }] }`.
// A runner that ends badly without naming a failed test (it crashed, a file did not load) counts as one failure: nothing is lost.

export function readVitestReport(report, exitCode, label, shortPath) {
  const tally = { passed: 0, failed: 0, skipped: [], files: [] };
  for (const file of report?.testResults ?? []) {
    const name = shortPath(file.name);
    tally.files.push({ name: `${name} (${label})`, milliseconds: file.endTime - file.startTime });
    for (const test of file.assertionResults) {
      if (test.status === 'passed') tally.passed += 1;
      else if (test.status === 'failed') tally.failed += 1;
      else tally.skipped.push(`${name}: ${test.fullName}`);
    }
    if (file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed')) tally.failed += 1;
  }
  return neverSilent(tally, report, exitCode);
}

export function readPlaywrightReport(report, exitCode) {
  const tally = { passed: 0, failed: 0, skipped: [], files: [] };
  for (const suite of report?.suites ?? []) {
    let milliseconds = 0;
    for (const { path, test } of testsOf(suite, '')) {
      milliseconds += test.results.reduce((total, result) => total + result.duration, 0);
      if (test.status === 'expected') tally.passed += 1;
      else if (test.status === 'skipped') tally.skipped.push(`${path}: ${reasonOf(test)}`);
      else tally.failed += 1;
    }
    tally.files.push({ name: `e2e/${suite.file}`, milliseconds });
  }
  return neverSilent(tally, report, exitCode);
}

function* testsOf(suite, before) {
  const path = before === '' ? suite.title : `${before}: ${suite.title}`;
  for (const spec of suite.specs ?? []) for (const test of spec.tests) yield { path: `${path}: ${spec.title}`, test };
  for (const inner of suite.suites ?? []) yield* testsOf(inner, path);
}

const reasonOf = (test) => test.annotations.find((note) => note.type === 'skip')?.description ?? 'no reason given';

function neverSilent(tally, report, exitCode) {
  if (tally.failed === 0 && (exitCode !== 0 || !report)) tally.failed = 1;
  return tally;
}

export function sum(tallies) {
  return {
    passed: tallies.reduce((total, tally) => total + tally.passed, 0),
    failed: tallies.reduce((total, tally) => total + tally.failed, 0),
    skipped: tallies.flatMap((tally) => tally.skipped),
    files: tallies.flatMap((tally) => tally.files),
  };
}
