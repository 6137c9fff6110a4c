import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const wanted = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 19, 22, 23, 24, 25, 26, 31, 32, 33, 35];
const rows = readFileSync('docs/operations/checks.md', 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, check, , shown = ''] = line.split('|');
    return Number(check)
      ? [{ check: Number(check), files: [...shown.matchAll(/`((?:src|e2e|test)\/[^`]+)`/g)].map(([, path = '']) => path) }]
      : [];
  });

/** The numbers that a test names: `operations.md checks 1, 2 and 4`. */
const namedIn = (path: string): number[] =>
  [...readFileSync(path, 'utf8').matchAll(/operations\.md checks? ((?:\d+(?:, | and )?)+)/g)].flatMap(([, numbers = '']) =>
    numbers.split(/, | and /).map(Number),
  );

it('every check of operation has a test that names it, and the page leads to it', () => {
  expect(rows.map(({ check }) => check)).toEqual(wanted);
  for (const { check, files } of rows) {
    expect(files.length, `check ${check}`).toBeGreaterThan(0);
    for (const file of files) expect(namedIn(file), `${file} for check ${check}`).toContain(check);
  }
});
