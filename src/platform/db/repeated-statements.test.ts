import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scratchKinds } from '../testing/scratch-database.ts';
import { type OpenDatabase, rowsOf } from './database.ts';
import { plannedAnew, RepeatedStatements } from './repeated-statements.ts';

const times = <Result>(count: number, work: () => Result) => Array.from({ length: count }, work);

describe('statements that come again and again', () => {
  it('have a name from the twentieth time on, always the same one', () => {
    const statements = new RepeatedStatements();
    expect(times(19, () => statements.find('select 1'))).toEqual(times(19, () => undefined));
    const named = statements.find('select 1');
    expect(named?.text).toBe('select 1');
    expect(statements.find('select 1')).toBe(named);
  });

  it('have different names, and at most 200 of them', () => {
    const statements = new RepeatedStatements();
    const texts = times(250, Math.random).map(String);
    for (const text of texts) times(20, () => statements.find(text));
    const names = texts.flatMap((text) => statements.find(text)?.name ?? []);
    expect(new Set(names).size).toBe(200);
    expect(names).toHaveLength(200);
  });

  it('are counted also beside thousands that come once', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100_000 }), { maxLength: 400 }), (others) => {
        const statements = new RepeatedStatements();
        for (const [at, other] of others.entries()) {
          statements.find(`select ${other}, ${at}`);
          statements.find('select often');
        }
        expect(statements.find('select often') !== undefined).toBe(others.length >= 19);
      }),
      { numRuns: 30 },
    );
  });
});

describe.each(scratchKinds(process.env.TEST_DATABASE_URL).filter(({ name }) => name === 'PostgreSQL'))('on $name', ({ open }) => {
  let database: OpenDatabase;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());

  it('are prepared by every connection that asks for them, answer with each call’s own values, and are left alone when marked', async () => {
    const { db } = database;
    const asked = times(200, () => undefined).map(async (_, at) => {
      const [row] = await rowsOf<{ value: number }>(db, sql`select ${at}::int + 1 as value`);
      const [marked] = await rowsOf<{ value: number }>(db, sql`select ${at}::int + 2 as value ${plannedAnew}`);
      return [row?.value, marked?.value];
    });
    expect(await Promise.all(asked)).toEqual(asked.map((_, at) => [at + 1, at + 2]));
    // A connection that was opened last may have had nothing to do.
    const asking = Array.from({ length: 5 }, () => rowsOf<{ statement: string }>(db, sql`select statement from pg_prepared_statements`));
    const texts = (await Promise.all(asking)).flat().map(({ statement }) => statement.trim());
    expect(texts).toContain('select $1::int + 1 as value');
    expect(texts.filter((text) => text.includes('+ 2'))).toEqual([]);
  });
});
