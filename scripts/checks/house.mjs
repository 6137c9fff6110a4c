// The rules of the house that no other tool knows. Each failure names its rule, the file and the line.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { checkedFiles } from '../support/files.mjs';
import { documentFailures } from './documents.mjs';
import { reportAsCommand } from './report.mjs';

const longestFile = 300;
const code = /\.(tsx?|[cm]?js)$/;
const text = /\.(tsx?|[cm]?js|json|md|sql|css|html|liquid|typ|ya?ml|sh|conf|service|svg|txt)$|(^|\/)(run|Dockerfile|\.npmrc|\.gitignore)$/;
const testFile = /\.test\.tsx?$|^e2e\/|^test\//;

/** `where` chooses files, `not` spares some, `pattern` is looked for in each line that is not a comment (`comments` looks there too). */
const lineRules = [
  {
    name: 'environment-in-config-only',
    where: /^src\/.*\.tsx?$/,
    not: /^src\/platform\/config\/|\.test\.tsx?$/,
    pattern: /\bprocess\.env\b/,
    advice: 'add the variable to src/platform/config',
  },
  {
    name: 'clock-in-time-only',
    where: /^src\/.*\.tsx?$/,
    not: /^src\/platform\/time\//,
    pattern: /\bnew Date\(|\bDate\.now\(|\bTemporal\.Now\b/,
    advice: 'use the injected clock',
  },
  {
    name: 'no-console',
    where: /^src\/.*\.tsx?$/,
    not: /^src\/main\.ts$|^src\/command-line\//,
    pattern: /(?<!['"`\w.])console\.\w+\(/,
    advice: 'use the logger; only the command line prints',
  },
  {
    name: 'no-focused-or-skipped-test',
    where: testFile,
    pattern: /\b(it|test|describe|suite)(\.\w+)*\.(only\b|todo\(|(skip|fixme)\(\s*['"`])/,
    advice: 'run it, or delete it',
  },
  {
    name: 'no-silenced-compiler',
    where: code,
    pattern: /@ts-(ignore|nocheck|expect-error)|\bas unknown as\b/,
    comments: true,
    advice: 'give the value its type',
  },
  {
    name: 'no-unfinished-work',
    where: code,
    pattern: /\b(TODO|FIXME|XXX)\b/,
    comments: true,
    advice: 'do it, or write it down as an issue',
  },
  {
    name: 'no-merge-marker',
    where: text,
    pattern: /^(<{7}|>{7}|(> ){6}>) \w/,
    comments: true,
    advice: 'choose a side of the merge',
  },
  {
    name: 'no-machine-path',
    where: text,
    pattern: /(?<![\w.\-/])\/(work|root)\/\w/,
    comments: true,
    advice: 'the project may lie anywhere: use a path relative to it',
  },
  {
    name: 'no-registry-host',
    where: text,
    pattern: /https?:\/\/[^/\s"']*(registry|artifactory|verdaccio|nexus)[^/\s"']*|"resolved": "http/,
    comments: true,
    advice: "packages come from the installing machine's registry",
  },
];
const ownWords = /^scripts\/checks\/|^test\/checkers\.test\.ts$/; // they spell out what they look for

/** Returns one sentence for each breach of a rule. */
export function checkHouse(root) {
  const files = checkedFiles(root);
  const readText = (path) => readFileSync(join(root, path), 'utf8');
  const failures = files.flatMap(nameFailures);
  for (const path of files.filter((name) => text.test(name) && statSync(join(root, name)).size < 2_000_000)) {
    const lines = readText(path).split('\n');
    failures.push(...lineFailures(path, lines));
    if (isTooLong(path, lines)) failures.push(`file-too-long: ${path}: ${lines.length} lines, at most ${longestFile}: split it by meaning`);
  }
  failures.push(...migrationFailures(files));
  for (const path of files.filter((name) => name.endsWith('.md'))) failures.push(...documentFailures(root, path, readText(path)));
  return failures;
}

function lineFailures(path, lines) {
  if (ownWords.test(path)) return [];
  const rules = lineRules.filter((rule) => rule.where.test(path) && !rule.not?.test(path));
  return rules.flatMap((rule) =>
    lines.flatMap((line, index) => {
      if (!rule.pattern.test(line) || (!rule.comments && /^\s*(\/\/|\/?\*)/.test(line))) return [];
      return [`${rule.name}: ${path}:${index + 1}: ${rule.advice}`];
    }),
  );
}

function isTooLong(path, lines) {
  const spared = /^src\/demo\/stories\/|(^|\/)(locales|migrations|packs)\/|\.generated\.\w+$/;
  return code.test(path) && !spared.test(path) && lines.length > longestFile && !/generated/i.test(lines[0]);
}

function nameFailures(path) {
  const failures = [];
  if (/^(src|e2e|scripts|bench|test)\/(.*\/)?(utils?|helpers?|common|misc)\//.test(path)) {
    failures.push(`no-catch-all-folder: ${path}: name the folder after what it is about`);
  }
  if (/^(src|e2e|scripts|bench|test)\//.test(path) && code.test(path) && /[A-Z_ ]/.test(path.slice(path.lastIndexOf('/') + 1))) {
    failures.push(`kebab-case-files: ${path}`);
  }
  return failures;
}

/** Migrations are one ordered history: a number once, a name that says what for. */
function migrationFailures(files) {
  const migrations = files.filter((name) => name.startsWith('migrations/') && !name.endsWith('.md'));
  const failures = migrations
    .filter((path) => !/^migrations\/\d{4}_[a-z][a-z0-9]*(_[a-z0-9]+)*\.sql$/.test(path))
    .map((path) => `migration-name: ${path}: migrations are named 0007_add_incident_deadline.sql`);
  const numbers = new Map();
  for (const path of migrations) {
    const number = path.slice('migrations/'.length, 'migrations/0000'.length);
    if (numbers.has(number)) failures.push(`migration-number: ${path}: ${number} is already ${numbers.get(number)}`);
    numbers.set(number, path);
  }
  return failures;
}

await reportAsCommand(import.meta, checkHouse);
