/**
 * Web, worker and scheduler as three processes on PostgreSQL and Redis, one after the other struck down while an operator works.
 * Runs when TEST_DATABASE_URL and TEST_REDIS_URL say that both servers are on this machine; the Redis that is killed is its own.
 */
import { setTimeout as delay } from 'node:timers/promises';
import autocannon from 'autocannon';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scratchFolder } from '../../scripts/support/server.mjs';
import { readTestSettings } from '../../src/platform/config/test-settings.ts';
import { type OpenDatabase, rowsOf } from '../../src/platform/db/database.ts';
import { openPostgres } from '../../src/platform/db/postgres.ts';
import { SmtpRelay } from '../../src/platform/testing/smtp-relay.ts';
import { readEvidence } from './support/evidence.ts';
import { Operator } from './support/operator.ts';
import { RedisServer } from './support/redis-server.ts';
import { type Processes, ServerProcess } from './support/server-process.ts';
import { everyMailOnce, nothingDoubled, nothingLost } from './support/verdict.ts';

const { databaseUrl, redisUrl } = readTestSettings();
/** Milliseconds for what is waited for, on a machine that has much else to do. */
const patience = { timeout: 90_000, interval: 100 };

describe.runIf(databaseUrl && redisUrl)('web, worker and scheduler as separate processes', () => {
  const silent = pino({ level: 'silent' });
  const name = `vigie_processes_${process.pid}`;
  const address = new URL(databaseUrl ?? 'postgres://localhost');
  address.pathname = `/${name}`;
  const dataFolder = scratchFolder('faults-processes');
  const relay = new SmtpRelay();
  const end = new AbortController();
  let since = '';
  let database: OpenDatabase;
  let redis: RedisServer;
  let web: ServerProcess;
  let worker: ServerProcess;
  let scheduler: ServerProcess;
  let operator: Operator;
  let work: Promise<unknown>;
  let workerKills = 0;

  const onServer = async (statement: string) => {
    const { db, close } = openPostgres(databaseUrl ?? '', silent, 2);
    await db.execute(sql.raw(statement));
    await close();
  };
  const servers = async () => (await web.details<{ servers: { pid: number }[] }>()).servers.map(({ pid }) => pid).toSorted();
  const isReady = async () => (await fetch(`${web.address}/readyz`)).ok;
  const jobsIn = async (state: string) =>
    (await rowsOf<{ n: number }>(database.db, sql`select count(*)::int as n from job where state = ${state}`))[0]?.n ?? 0;
  /** One more report arrives, from now. */
  const anotherReport = async () => {
    const before = operator.acknowledged.sentReports.length;
    await expect.poll(() => operator.acknowledged.sentReports.length, patience).toBeGreaterThan(before);
  };

  beforeAll(async () => {
    await onServer(`create database ${name}`);
    redis = await RedisServer.open();
    await Promise.all([redis.start(), relay.open()]);
    const settings = {
      APP_ENV: 'demo',
      DATABASE_URL: address.href,
      REDIS_URL: redis.url,
      MAIL_URL: `smtp://127.0.0.1:${relay.port}?ignoreTLS=true`,
      WEB_CONCURRENCY: '2',
    };
    const make = (processes: Processes) => ServerProcess.on(dataFolder, settings, processes);
    [web, worker, scheduler] = [await make('web'), await make('worker'), await make('scheduler')];
    await web.start();
    since = new Date().toISOString();
    await Promise.all([worker.start(), scheduler.start()]);
    database = openPostgres(address.href, silent, 2);
    operator = new Operator(web.address);
    await operator.signIn(dataFolder);
    work = operator.work(end.signal);
    // Reported by the last test, which awaits it.
    work.catch(() => undefined);
  });

  afterAll(async () => {
    end.abort();
    await Promise.all([web, worker, scheduler].map((server) => server?.kill()));
    await redis?.kill();
    await relay.close();
    await database?.close();
    await onServer(`drop database if exists ${name} with (force)`);
  });

  it('a report that the web takes is mailed by the worker', async () => {
    await anotherReport();
    await expect.poll(() => relay.messages.length, patience).toBeGreaterThan(0);
    expect(await servers()).toHaveLength(2);
  });

  it('the schedules run where the scheduler is', async () => {
    await expect
      .poll(async () => (await rowsOf(database.db, sql`select name from schedule_slot limit 1`)).length, patience)
      .toBeGreaterThan(0);
  });

  it('kill -9 of the worker in the middle of its work loses nothing', async () => {
    await expect.poll(() => jobsIn('running'), { timeout: 30_000, interval: 2 }).toBeGreaterThan(0);
    await worker.kill();
    workerKills += 1;
    await anotherReport();
    const mails = relay.messages.length;
    await worker.start();
    await expect.poll(() => relay.messages.length, patience).toBeGreaterThan(mails);
  });

  it('Redis away delays mails and nothing else; it comes back empty, and everything goes on by itself', async () => {
    await redis.kill();
    await anotherReport();
    expect(await isReady()).toBe(true);
    await expect.poll(async () => (await worker.details<{ broker: string }>()).broker, patience).toBe('away');
    await redis.start();
    await expect.poll(async () => (await worker.details<{ broker: string }>()).broker, patience).toBe('up');
    const mails = relay.messages.length;
    await anotherReport();
    await expect.poll(() => relay.messages.length, patience).toBeGreaterThan(mails);
  });

  it('SIGHUP renews every web server under load without a failed request', async () => {
    const before = await servers();
    const load = autocannon({ url: `${web.address}/sign-in`, connections: 12, duration: 12 });
    await delay(1_000);
    web.signal('SIGHUP');
    const result = await load;
    const served = { errors: result.errors, timeouts: result.timeouts, refused: result.non2xx };
    expect(served).toEqual({ errors: 0, timeouts: 0, refused: 0 });
    expect(result.requests.total).toBeGreaterThan(50);
    await expect.poll(async () => (await servers()).filter((pid) => before.includes(pid)), patience).toEqual([]);
    await expect.poll(servers, patience).toHaveLength(2);
  });

  it('a web server that is killed is replaced', async () => {
    const [victim = 0] = await servers();
    process.kill(victim, 'SIGKILL');
    await expect
      .poll(async () => {
        const now = await servers();
        return now.length === 2 && !now.includes(victim);
      }, patience)
      .toBe(true);
    await anotherReport();
  });

  it('kill -9 of what keeps the web servers ends them too, and frees the port', async () => {
    const orphans = await servers();
    await web.kill();
    const alive = (pid: number) => {
      try {
        return process.kill(pid, 0);
      } catch {
        return false;
      }
    };
    await expect.poll(() => orphans.filter(alive), patience).toEqual([]);
    await web.start();
    await anotherReport();
  });

  it('in the end nothing is lost, nothing is doubled, and every process stops when asked', async () => {
    end.abort();
    await work;
    // What the killed worker held comes back when its lease has run out.
    const isSettled = async () => (await readEvidence(database, since)).stuckJobs.length;
    await expect.poll(isSettled, { ...patience, interval: 500 }).toBe(0);
    const started = performance.now();
    await Promise.all([web.stop(), worker.stop(), scheduler.stop()]);
    expect(performance.now() - started).toBeLessThan(11_000);
    expect([web, worker, scheduler].map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
    const evidence = await readEvidence(database, since);
    nothingLost(operator.acknowledged, evidence);
    nothingDoubled(evidence);
    everyMailOnce(evidence, relay, workerKills);
  });
});
