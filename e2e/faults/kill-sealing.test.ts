/**
 * Sealers are killed while they work, with others beside them: every event is sealed once, and an export is verified by a process that
 * has neither database nor secret (decisions.md D13).
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt, nodeEnvironment, nodeFlags } from '../../scripts/support/built.mjs';
import { scratchFolder } from '../../scripts/support/server.mjs';
import { readTestSettings } from '../../src/platform/config/test-settings.ts';
import type { OpenDatabase } from '../../src/platform/db/database.ts';
import { migrate, readMigrations } from '../../src/platform/db/migrate.ts';
import { openPostgres } from '../../src/platform/db/postgres.ts';
import { auditChain, auditSeal } from '../../src/platform/db/schema.ts';

const { databaseUrl } = readTestSettings();
/** Of each round: more than two sealers get through before somebody looks at them. */
const flood = 20_000;

describe.runIf(databaseUrl !== undefined)('kill -9 of sealers', () => {
  const silent = pino({ level: 'silent' });
  const name = `vigie_sealing_${process.pid}`;
  const address = new URL(databaseUrl ?? 'postgres://localhost');
  address.pathname = `/${name}`;
  const folder = scratchFolder('faults-sealing');
  const installation = {
    APP_ENV: 'development',
    DATABASE_URL: address.href,
    VIGIE_DATA: folder,
    LOG_LEVEL: 'error',
    VIGIE_AUDIT_KEYS: `k1:${Buffer.alloc(32, 5).toString('base64')}`,
  };
  let main: string;
  let server: OpenDatabase;
  let database: OpenDatabase;

  beforeAll(async () => {
    main = await ensureBuilt();
    server = openPostgres(databaseUrl ?? '', silent, 2);
    await server.db.execute(sql.raw(`create database ${name}`));
    database = openPostgres(address.href, silent, 2);
    await migrate(database, readMigrations(resolve('migrations')));
  });
  afterAll(async () => {
    await database?.close();
    await server?.db.execute(sql.raw(`drop database if exists ${name} with (force)`));
    await server?.close();
  });

  const vigie = (args: string[], settings: Record<string, string>): ChildProcess =>
    spawn(process.execPath, [...nodeFlags, main, ...args], {
      env: nodeEnvironment({ PATH: process.env.PATH, ...settings }),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  async function run(args: string[], settings: Record<string, string> = installation): Promise<{ code: number | null; said: string }> {
    const child = vigie(args, settings);
    let said = '';
    child.stdout?.on('data', (text) => (said += text));
    await once(child, 'close');
    return { code: child.exitCode, said };
  }
  const seals = () => database.db.$count(auditSeal);
  let events = 0;
  const moreEvents = async () => {
    events += flood;
    await database.db.execute(sql`insert into audit_event (id, at, actor_kind, request_id, action, subject_kind, detail_sha256)
      select gen_random_uuid(), now(), 'system', 'flood', 'test.flood', 'setting', '' from generate_series(1, ${flood}::int)`);
  };

  it('gives every event one place, and the trail is whole', async () => {
    let killed = 0;
    // A round in which they are done before they are killed proves nothing, and is one more.
    while (killed < 5) {
      await moreEvents();
      const before = await seals();
      const sealers = [vigie(['audit', 'seal'], installation), vigie(['audit', 'seal'], installation)];
      const ends = sealers.map((sealer) => once(sealer, 'exit'));
      while ((await seals()) < before + 2 && sealers.some(({ exitCode }) => exitCode === null)) await delay(5);
      for (const sealer of sealers) sealer.kill('SIGKILL');
      await Promise.all(ends);
      const atWork = sealers.filter(({ signalCode }) => signalCode === 'SIGKILL').length;
      if ((await database.db.$count(auditChain)) < events) killed += atWork;
    }
    expect((await run(['audit', 'seal'])).code).toBe(0);
    expect(await database.db.$count(auditChain)).toBe(events);
    const { code, said } = await run(['audit', 'verify']);
    expect([code, said]).toEqual([0, expect.stringContaining(`${events} events, at the places 1 to ${events}: as they were sealed.`)]);
    expect(said).toContain('The trail is whole.');
  });

  it('and what was exported is verified by whoever has the public keys alone', async () => {
    const file = join(folder, 'trail.jsonl');
    const keyFile = join(folder, 'keys.txt');
    expect((await run(['audit', 'export', file])).code).toBe(0);
    writeFileSync(keyFile, (await run(['audit', 'key'])).said);
    const stranger = { VIGIE_DATA: join(folder, 'nothing') };
    const { code, said } = await run(['audit', 'verify', '--keys', keyFile, file], stranger);
    expect([code, said]).toEqual([0, expect.stringContaining('The trail is whole.')]);
    expect((await run(['audit', 'verify', file], stranger)).code).toBe(1);
  });
});
