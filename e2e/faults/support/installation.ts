/** Web, worker and scheduler as three processes, a Redis and a mail relay of their own, and an operator at work in the web. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { expect } from 'vitest';
import { inRoot } from '../../../scripts/support/root.mjs';
import { scratchFolder } from '../../../scripts/support/server.mjs';
import { type OpenDatabase, rowsOf } from '../../../src/platform/db/database.ts';
import { openPostgres } from '../../../src/platform/db/postgres.ts';
import { SmtpRelay } from '../../../src/platform/testing/smtp-relay.ts';
import { readEvidence } from './evidence.ts';
import { FaultWatch } from './fault-watch.ts';
import type { Fault } from './faults.ts';
import { Operator } from './operator.ts';
import { RedisServer } from './redis-server.ts';
import { type Processes, ServerProcess } from './server-process.ts';
import { everyMailOnce, nothingDoubled, nothingLost } from './verdict.ts';

/** Milliseconds for what is waited for, on a machine that has much else to do: a bound for what hangs, not for what is slow. */
export const patience = { timeout: 300_000, interval: 50 };
const silent = pino({ level: 'silent' });
const now = () => new Date().toISOString();

export class Installation {
  readonly relay = new SmtpRelay();
  redis!: RedisServer;
  web!: ServerProcess;
  worker!: ServerProcess;
  scheduler!: ServerProcess;
  operator!: Operator;
  /** The test's own look at the database. */
  database!: OpenDatabase;
  /** Since then the operator is at work. */
  since = '';
  readonly #name: string;
  readonly #server: string;
  readonly #dataFolder: string;
  readonly #connections: string;
  readonly #end = new AbortController();
  readonly #others: ServerProcess[] = [];
  readonly #watches: FaultWatch[] = [];
  #work: Promise<unknown> = Promise.resolve();

  private constructor(name: string, server: string) {
    this.#name = `vigie_${name}_${process.pid}`;
    this.#server = server;
    this.#dataFolder = scratchFolder(`faults-${name}`);
    this.#connections = join(this.#dataFolder, 'connections');
  }

  /**
   * @param databaseServer on which its database is made
   * @param windows in which the operator works at once
   */
  static async open(name: string, databaseServer: string, windows: number): Promise<Installation> {
    const made = new Installation(name, databaseServer);
    await made.#onServer(`create database ${made.#name}`);
    made.redis = await RedisServer.open(`faults-redis-${name}`);
    await Promise.all([made.redis.start(), made.relay.open()]);
    [made.web, made.worker, made.scheduler] = [await made.process('web'), await made.process('worker'), await made.process('scheduler')];
    await made.web.start();
    made.since = new Date().toISOString();
    await Promise.all([made.worker.start(), made.scheduler.start()]);
    made.database = openPostgres(made.#address, silent, 2);
    made.operator = new Operator(made.web.address);
    await made.operator.signIn(made.#dataFolder);
    made.#work = Promise.all(Array.from({ length: windows }, () => made.operator.work(made.#end.signal)));
    // Reported by `conclude`, which awaits it.
    made.#work.catch(() => undefined);
    return made;
  }

  /** One more process, not started. */
  async process(processes: Processes): Promise<ServerProcess> {
    const settings = {
      APP_ENV: 'demo',
      DATABASE_URL: this.#address,
      REDIS_URL: this.redis.url,
      MAIL_URL: `smtp://127.0.0.1:${this.relay.port}?ignoreTLS=true`,
      WEB_CONCURRENCY: '2',
      NODE_OPTIONS: `--import ${inRoot('e2e/faults/support/note-connections.mjs')}`,
      VIGIE_TEST_CONNECTIONS: this.#connections,
    };
    const made = await ServerProcess.on(this.#dataFolder, settings, processes);
    this.#others.push(made);
    return made;
  }

  /** Where any of its processes has ever connected to, `host:port`, each once. */
  connections(): string[] {
    const noted = readFileSync(this.#connections, 'utf8').trim().split('\n');
    return [...new Set(noted)].sort();
  }

  /** Process ids of the web servers. */
  async servers(): Promise<number[]> {
    return (await this.web.details<{ servers: { pid: number }[] }>()).servers.map(({ pid }) => pid).toSorted();
  }

  async count(query: ReturnType<typeof sql>): Promise<number> {
    return (await rowsOf<{ n: number }>(this.database.db, sql`select count(*)::int as n from ${query}`))[0]?.n ?? 0;
  }

  /** One more report arrives, from now. */
  async anotherReport(): Promise<void> {
    const before = this.operator.acknowledged.sentReports.length;
    await expect.poll(() => this.operator.acknowledged.sentReports.length, patience).toBeGreaterThan(before);
  }

  /** From here on requests and mails are counted for this fault. */
  strike(fault: Fault): FaultWatch {
    const watch = new FaultWatch(fault, this.operator);
    this.#watches.push(watch);
    return watch;
  }

  /** Waits until the operator is answered and no mail of before is late, and keeps how long that took since the call. */
  async recovers(watch: FaultWatch, away?: number): Promise<void> {
    const over = performance.now();
    const overAt = now();
    // A request that the fault left hanging is part of what it cost.
    await this.operator.browser.settled();
    const { changes } = this.operator;
    await expect.poll(() => this.operator.changes, patience).toBeGreaterThan(changes);
    watch.tell({ answeredAfter: performance.now() - over, ...(away !== undefined && { away }) });
    const nothingLate = (before: string) => {
      const late = sql`job where queue = 'mail' and state in ('queued', 'running') and created_at <= ${before}::timestamptz`;
      return expect.poll(() => this.count(late), patience).toBe(0);
    };
    // The mails are asked for by jobs: first everybody who is to be told of what happened before is known, then they are told.
    await nothingLate(overAt);
    await nothingLate(now());
    watch.tell({ caughtUpAfter: performance.now() - over });
    watch.end();
  }

  /**
   * Ends the work, stops every process as an administrator does, and judges: nothing lost, nothing doubled.
   * @param deaths of workers and of their database, each of which may leave mails in the gap of docs/decisions/0002-mail-once.md
   */
  async conclude(deaths: number): Promise<void> {
    this.#end.abort();
    await this.#work;
    // What the killed held comes back when its lease has run out.
    const stuck = async () => (await readEvidence(this.database, this.since)).stuckJobs.length;
    await expect.poll(stuck, { ...patience, interval: 500 }).toBe(0);
    const running = this.#others.filter(({ isRunning }) => isRunning);
    // One that cannot end in time ends itself with 1.
    for (const server of running) await server.stop();
    expect(running.map(({ exitCode }) => exitCode)).toEqual(running.map(() => 0));
    const evidence = await readEvidence(this.database, this.since);
    expect(this.operator.browser.broken).toEqual([]);
    nothingLost(this.operator.acknowledged, evidence);
    nothingDoubled(evidence);
    everyMailOnce(evidence, this.relay, deaths);
    for (const watch of this.#watches) expect(watch.judge(evidence, this.relay)).toMatchObject({ changesLost: 0, mailsLost: 0 });
  }

  async close(): Promise<void> {
    this.#end.abort();
    await Promise.all(this.#others.map((server) => server.kill()));
    await this.redis?.kill();
    await this.relay.close();
    await this.database?.close();
    await this.#onServer(`drop database if exists ${this.#name} with (force)`);
  }

  get #address(): string {
    const address = new URL(this.#server);
    address.pathname = `/${this.#name}`;
    return address.href;
  }

  async #onServer(statement: string): Promise<void> {
    const { db, close } = openPostgres(this.#server, silent, 2);
    await db.execute(sql.raw(statement));
    await close();
  }
}
