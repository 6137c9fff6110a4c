import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { scratchKinds } from '../testing/scratch-database.ts';
import { systemClock } from '../time/clock.ts';
import { Temporal } from '../time/temporal.ts';
import { type OpenDatabase, rowsOf, violatedConstraint } from './database.ts';
import { newId } from './ids.ts';
import { mailDelivery, setting } from './schema.ts';

const at = Temporal.Instant.from('2026-03-05T09:00:00.123Z');

describe.each(scratchKinds(process.env.TEST_DATABASE_URL))('the database handle on $name', ({ open }) => {
  let database: OpenDatabase;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.db.delete(setting);
  });

  it('throws inside a transaction, where it would wait for ever or act outside of it', async () => {
    const { db } = database;
    await db.transaction(async (tx) => {
      expect(() => db.select().from(setting)).toThrow("db.select inside a transaction: use the transaction's handle");
      expect(() => db.insert(setting)).toThrow('db.insert inside a transaction');
      expect(() => db.execute(sql`select 1`)).toThrow('db.execute inside a transaction');
      expect(() => db.transaction(async () => undefined)).toThrow('db.transaction inside a transaction');
      await Promise.resolve();
      expect(() => db.delete(setting)).toThrow('db.delete inside a transaction');
      await tx.select().from(setting);
    });
    await db.select().from(setting);
  });

  it('lets others work while one transaction is open', async () => {
    const { db } = database;
    const inside = db.transaction(async (tx) => {
      await tx.insert(setting).values({ key: 'a', value: 1, changedAt: at });
    });
    const outside = db.insert(setting).values({ key: 'b', value: 2, changedAt: at });
    await Promise.all([inside, outside]);
    expect(await db.select().from(setting)).toHaveLength(2);
  });

  it('forgets everything of a transaction that fails, and only the inner part of one that goes on', async () => {
    const { db } = database;
    const failing = db.transaction(async (tx) => {
      await tx.insert(setting).values({ key: 'a', value: 1, changedAt: at });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await db.transaction(async (tx) => {
      await tx.insert(setting).values({ key: 'b', value: 1, changedAt: at });
      await tx
        .transaction(async (inner) => {
          await inner.insert(setting).values({ key: 'c', value: 1, changedAt: at });
          throw new Error('inner');
        })
        .catch(() => undefined);
    });
    expect((await db.select().from(setting)).map(({ key }) => key)).toEqual(['b']);
  });

  it('keeps an instant to the millisecond and gives it back the same', async () => {
    await database.db.insert(setting).values({ key: 'a', value: { list: [1, 'é', null] }, changedAt: at });
    const [row] = await database.db.select().from(setting).where(eq(setting.changedAt, at));
    expect(row?.changedAt.toString()).toBe('2026-03-05T09:00:00.123Z');
    expect(row?.value).toEqual({ list: [1, 'é', null] });
  });

  it('names the constraint that a write ran into', async () => {
    const row = { eventKey: 'e', recipient: 'r', template: 't', language: 'en', payload: {}, createdAt: at };
    const insert = (values: object) => database.db.insert(mailDelivery).values({ id: newId(), ...row, ...values });
    await insert({});
    const failed = async (work: Promise<unknown>) => violatedConstraint(await work.catch((error: unknown) => error));
    expect(await failed(insert({}))).toBe('mail_delivery_event_key_recipient_key');
    expect(await failed(insert({ recipient: 'x', state: 'lost' as 'sent' }))).toBe('mail_delivery_state_check');
    expect(await failed(database.db.execute(sql`select 1/0`))).toBeUndefined();
    expect(violatedConstraint(new Error('something else'))).toBeUndefined();
    await database.db.delete(mailDelivery);
  });

  it('sorts texts the same way everywhere', async () => {
    const rows = await rowsOf<{ word: string }>(
      database.db,
      sql`select word from unnest(array['zebra', 'Émile', 'apple', 'École', 'eagle', 'Ökostrom', 'ost']) as word order by word collate "und-x-icu"`,
    );
    expect(rows.map(({ word }) => word)).toEqual(['apple', 'eagle', 'École', 'Émile', 'Ökostrom', 'ost', 'zebra']);
  });
});

describe('ids', () => {
  it('are UUIDs of version 7, rising also within a millisecond', () => {
    const ids = Array.from({ length: 20_000 }, newId);
    expect(ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toBe(true);
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('begin with the moment they were made', () => {
    const before = systemClock.now().epochMilliseconds;
    const made = Number.parseInt(newId().replaceAll('-', '').slice(0, 12), 16);
    // A run of ids made at once may lead the clock by a few milliseconds.
    expect(made - before).toBeGreaterThanOrEqual(-2);
    expect(made - before).toBeLessThan(1_000);
  });
});
