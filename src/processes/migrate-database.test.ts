import { resolve } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuditKeys } from '#platform/audit/audit-keys.ts';
import { everything, inSnapshot, readSpan } from '#platform/audit/read-trail.ts';
import { sealEvents } from '#platform/audit/seal-events.ts';
import { verifyTrail } from '#platform/audit/verify-trail.ts';
import { writeAudit } from '#platform/audit/write-audit.ts';
import { type Config, ConfigError, readConfig } from '#platform/config/config.ts';
import { readTestSettings } from '#platform/config/test-settings.ts';
import { type Ctx, systemCtx } from '#platform/context/ctx.ts';
import { type OpenDatabase, rowsOf } from '#platform/db/database.ts';
import { newId } from '#platform/db/ids.ts';
import { migrate as migrateTables, readMigrations } from '#platform/db/migrate.ts';
import { openPglite } from '#platform/db/pglite.ts';
import { openPostgres } from '#platform/db/postgres.ts';
import { FakeClock } from '#platform/testing/fake-clock.ts';
import { systemClock } from '#platform/time/clock.ts';
import { silentLog } from '../testing/silent-log.ts';
import { bringUpToDate } from './bring-up-to-date.ts';
import { migrateDatabase } from './migrate-database.ts';

const { databaseUrl } = readTestSettings();
const keys = createAuditKeys(`k:${Buffer.alloc(32, 3).toString('base64')}`);

// decisions.md D13: two database roles in production.
describe.runIf(databaseUrl)('an installation with two roles on PostgreSQL', () => {
  const name = `vigie_roles_${newId().replaceAll('-', '')}`;
  const [owner, program, master, stranger] = ['owner', 'program', 'master', 'stranger'].map((role) => `${name}_${role}`) as [
    string,
    string,
    string,
    string,
  ];
  let server: OpenDatabase;
  let database: OpenDatabase;
  let ctx: Ctx;

  const urlOf = (role: string, databaseName = name): string => {
    const url = new URL(databaseUrl ?? 'postgres://nowhere');
    Object.assign(url, { username: role, password: 'secret', pathname: `/${databaseName}` });
    return url.href;
  };
  const here = { root: resolve('.'), version: '0.0.0' };
  const configOf = (settings: Partial<Config>): Config => ({ ...readConfig(resolve('.'), { APP_ENV: 'test' }), ...settings });
  const both = configOf({ databaseUrl: urlOf(program), databaseOwnerUrl: urlOf(owner) });
  const migrate = async (config: Config): Promise<string[]> => {
    const lines: string[] = [];
    await migrateDatabase(config, silentLog, (line) => lines.push(line));
    return lines;
  };

  beforeAll(async () => {
    server = openPostgres(databaseUrl ?? '', silentLog, 2);
    const run = (text: string) => server.db.execute(sql.raw(text));
    await run(`create role ${owner} login password 'secret'`);
    await run(`create role ${program} login password 'secret'`);
    await run(`create role ${master} login password 'secret' in role ${owner}`);
    await run(`create role ${stranger} login password 'secret'`);
    await run(`create database ${name} owner ${owner}`);
  });
  afterAll(async () => {
    await database.close();
    await server.db.execute(sql.raw(`drop database ${name} with (force)`));
    for (const role of [master, stranger, program, owner]) await server.db.execute(sql.raw(`drop role ${role}`));
    await server.close();
  });

  it('does not start before the owner has migrated, and says so', async () => {
    database = openPostgres(urlOf(program), silentLog, 3);
    const start = bringUpToDate(here, database, 'DATABASE_URL');
    await expect(start).rejects.toThrow(ConfigError);
    await expect(start).rejects.toThrow('Run vigie migrate with DATABASE_OWNER_URL first.');
  });

  it('is migrated by its owner, who gives the program its rights, as often as wanted', async () => {
    const said = [`The role ${program} can use it, and cannot change the trail of changes.`, 'The database is up to date.'];
    expect(await migrate(both)).toEqual(said);
    expect(await migrate(both)).toEqual(said);
    expect(await bringUpToDate(here, database, 'DATABASE_URL')).toContain('0019_audit_seal.sql');
  });

  it.each([
    ['one role under two names', () => configOf({ databaseUrl: urlOf(owner), databaseOwnerUrl: urlOf(owner) }), 'are both the role'],
    ['a program that is a member of the owner', () => ({ ...both, databaseUrl: urlOf(master) }), 'could change the trail of changes'],
    [
      'a program that is a superuser',
      () => ({ ...both, databaseUrl: urlOf(new URL(databaseUrl ?? 'postgres://nowhere').username) }),
      'could change the trail of changes',
    ],
    ['an owner who owns nothing', () => ({ ...both, databaseOwnerUrl: urlOf(stranger) }), 'DATABASE_OWNER_URL: this role may not'],
    [
      'a database that is not there',
      () => ({ ...both, databaseOwnerUrl: urlOf(owner, 'vigie_nowhere') }),
      'DATABASE_OWNER_URL: this database lets nobody in',
    ],
    ['two databases', () => ({ ...both, databaseUrl: urlOf(program, 'postgres') }), 'are not the same database'],
  ])('refuses %s', async (_name, config, sentence) => {
    const refused = migrate(config());
    await expect(refused).rejects.toThrow(ConfigError);
    await expect(refused).rejects.toThrow(sentence);
  });

  it('refuses a program that has a right from elsewhere', async () => {
    const admin = openPostgres(urlOf(owner), silentLog, 1);
    await admin.db.execute(sql`grant truncate on audit_seal to public`);
    await expect(migrate(both)).rejects.toThrow('may still change the trail of changes');
    await admin.db.execute(sql`revoke truncate on audit_seal from public`);
    await admin.close();
  });

  const change = async (at = systemClock.now()) => {
    const then: Ctx = { ...ctx, wallClock: new FakeClock(at.toString()) };
    await database.db.transaction((tx) => writeAudit(tx, then, { action: 'test.changed', subjectKind: 'setting', detail: { who: 'Zoé' } }));
  };
  const verify = () => inSnapshot(database.db, (tx) => verifyTrail(readSpan(tx, everything), keys, everything.start));

  it('writes, seals and verifies the trail as the program', async () => {
    ctx = systemCtx({ db: database.db, clock: systemClock, wallClock: systemClock, log: silentLog }, 'test', 'r1');
    await change();
    await change(systemClock.now().subtract({ hours: 24 * 40 }));
    if (keys.signer) await sealEvents(ctx, keys.signer);
    expect(await verify()).toMatchObject({ events: 2, unsealed: undefined, broken: undefined });
  });

  const refusal = (text: string): Promise<unknown> =>
    database.db.execute(sql.raw(text)).then(
      () => 'done',
      (error: Error) => (error.cause instanceof Error && 'code' in error.cause ? error.cause.code : error),
    );

  it.each(['audit_event', 'audit_detail', 'audit_chain', 'audit_seal'])(
    'cannot change, delete or empty %s as the program',
    async (table) => {
      const [column] = await rowsOf<{ name: string }>(
        database.db,
        sql`select column_name as name from information_schema.columns where table_name = ${table} and column_name <> 'seq' limit 1`,
      );
      for (const text of [
        `update ${table} set ${column?.name} = ${column?.name}`,
        `delete from ${table}`,
        `truncate ${table} cascade`,
        `alter table ${table} disable trigger all`,
        `drop table ${table} cascade`,
      ])
        expect([text, await refusal(text)]).toEqual([text, '42501']);
    },
  );

  it('cannot get round it as the program', async () => {
    for (const text of [
      'set session_replication_role = replica',
      `set role ${owner}`,
      `update migration set sha256 = ''`,
      'insert into audit_unsealed values (1)',
      'create or replace function refuse_change() returns trigger language plpgsql as $$ begin return new; end $$',
    ])
      expect([text, await refusal(text)]).toEqual([text, '42501']);
  });

  it('may have begun with one role', async () => {
    const other = `${name}_other`;
    await server.db.execute(sql.raw(`create database ${other} owner ${stranger}`));
    const single = openPostgres(urlOf(stranger, other), silentLog, 1);
    await bringUpToDate(here, single, 'DATABASE_URL');
    await single.close();
    const inside = new URL(databaseUrl ?? 'postgres://nowhere');
    inside.pathname = `/${other}`;
    const superuser = openPostgres(inside.href, silentLog, 1);
    await superuser.db.execute(sql.raw(`reassign owned by ${stranger} to ${owner}`));
    await superuser.close();
    const two = configOf({ databaseUrl: urlOf(stranger, other), databaseOwnerUrl: urlOf(owner, other) });
    expect((await migrate(two))[0]).toContain('cannot change the trail of changes');
    await server.db.execute(sql.raw(`drop database ${other} with (force)`));
  });

  it('lets details go by the one function, when they are sealed and not recent', async () => {
    await change(systemClock.now().subtract({ hours: 24 * 40 }));
    expect(await refusal(`select forget_audit_details(now() - interval '29 days')`)).toBe('23514');
    const [gone] = await rowsOf<{ count: string }>(database.db, sql`select forget_audit_details(now() - interval '31 days') as count`);
    expect(Number(gone?.count)).toBe(1);
    expect(await verify()).toMatchObject({ events: 2, deletedDetails: 1, unsealed: { events: 1 }, broken: undefined });
  });
});

describe('an installation with one role', () => {
  it('refuses to change or empty the trail, by its own triggers', async () => {
    const embedded = await openPglite({ memory: true });
    await migrateTables(embedded, readMigrations(resolve('migrations')));
    const { db } = embedded;
    const ctx = systemCtx({ db, clock: systemClock, wallClock: systemClock, log: silentLog }, 'test', 'r1');
    await db.transaction((tx) => writeAudit(tx, ctx, { action: 'test.changed', subjectKind: 'setting' }));
    if (keys.signer) await sealEvents(ctx, keys.signer);
    for (const text of [
      'delete from audit_chain',
      'update audit_chain set place = 2',
      'delete from audit_seal',
      `update audit_seal set head = ''`,
      'truncate audit_event cascade',
      'truncate audit_chain',
      'truncate audit_seal',
      `update audit_detail set detail = '{}'`,
    ])
      await expect(
        db.execute(sql.raw(text)).catch((error: Error) => Promise.reject(error.cause)),
        text,
      ).rejects.toThrow(/rows are never changed or deleted/);
    await embedded.close();
  });
});
