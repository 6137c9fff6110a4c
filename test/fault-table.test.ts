/** docs/operations/faults.md has a row for each fault that a test strikes with, and each fault named has its test. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { faults } from '../e2e/faults/support/faults.ts';
import { inRoot } from '../scripts/support/root.mjs';

const folder = inRoot('e2e', 'faults');
const tests = readdirSync(folder)
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => readFileSync(join(folder, name), 'utf8'))
  .join('\n');
const rows = readFileSync(inRoot('docs', 'operations', 'faults.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .map((line) => line.split('|').map((cell) => cell.trim()));

it.each(Object.entries(faults))('the fault %s is struck by a test and has its row, with nothing lost', (name, title) => {
  expect(tests).toContain(`'${name}'`);
  const row = rows.find((cells) => cells[1] === title);
  expect(row, `a row for: ${title}`).toBeDefined();
  const [, , , failed, changesLost, mailsLost] = row ?? [];
  expect(failed).toMatch(/^\d+ of \d+$/);
  expect(changesLost).toMatch(/^0 of \d+$/);
  expect(mailsLost).toMatch(/^0 of \d+$/);
});
