// `npm test`: everything that can be proven on this machine, without a network. The last line is the sum: `N passed, N failed`.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { relative } from 'node:path';
import { runCheckers } from './check.mjs';
import { findBrowser } from './support/browser.mjs';
import { projectFiles } from './support/files.mjs';
import { inRoot, root } from './support/root.mjs';
import { runHere } from './support/run.mjs';
import { readPlaywrightReport, readVitestReport, sum } from './support/tally.mjs';

const reports = inRoot('var', 'test-reports');
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

/** Every journey through one of them, and a short one through the other: they differ in what the short one meets. */
const behindProxies = [
  ['nginx', '/usr/sbin/nginx', []],
  ['apache', '/usr/sbin/apache2', ['e2e/behind-a-proxy.spec.ts']],
];

const started = performance.now();
const tallies = [await checkers(), ...(await vitest()), ...(await journeys())];
conclude(sum(tallies));

async function checkers() {
  title('Checks of the source');
  const results = await runCheckers();
  const failures = results.filter((result) => !result.passed).map((result) => `the check "${result.name}"`);
  return { passed: results.length - failures.length, failed: failures.length, failures, skipped: [], files: [] };
}

async function vitest() {
  title('Unit and page tests, on the embedded database');
  const embedded = await vitestRun('embedded', []);
  if (!process.env.TEST_DATABASE_URL) {
    title('Not run: the page tests on PostgreSQL and Redis. They need TEST_DATABASE_URL and TEST_REDIS_URL; .ci/run starts both servers.');
    return [embedded];
  }
  title('Page tests, on PostgreSQL and Redis');
  return [embedded, await vitestRun('postgres', ['--project', 'product'], { VIGIE_TEST_DATABASE: 'postgres' })];
}

async function vitestRun(name, args, environment = {}) {
  const report = inRoot('var', 'test-reports', `${name}.json`);
  const words = ['run', '--passWithNoTests', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...args];
  const code = await runHere(process.execPath, [inRoot('node_modules/vitest/vitest.mjs'), ...words], {
    env: { ...process.env, ...environment },
  });
  return readVitestReport(readReport(report), code, name, (path) => relative(root, path));
}

async function journeys() {
  const specs = projectFiles(root).filter((path) => /^e2e\/.*\.spec\.ts$/.test(path));
  if (specs.length === 0) return [];
  title('Journeys in a browser, on the embedded database');
  const browser = await findBrowser();
  if (browser.missing)
    return [{ passed: 0, failed: 0, failures: [], skipped: specs.map((path) => `${path}: ${browser.missing}`), files: [] }];
  const tallies = [await journeyRun('journeys', [])];
  if (!process.env.TEST_DATABASE_URL || !process.env.TEST_REDIS_URL) return tallies;
  for (const [front, program, chosen] of behindProxies) {
    title(`Journeys in a browser, through ${front} to processes apart, on PostgreSQL and Redis`);
    if (existsSync(program)) tallies.push(await journeyRun(`journeys-${front}`, chosen, { VIGIE_E2E_FRONT: front }));
    else {
      const skipped = (chosen.length > 0 ? chosen : specs).map((path) => `${path} through ${front}: ${program} is not installed here.`);
      tallies.push({ passed: 0, failed: 0, failures: [], skipped, files: [] });
    }
  }
  return tallies;
}

async function journeyRun(name, words, environment = {}) {
  const report = inRoot('var', 'test-reports', `${name}.json`);
  const code = await runHere(process.execPath, [inRoot('node_modules/@playwright/test/cli.js'), 'test', ...words], {
    env: { ...process.env, VIGIE_E2E_REPORT: report, ...environment },
  });
  return readPlaywrightReport(readReport(report), code, name);
}

function readReport(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

function title(sentence) {
  console.log(`\n== ${sentence}\n`);
}

function conclude({ passed, failed, failures, skipped, files }) {
  title('The ten slowest files');
  const slowest = files.sort((a, b) => b.milliseconds - a.milliseconds).slice(0, 10);
  for (const { name, milliseconds } of slowest) console.log(`${(milliseconds / 1000).toFixed(1).padStart(6)} s  ${name}`);
  if (skipped.length > 0) title('Skipped');
  for (const line of skipped) console.log(line);
  if (failures.length > 0) title('Failed');
  for (const text of failures) console.log(text);
  console.log(`\nall of it took ${Math.round((performance.now() - started) / 1000)} s`);
  console.log(`${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`);
  process.exitCode = failed === 0 ? 0 : 1;
}
