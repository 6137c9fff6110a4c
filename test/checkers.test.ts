// Each checker is proven on a small tree that breaks its rules on purpose, below test/planted/. A checker that finds nothing there
// would find nothing in the product either.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const planted = (name: string) => join(root, 'test', 'planted', name);

/** Runs a checker as `npm run check` does, and returns its exit code and its lines. */
function run(script: string, args: string[], folder = root) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, script), ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
  });
  return { status, output: stdout + stderr, lines: stdout.trim().split('\n') };
}

/** `rule: file` of each failure, without line numbers and explanations. */
const namesOf = (lines: string[]) => lines.map((line) => line.replace(/^([\w-]+: [^\s:]+).*$/, '$1')).sort();

describe('boundaries', () => {
  test.each([
    ['unresolved-import', 'src/platform/nowhere.ts'],
    ['platform-knows-no-module', 'src/platform/upward.ts'],
    ['no-test-in-the-product', 'src/platform/uses-test-code.ts'],
    ['no-development-package-in-the-product', 'src/platform/uses-development-package.ts'],
    ['processes-use-index-or-manifest', 'src/processes/web.ts'],
    ['modules-know-no-process', 'src/modules/incidents/into-process.ts'],
    ['governance-stands-alone', 'src/modules/governance/calls-incidents.ts'],
    ['incidents-use-governance-only', 'src/modules/incidents/calls-objectives.ts'],
    ['security-objectives-use-governance-only', 'src/modules/security-objectives/calls-incidents.ts'],
    ['other-modules-through-index', 'src/modules/security-objectives/reaches-inside.ts'],
    ['nobody-imports-reporting', 'src/modules/incidents/calls-reporting.ts'],
    ['no-cycles', 'src/modules/incidents/cycle-one.ts'],
    ['domain-is-pure', 'src/modules/incidents/domain/reads-database.ts'],
    ['domain-is-pure', 'src/modules/incidents/domain/answers-requests.ts'],
    ['domain-is-pure', 'src/modules/incidents/domain/calls-service.ts'],
    ['routes-and-views-use-no-database', 'src/modules/incidents/pages/list-incidents/list-incidents.route.ts'],
    ['routes-and-views-use-no-database', 'src/modules/incidents/pages/list-incidents/list-incidents.view.tsx'],
    ['supervision-never-sees-the-reporting-side', 'src/modules/incidents/pages/supervision-list/list.query.ts'],
    ['supervision-never-sees-the-reporting-side', 'src/modules/incidents/pages/observer-list/list.query.ts'],
  ])('%s in %s', (rule, file) => {
    expect(namesOf(boundaries().lines)).toContain(`${rule}: ${file}`);
  });

  test('nothing else is reported: what is allowed stays allowed', () => {
    expect(boundaries().status).toBe(1);
    expect(boundaries().lines).toHaveLength(20);
  });

  test('a parser that reads no file is a failure', () => {
    const blind = run('scripts/checks/boundaries.mjs', [planted('unseen')]);
    expect(blind.status).toBe(1);
    expect(blind.output).toContain('not-seen: no import was found in src/ at all');
  });
});

let boundaryRun: ReturnType<typeof run> | undefined;
function boundaries() {
  boundaryRun ??= run('scripts/checks/boundaries.mjs', [planted('boundaries')]);
  return boundaryRun;
}

test('texts', () => {
  const { status, lines } = run('scripts/checks/texts.mjs', [planted('texts')]);
  const folder = 'src/modules/incidents/locales';
  expect(status).toBe(1);
  expect(namesOf(lines)).toEqual([
    `broken-message: ${folder}/nl/incidents.json`,
    `empty-message: ${folder}/fr/incidents.json`,
    `missing-file: ${folder}/nl/mails.json`,
    `missing-key: ${folder}/de.json`,
    `missing-key: ${folder}/fr/incidents.json`,
    `other-arguments: ${folder}/de/incidents.json`,
    `unknown-language: ${folder}/lu/mails.json`,
    `unused-key: ${folder}/*/incidents.json`,
  ]);
});

test('house rules', () => {
  const { status, lines } = run('scripts/checks/house.mjs', [planted('house')]);
  const http = 'src/platform/http';
  expect(status).toBe(1);
  expect(namesOf(lines)).toEqual([
    `clock-in-time-only: ${http}/now.ts`,
    `clock-in-time-only: ${http}/today.ts`,
    'dead-path: docs/guide.md',
    'dead-path: docs/guide.md',
    `environment-in-config-only: ${http}/port.ts`,
    `file-too-long: ${http}/long.ts`,
    `kebab-case-files: ${http}/CamelCase.ts`,
    'migration-name: migrations/0002-acoustic-morph.sql',
    'migration-number: migrations/0001_create_person.sql',
    'no-catch-all-folder: src/platform/utils/thing.ts',
    `no-console: ${http}/loud.ts`,
    `no-focused-or-skipped-test: ${http}/focused.test.ts`,
    `no-focused-or-skipped-test: ${http}/skipped.test.ts`,
    'no-machine-path: deploy/vigie.service',
    'no-merge-marker: docs/merged.md',
    'no-registry-host: deploy/packages.json',
    `no-silenced-compiler: ${http}/forced.ts`,
    `no-unfinished-work: ${http}/later.ts`,
  ]);
});

test.each([
  ['style', 'node_modules/@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.'], ['lint/suspicious/noExplicitAny']],
  ['types', 'node_modules/typescript/bin/tsc', ['--pretty', 'false'], ['src/wrong.ts(1,14): error TS2322']],
  ['dead-code', 'node_modules/knip/bin/knip.js', ['--no-progress'], ['src/orphan.ts', 'unused-package', 'src/used.ts:2:14']],
])('%s', (name, script, args, expected) => {
  const { status, output } = run(script, args, planted(name));
  expect(status).toBe(1);
  for (const words of expected) expect(output).toContain(words);
});

test('a test that leaves a stray line or connection behind fails', () => {
  const { status, output } = run('node_modules/vitest/vitest.mjs', ['run'], planted('strays'));
  expect(status).toBe(1);
  expect(output).toContain('console.error: oh dear');
  expect(output).toContain('a network connection to 192.0.2.1');
  expect(output).toContain('1 passed');
});
