import { eq, sql } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTestSettings } from '../config/test-settings.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { scratchKinds } from '../testing/scratch-database.ts';
import { fixed } from './columns.ts';
import type { OpenDatabase } from './database.ts';
import { newId } from './ids.ts';
import { setting } from './schema.ts';

describe.each(scratchKinds(readTestSettings().databaseUrl))('columns on $name', ({ open }) => {
  let database: OpenDatabase;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());

  const roundTrip = async (value: unknown) => {
    const key = newId();
    await database.db.insert(setting).values({ key, value, changedAt: new FakeClock().now() });
    const [row] = await database.db.select().from(setting).where(eq(setting.key, key));
    return row?.value;
  };

  it.each(['42', 'true', 'null', '"quoted"', '{"a":1}', '[1]', ''])('reads the text %s back as a text', async (text) => {
    expect(await roundTrip(text)).toBe(text);
  });

  it('reads every JSON value back as it was written', async () => {
    // A NUL cannot be stored by PostgreSQL; the forms take it out before.
    const json = fc.jsonValue().filter((value) => value !== null && !JSON.stringify(value).includes('\\u0000'));
    await fc.assert(
      fc.asyncProperty(json, async (value) => {
        expect(await roundTrip(value)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { numRuns: 50 },
    );
  });
});

describe('what stands in every statement', () => {
  it("is put into words once, and refuses a value that would then be everybody's", () => {
    const { sql: text, params } = new PgDialect().sqlToQuery(
      sql`select ${fixed(sql`${setting.key}, ${setting.value}`)} where ${setting.key} = ${'a'}`,
    );
    expect({ text, params }).toEqual({ text: 'select "setting"."key", "setting"."value" where "setting"."key" = $1', params: ['a'] });
    expect(() => fixed(sql`${setting.key} = ${'one person'}`)).toThrow('not the same for everybody');
  });
});
