import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTestSettings } from '../config/test-settings.ts';
import { createLogger } from '../observability/logger.ts';
import type { OpenDatabase } from './database.ts';
import { openPostgres } from './postgres.ts';

const { databaseUrl } = readTestSettings();

// operations.md O5
describe.runIf(databaseUrl)('a query that is slow', () => {
  const lines: string[] = [];
  let database: OpenDatabase;
  let counted = 0;
  beforeAll(() => {
    const log = createLogger('info', { destination: { write: (line) => void lines.push(line) } });
    database = openPostgres(databaseUrl ?? '', log, 2, () => {
      counted += 1;
    });
  });
  afterAll(() => database.close());

  it('is counted and logged without its values, in a transaction or not, whether it succeeds or not', async () => {
    const slow = sql`select pg_sleep(0.6), ${'hunter2'}::text`;
    await database.db.execute(sql`select 1`);
    expect(counted).toBe(0);
    await database.db.execute(slow);
    await database.db.transaction((tx) => tx.execute(slow));
    await database.session((session) => session.query('select pg_sleep(0.6), $1::text', ['hunter2']));
    const failing = sql`select pg_sleep(0.6)::text::int, ${'hunter2'}::text`;
    await expect(database.db.execute(failing)).rejects.toThrow();
    expect(counted).toBe(4);
    expect(lines.map((line): object => JSON.parse(line))).toEqual(
      Array.from({ length: 4 }, () => expect.objectContaining({ event: 'slowQuery', query: expect.stringMatching(/^select pg_sleep/) })),
    );
    expect(lines.join()).not.toContain('hunter2');
  });

  it('shows in the connections that are busy, and whoever waits for one is told apart', async () => {
    const work = Promise.all([1, 2, 3].map(() => database.db.execute(sql`select pg_sleep(0.3)`)));
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(database.connections?.()).toEqual({ busy: 2, idle: 0, waiting: 1 });
    await work;
    expect(database.connections?.()).toMatchObject({ busy: 0, waiting: 0 });
  });
});
