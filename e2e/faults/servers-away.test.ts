/**
 * What stands around the processes goes away under load and comes back: PostgreSQL, the mail relay, the volume of the log; and what
 * there may be two of is doubled, or dies. Nothing of ours is started anew for it. PostgreSQL, Redis and relay are the test's own.
 */
import { closeSync, existsSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OwnPostgres, startPostgres } from '../../bench/postgres.ts';
import { readTestSettings } from '../../src/platform/config/test-settings.ts';
import { rowsOf } from '../../src/platform/db/database.ts';
import { Browser } from './support/browser.ts';
import type { FaultWatch } from './support/fault-watch.ts';
import { Installation, patience } from './support/installation.ts';
import type { ServerProcess } from './support/server-process.ts';

const { databaseUrl, redisUrl, writesFaults } = readTestSettings();
/** Milliseconds; the table tells of the longer ones. */
const away = writesFaults ? 60_000 : 8_000;

describe.runIf(databaseUrl && redisUrl)('what stands around the processes', () => {
  let postgres: OwnPostgres | undefined;
  let vigie: Installation;
  let second: ServerProcess;
  let deaths = 0;

  beforeAll(async () => {
    postgres = await startPostgres();
    if (!postgres) throw new Error('PostgreSQL is not installed on this machine');
    vigie = await Installation.open('around', postgres.url, 2);
  });
  afterAll(async () => {
    await vigie?.close();
    postgres?.stop();
  });

  const answer = async (path: string) => (await fetch(`${vigie.web.address}${path}`)).status;
  const everybodyRuns = () => [vigie.web, vigie.worker, vigie.scheduler].map(({ isRunning }) => isRunning);

  it('PostgreSQL restarted: the same processes go on', async () => {
    await vigie.anotherReport();
    const before = await vigie.servers();
    const watch = vigie.strike('database-restarted');
    const struck = performance.now();
    await postgres?.control('restart');
    deaths += 1;
    await vigie.recovers(watch, performance.now() - struck);
    expect(everybodyRuns()).toEqual([true, true, true]);
    expect(await vigie.servers()).toEqual(before);
  });

  // operations.md check 8
  it('PostgreSQL stopped: alive, not ready, and a page that says so; when it is back, everything goes on by itself', async () => {
    const before = await vigie.servers();
    const watch = vigie.strike('database-away');
    const struck = performance.now();
    await postgres?.control('stop');
    deaths += 1;
    // Whoever asks first is told: it takes the second that a question to the database may take, and no more.
    expect(await answer('/readyz')).toBe(503);
    expect(await answer('/livez')).toBe(200);
    const page = await fetch(`${vigie.web.address}/files`, { headers: { 'accept-language': 'fr', cookie: '__Host-vigie-session=any' } });
    expect(page.status).toBe(503);
    expect(page.headers.get('retry-after')).toBe('5');
    expect(await page.text()).toContain('Le service est très sollicité');
    await delay(away - (performance.now() - struck));
    await postgres?.control('start');
    await vigie.recovers(watch, performance.now() - struck);
    expect(await answer('/readyz')).toBe(200);
    expect(everybodyRuns()).toEqual([true, true, true]);
    expect(await vigie.servers()).toEqual(before);
  });

  async function newestSubmission(): Promise<string> {
    await vigie.anotherReport();
    const reportId = vigie.operator.acknowledged.sentReports.at(-1);
    const [row] = await rowsOf<{ id: string }>(vigie.database.db, sql`select id::text from submission where report_id = ${reportId}`);
    return row?.id ?? '';
  }

  /** Asks for a document and kills the web server that makes it. False: it was answered all the same. */
  async function killMaker(browser: Browser, path: string): Promise<boolean> {
    let answer: number | 'none' | undefined;
    const asked = browser.get(path).then(
      ({ status }) => (answer = status),
      () => (answer = 'none'),
    );
    const maker = await makerOfDocument(await vigie.servers(), () => answer !== undefined);
    if (maker !== undefined) process.kill(maker, 'SIGKILL');
    await asked;
    return maker !== undefined && answer === 'none';
  }

  // operations.md check 10
  it('kill -9 in the middle of a document: it is made again, and is one file', async () => {
    const browser = new Browser(vigie.web.address, vigie.operator.browser.cookies);
    const watch = vigie.strike('document-killed');
    let submission: string;
    // A document that is made before anybody sees who makes it proves nothing: then the next.
    do submission = await newestSubmission();
    while (!(await killMaker(browser, `/submissions/${submission}/report.pdf`)));
    const path = `/submissions/${submission}/report.pdf`;
    expect(await vigie.count(sql`document where subject_id = ${submission}`)).toBe(0);
    const killed = performance.now();
    const again = await browser.get(path);
    expect([again.status, again.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    watch.count(browser.requests, browser.failed);
    expect((await browser.get(path)).status).toBe(200);
    expect(await vigie.count(sql`document where subject_id = ${submission}`)).toBe(1);
    expect(await vigie.count(sql`incident_access where submission_id = ${submission} and action = 'downloaded'`)).toBe(2);
    watch.tell({ caughtUpAfter: performance.now() - killed });
    await vigie.recovers(watch);
  });

  /** Of the schedule of every minute, at one moment: slots that were claimed, and runs that were enqueued for them. */
  const everyMinute = async () => {
    const [row] = await rowsOf<{ slots: number; runs: number }>(
      vigie.database.db,
      sql`select (select count(*)::int from schedule_slot where name = 'incidents.send-reminders') as slots,
        (select count(*)::int from job where name = 'incidents.send-reminders') as runs`,
    );
    return row ?? { slots: 0, runs: 0 };
  };
  /** Waits for the next slot and its run; there may be fewer runs than slots, where one still waits, but never more. */
  const nextSlotOnce = async () => {
    const before = await everyMinute();
    await expect.poll(async () => (await everyMinute()).runs, patience).toBeGreaterThan(before.runs);
    // Time for another scheduler to look at the same slot.
    await delay(1_500);
    const now = await everyMinute();
    expect(now.runs - before.runs).toBeLessThanOrEqual(now.slots - before.slots);
  };
  let relayWatch: FaultWatch;
  let relayRecovery: Promise<void>;

  // operations.md check 12
  it('the mail relay away: reports are taken meanwhile', async () => {
    relayWatch = vigie.strike('relay-away');
    const struck = performance.now();
    await vigie.relay.close();
    await vigie.anotherReport();
    const held = sql`mail_delivery where state = 'queued' and last_error is not null`;
    await expect.poll(() => vigie.count(held), patience).toBeGreaterThan(0);
    await delay(away - (performance.now() - struck));
    await vigie.relay.open();
    // Its mails are tried again after a minute: the schedules are looked at meanwhile.
    relayRecovery = vigie.recovers(relayWatch, performance.now() - struck);
    relayRecovery.catch(() => undefined);
  });

  // operations.md check 11
  it('two schedulers enqueue once what is due; when one is killed, the other goes on', async () => {
    second = await vigie.process('scheduler');
    await second.start();
    const both = vigie.strike('two-schedulers');
    const since = new Date().toISOString();
    await nextSlotOnce();
    both.tell({ caughtUpAfter: await lateness(since) });
    both.end();
    const one = vigie.strike('scheduler-killed');
    await vigie.scheduler.kill();
    const killedAt = new Date().toISOString();
    await nextSlotOnce();
    one.tell({ caughtUpAfter: await lateness(killedAt) });
    one.end();
    await vigie.scheduler.start();
  });

  /** Milliseconds between the moment a slot was due and the moment it was claimed, at most. */
  const lateness = async (since: string) => {
    const [row] = await rowsOf<{ late: number }>(
      vigie.database.db,
      sql`select max(extract(epoch from claimed_at - due_at) * 1000)::float8 as late from schedule_slot where due_at >= ${since}::timestamptz`,
    );
    return row?.late ?? 0;
  };

  it('and the mails that the relay missed arrive when it is back', () => relayRecovery);

  it.runIf(existsSync('/dev/full'))('the volume of the log full: nothing ends, and nothing is lost', async () => {
    const full = openSync('/dev/full', 'w');
    for (const server of [vigie.web, vigie.worker, vigie.scheduler]) {
      await server.stop();
      server.spawn({ LOG_LEVEL: 'debug' }, full);
      await server.ready();
    }
    closeSync(full);
    const watch = vigie.strike('log-full');
    const mails = vigie.relay.messages.length;
    await vigie.anotherReport();
    await expect.poll(() => vigie.relay.messages.length, patience).toBeGreaterThan(mails);
    await vigie.recovers(watch);
    expect(everybodyRuns()).toEqual([true, true, true]);
  });

  it('in the end nothing is lost, nothing is doubled, and every process stops when asked', () => vigie.conclude(deaths));
});

/** The web server that has started a process for a document; undefined when the answer was there before anybody saw one. */
async function makerOfDocument(servers: readonly number[], isAnswered: () => boolean): Promise<number | undefined> {
  while (!isAnswered()) {
    for (const name of readdirSync('/proc')) {
      const parent = /^\d+$/.test(name) ? parentOf(name) : undefined;
      if (parent !== undefined && servers.includes(parent)) return parent;
    }
    await delay(2);
  }
  return undefined;
}

function parentOf(pid: string): number | undefined {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch {
    // It has ended meanwhile.
    return undefined;
  }
}
