// `npm run check`: everything that reads the source without running it, in parallel, in well under 20 seconds.
import { inRoot } from './support/root.mjs';
import { capture } from './support/run.mjs';

const tool = (path) => inRoot('node_modules', path);
const checkers = [
  { name: 'style (biome)', args: [tool('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '--colors=off', '.'] },
  { name: 'types (tsc)', args: [tool('typescript/bin/tsc'), '--pretty', 'false'] },
  { name: 'boundaries (dependency-cruiser)', args: [inRoot('scripts/checks/boundaries.mjs')] },
  { name: 'dead code (knip)', args: [tool('knip/bin/knip.js'), '--no-progress'] },
  { name: 'texts', args: [inRoot('scripts/checks/texts.mjs')] },
  { name: 'house rules', args: [inRoot('scripts/checks/house.mjs')] },
];

/** Runs every checker; prints what each one found and a table of times. Returns `[{ name, passed, milliseconds }]`. */
export async function runCheckers() {
  const results = await Promise.all(checkers.map(runChecker));
  for (const { name, passed, output } of results) if (!passed) console.log(`\n${name} failed:\n${output.trimEnd()}`);
  console.log('');
  for (const { name, passed, milliseconds } of results) {
    console.log(`${passed ? 'passed' : 'FAILED'}  ${name.padEnd(34)} ${(milliseconds / 1000).toFixed(1).padStart(5)} s`);
  }
  return results;
}

async function runChecker({ name, args }) {
  const { code, output, milliseconds } = await capture(process.execPath, args);
  return { name, passed: code === 0, output, milliseconds };
}

if (import.meta.main) {
  const results = await runCheckers();
  const failed = results.filter((result) => !result.passed).length;
  console.log(`\n${results.length - failed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}
