import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

it('what the answers to ASVS are shown by is there', () => {
  const page = readFileSync('docs/security/asvs.md', 'utf8');
  const named = [...page.matchAll(/`((?:src|e2e|test)\/[^`]+)`/g)].map(([, path = '']) => path);
  expect(named.length).toBeGreaterThan(40);
  expect(named.filter((path) => !existsSync(path))).toEqual([]);
});
