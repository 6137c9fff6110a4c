// What the process that keeps the web servers says when they cannot start.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureBuilt } from '../scripts/support/built.mjs';
import { freePort, scratchFolder, testSettings } from '../scripts/support/server.mjs';
import { readTestSettings } from '../src/platform/config/test-settings.ts';
import { type OpenDatabase, rowsOf } from '../src/platform/db/database.ts';
import { openPostgres } from '../src/platform/db/postgres.ts';

const { databaseUrl = '', redisUrl = '' } = readTestSettings();

describe.runIf(databaseUrl && redisUrl)('web servers that the database does not let in', () => {
  const name = `vigie_few_${process.pid}`;
  let server: OpenDatabase;

  beforeAll(async () => {
    server = openPostgres(databaseUrl, pino({ level: 'silent' }), 2);
    for (const statement of [
      `create role ${name} login password 'few' connection limit 1`,
      `grant ${name} to current_user`,
      `create database ${name} owner ${name}`,
    ])
      await server.db.execute(sql.raw(statement));
  });
  afterAll(async () => {
    for (const statement of [`drop database if exists ${name} with (force)`, `drop role if exists ${name}`])
      await server?.db.execute(sql.raw(statement));
    await server?.close();
  });

  test('end the process that keeps them with sentences, and none of them stays', async () => {
    const address = new URL(databaseUrl);
    Object.assign(address, { username: name, password: 'few', pathname: `/${name}` });
    const settings = {
      ...testSettings(await freePort(), scratchFolder('web-start')),
      APP_ENV: 'development',
      DATABASE_URL: address.href,
      REDIS_URL: redisUrl,
      WEB_CONCURRENCY: '3',
    };
    const env = { PATH: process.env.PATH, ...settings };
    const keeper = spawn(process.execPath, [await ensureBuilt(), 'start', '--processes', 'web'], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [keeper.stdout, keeper.stderr]) stream.on('data', (text) => (output += text));
    // Its servers write to the same pipes: they are closed when the last one is gone.
    const [code] = await once(keeper, 'close');
    expect(output).toContain('DATABASE_URL: this database lets nobody in (53300).');
    expect(output).toContain('The web does not start. A web server ended (1) before it served, and has said why.');
    expect(output, 'no stack for what people can mend').not.toMatch(/\n\s+at /);
    expect(code).toBe(1);
    const left = await rowsOf(server.db, sql`select pid from pg_stat_activity where usename = ${name}`);
    expect(left).toEqual([]);
  });
});
