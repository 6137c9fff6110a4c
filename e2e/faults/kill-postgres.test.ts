/** The small production under kill -9: everything in one process, on PostgreSQL. Runs when TEST_DATABASE_URL names a server. */
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { scratchFolder } from '../../scripts/support/server.mjs';
import { readTestSettings } from '../../src/platform/config/test-settings.ts';
import { openPostgres } from '../../src/platform/db/postgres.ts';
import { SmtpRelay } from '../../src/platform/testing/smtp-relay.ts';
import { killAgainAndAgain } from './support/kill-story.ts';
import { ServerProcess } from './support/server-process.ts';

const { databaseUrl } = readTestSettings();

describe.runIf(databaseUrl !== undefined)('kill -9 of the process on PostgreSQL', () => {
  const silent = pino({ level: 'silent' });
  const name = `vigie_faults_${process.pid}`;
  const address = new URL(databaseUrl ?? 'postgres://localhost');
  address.pathname = `/${name}`;
  const dataFolder = scratchFolder('faults-postgres');
  const relay = new SmtpRelay();
  let server: ServerProcess;

  const onServer = async (statement: string) => {
    const { db, close } = openPostgres(databaseUrl ?? '', silent, 2);
    await db.execute(sql.raw(statement));
    await close();
  };

  beforeAll(async () => {
    await onServer(`create database ${name}`);
    await relay.open();
    server = await ServerProcess.on(dataFolder, { APP_ENV: 'demo', DATABASE_URL: address.href });
    await server.start();
    await server.stop();
  });

  afterAll(async () => {
    await server?.kill();
    await relay.close();
    await onServer(`drop database if exists ${name} with (force)`);
  });

  // operations.md check 13
  it('loses no acknowledged change and doubles no mail', () =>
    killAgainAndAgain({ fault: 'process-killed', server, dataFolder, relay, open: async () => openPostgres(address.href, silent, 2) }));
});
