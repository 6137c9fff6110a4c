import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PlanningPglite } from './planning-pglite.ts';

/** More than a statement has to come before it is planned for good. */
const times = 40;

describe('PGlite that plans what comes often once', () => {
  let client: PlanningPglite;
  beforeAll(async () => {
    client = await PlanningPglite.open({});
  });
  afterAll(() => client.close());
  beforeEach(async () => {
    await client.exec(`drop table if exists thing; create table thing (id int primary key, name text not null, at timestamptz,
      tags text[], data jsonb, big bigint, parent int references thing)`);
  });

  const repeat = async <Result>(work: (at: number) => Promise<Result>): Promise<Result[]> => {
    const results: Result[] = [];
    for (let at = 0; at < times; at += 1) results.push(await work(at));
    return results;
  };

  it('answers the same the first time and the last, whatever the types', async () => {
    const insert = 'insert into thing (id, name, at, tags, data, big) values ($1, $2, $3, $4, $5, $6) returning *';
    const value = {
      name: `it's "q" \\ é 🙂`,
      at: '2026-03-05T09:00:00Z',
      tags: ['a', 'b,c', '"'],
      data: { a: [1, null] },
      big: 9,
    };
    const made = await repeat((id) => client.query(insert, [id, value.name, value.at, value.tags, value.data, value.big]));
    made.forEach(({ rows, affectedRows }, id) => {
      expect(rows).toEqual([{ id, ...value, at: expect.any(Date), parent: null }]);
      expect(affectedRows).toBe(1);
    });
    const arrays = await repeat((id) => client.query('select name, big, parent from thing where id = $1', [id], { rowMode: 'array' }));
    for (const { rows, fields } of arrays) {
      expect(rows).toEqual([[value.name, 9, null]]);
      expect(fields.map(({ name }) => name)).toEqual(['name', 'big', 'parent']);
    }
    const none = await repeat(() => client.query('select id from thing where id = $1', [-1]));
    for (const { rows } of none) expect(rows).toEqual([]);
  });

  it('tells what went wrong by its code and constraint, and goes on', async () => {
    const insert = 'insert into thing (id, name, parent) values ($1, $2, $3)';
    await client.query(insert, [0, 'first', null]);
    for (const wrong of await repeat((id) => client.query(insert, [0, `again ${id}`, null]).catch((error) => error)))
      expect(wrong).toMatchObject({ code: '23505', constraint: 'thing_pkey' });
    await expect(client.query(insert, [1, 'x', 77])).rejects.toMatchObject({ code: '23503', constraint: 'thing_parent_fkey' });
    await expect(client.query(insert, ['no number', 'x', null])).rejects.toMatchObject({ code: '22P02' });
    await client.query(insert, [1, 'second', 0]);
    expect((await client.query('select count(*)::int as n from thing')).rows).toEqual([{ n: 2 }]);
  });

  it('keeps to its transaction, and to nothing once that is closed', async () => {
    const insert = 'insert into thing (id, name) values ($1, $2)';
    await repeat((id) => client.query(insert, [id, 'kept']));
    const failing = client.transaction(async (tx) => {
      await tx.query(insert, [1000, 'forgotten']);
      await tx.query(insert, [0, 'taken']);
    });
    await expect(failing).rejects.toMatchObject({ code: '23505' });
    const left = await client.transaction(async (tx) => {
      await tx.query(insert, [1001, 'kept']);
      expect(tx.closed).toBe(false);
      return tx;
    });
    expect(left.closed).toBe(true);
    await expect(left.query(insert, [1002, 'late'])).rejects.toThrow('Transaction is closed');
    expect((await client.query('select id from thing where id >= 1000')).rows).toEqual([{ id: 1001 }]);
  });

  it('lets one statement wait for another, and for a transaction', async () => {
    const count = 'select count(*)::int as n from thing where id >= $1';
    await repeat(() => client.query(count, [0]));
    const inside = client.transaction(async (tx) => {
      await tx.query('insert into thing (id, name) values (1, $1)', ['a']);
      await tx.query('insert into thing (id, name) values (2, $1)', ['b']);
    });
    const outside = [client.query(count, [0]), client.query(count, [2])];
    await inside;
    expect((await Promise.all(outside)).map(({ rows }) => rows)).toEqual([[{ n: 2 }], [{ n: 1 }]]);
  });

  it('makes its plans anew when the tables have changed', async () => {
    await client.query('insert into thing (id, name) values (1, $1)', ['a']);
    const named = 'select name from thing where id = $1';
    await repeat(() => client.query(named, [1]));
    await client.exec('alter table thing add column more text; create index on thing (name)');
    expect((await client.query(named, [1])).rows).toEqual([{ name: 'a' }]);
    await client.exec('discard plans');
    expect((await client.query(named, [1])).rows).toEqual([{ name: 'a' }]);
  });
});
