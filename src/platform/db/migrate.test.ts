import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type OpenDatabase, rowsOf } from './database.ts';
import { newId } from './ids.ts';
import { type Migration, migrate, readMigrations } from './migrate.ts';
import { openPglite } from './pglite.ts';
import { openPostgres } from './postgres.ts';

const silent = pino({ level: 'silent' });
const migrationOf = (name: string, text: string): Migration => ({
  name,
  sql: text,
  sha256: createHash('sha256').update(text).digest('hex'),
});
const first = migrationOf('0001_lamps.sql', 'create table lamp (id int primary key); insert into lamp values (1);');
const second = migrationOf('0002_more_lamps.sql', 'insert into lamp values (2); insert into lamp values (3);');
const postgresUrl = process.env.TEST_DATABASE_URL;

/** An empty database, without any migration. */
const kinds: { name: string; open(): Promise<OpenDatabase> }[] = [
  { name: 'PGlite', open: () => openPglite({ memory: true }) },
  ...(postgresUrl ? [{ name: 'PostgreSQL', open: () => onServer(postgresUrl) }] : []),
];

async function onServer(url: string): Promise<OpenDatabase> {
  const name = `vigie_migrate_${newId().replaceAll('-', '')}`;
  const server = openPostgres(url, silent, 2);
  await server.db.execute(sql.raw(`create database ${name}`));
  const address = new URL(url);
  address.pathname = `/${name}`;
  const database = openPostgres(address.href, silent, 4);
  const close = async () => {
    await database.close();
    await server.db.execute(sql.raw(`drop database ${name} with (force)`));
    await server.close();
  };
  return { ...database, close };
}

describe.each(kinds)('migrations on $name', ({ open }) => {
  let database: OpenDatabase;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.db.execute(sql`drop table if exists lamp, migration`);
  });
  const lamps = async () => (await rowsOf<{ id: number }>(database.db, sql`select id from lamp order by id`)).map(({ id }) => id);

  it('runs what is missing, once', async () => {
    expect(await migrate(database, [first])).toEqual([first.name]);
    expect(await migrate(database, [first])).toEqual([]);
    expect(await migrate(database, [first, second])).toEqual([second.name]);
    expect(await lamps()).toEqual([1, 2, 3]);
  });

  it('two at once do the work of one', async () => {
    const done = await Promise.all([migrate(database, [first, second]), migrate(database, [first, second])]);
    expect(done.map((names) => names.length).sort()).toEqual([0, 2]);
    expect(await lamps()).toEqual([1, 2, 3]);
  });

  // operations.md check 16: the release before runs on the database of this one.
  it('leaves what a later release added alone, unless that says that this release cannot run on it', async () => {
    const contracting = migrationOf('0002_needs_0_2_0_drop_lamps.sql', 'drop table lamp;');
    await migrate(database, [first, second], '0.2.0');
    expect(await migrate(database, [first], '0.1.0')).toEqual([]);
    await database.db.execute(sql`delete from migration where name = ${second.name}`);
    await migrate(database, [first, contracting], '0.3.0');
    expect(await migrate(database, [first], '0.2.1')).toEqual([]);
    await expect(migrate(database, [first], '0.1.9')).rejects.toThrow('which version 0.1.9 does not know and cannot run on');
  });

  it('refuses a migration that was changed, or that is gone', async () => {
    await migrate(database, [first, second]);
    const changed = migrationOf(first.name, `${first.sql} `);
    await expect(migrate(database, [changed, second])).rejects.toThrow('The migration 0001_lamps.sql was changed after it was applied');
    await expect(migrate(database, [second])).rejects.toThrow('0001_lamps.sql, which version 0.0.0 does not know');
  });

  it('leaves nothing behind when one of them fails', async () => {
    const broken = migrationOf('0002_broken.sql', 'insert into lamp values (2); insert into nowhere values (1);');
    await expect(migrate(database, [first, broken])).rejects.toThrow();
    await expect(lamps()).rejects.toThrow();
    expect(await migrate(database, [first])).toEqual([first.name]);
  });
});

describe('the folder of migrations', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-migrations-'));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is read in the order of names, SQL files only', () => {
    writeFileSync(join(folder, '0002_b.sql'), 'select 2');
    writeFileSync(join(folder, '0001_a.sql'), 'select 1');
    writeFileSync(join(folder, 'README.md'), 'not a migration');
    expect(readMigrations(folder).map(({ name }) => name)).toEqual(['0001_a.sql', '0002_b.sql']);
  });

  it('runs on an empty database as a whole, and a second time as nothing', async () => {
    const database = await openPglite({ memory: true });
    const migrations = readMigrations(resolve('migrations'));
    expect(await migrate(database, migrations)).toHaveLength(migrations.length);
    expect(await migrate(database, migrations)).toEqual([]);
    await database.close();
  });
});
