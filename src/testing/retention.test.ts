import { readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import { rowsOf } from '#platform/db/database.ts';
import { type TestApp, testApp } from './test-app.ts';

const page = readFileSync('docs/privacy/retention.md', 'utf8');
const columns = page
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split('|').map((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)));
const tables = columns.flatMap(([, names = []]) => names);
const endedBy = columns.flatMap(([, , , , names = []]) => names);

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});

it('how long it is kept is written down for every table there is, once', async () => {
  const stored = await rowsOf<{ name: string }>(
    app.db,
    sql`select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  );
  expect([...tables].sort()).toEqual(stored.map(({ name }) => name));
});

it('names every job that cleans up, and no other', () => {
  const jobs = app.application.registry.all().map(({ name }) => name);
  const cleaning = jobs.filter((name) => /purge|expire|idle|unused|forget|retention/.test(name));
  expect(endedBy).toEqual(expect.arrayContaining(cleaning));
  expect(endedBy.filter((name) => !jobs.includes(name))).toEqual([]);
});
