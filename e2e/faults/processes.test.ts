/**
 * Web, worker and scheduler as three processes on PostgreSQL and Redis, one after the other struck down while an operator works.
 * Runs when TEST_DATABASE_URL and TEST_REDIS_URL say that both servers are on this machine; the Redis that is killed is its own.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTestSettings } from '../../src/platform/config/test-settings.ts';
import { Installation, patience } from './support/installation.ts';
import { Load } from './support/load.ts';
import { Visitors } from './support/visitors.ts';

const { databaseUrl = '', redisUrl, writesFaults } = readTestSettings();
/** Milliseconds. Redis has been forgotten by everybody after a few seconds; the table tells of a minute. */
const redisAway = writesFaults ? 60_000 : 5_000;

describe.runIf(databaseUrl && redisUrl)('web, worker and scheduler as separate processes', () => {
  let vigie: Installation;
  let workerKills = 0;

  beforeAll(async () => {
    vigie = await Installation.open('processes', databaseUrl, 1);
  });
  afterAll(() => vigie?.close());

  const brokerOfWorker = async () => (await vigie.worker.details<{ broker: string }>()).broker;

  it('a report that the web takes is mailed by the worker', async () => {
    await vigie.anotherReport();
    await expect.poll(() => vigie.relay.messages.length, patience).toBeGreaterThan(0);
    expect(await vigie.servers()).toHaveLength(2);
  });

  it('the schedules run where the scheduler is', async () => {
    await expect.poll(() => vigie.count(sql`schedule_slot`), patience).toBeGreaterThan(0);
  });

  // operations.md check 13
  it('kill -9 of the worker in the middle of its work loses nothing', async () => {
    await expect.poll(() => vigie.count(sql`job where state = 'running'`), { ...patience, interval: 2 }).toBeGreaterThan(0);
    const watch = vigie.strike('worker-killed');
    const struck = performance.now();
    await vigie.worker.kill();
    workerKills += 1;
    await vigie.anotherReport();
    const mails = vigie.relay.messages.length;
    await vigie.worker.start();
    await vigie.recovers(watch, performance.now() - struck);
    await expect.poll(() => vigie.relay.messages.length, patience).toBeGreaterThan(mails);
  });

  it('Redis away delays mails and nothing else; it comes back empty, and everything goes on by itself', async () => {
    const watch = vigie.strike('redis-away');
    const struck = performance.now();
    await vigie.redis.kill();
    await vigie.anotherReport();
    await expect.poll(async () => (await fetch(`${vigie.web.address}/readyz`)).ok, patience).toBe(true);
    await expect.poll(brokerOfWorker, patience).toBe('away');
    await delay(redisAway - (performance.now() - struck));
    await vigie.redis.start();
    await vigie.recovers(watch, performance.now() - struck);
    await expect.poll(brokerOfWorker, patience).toBe('up');
    const mails = vigie.relay.messages.length;
    await vigie.anotherReport();
    await expect.poll(() => vigie.relay.messages.length, patience).toBeGreaterThan(mails);
  });

  it('SIGHUP renews every web server under load without a failed request', async () => {
    const before = await vigie.servers();
    const watch = vigie.strike('renewed');
    const struckAt = new Date().toISOString();
    const load = new Load({ url: `${vigie.web.address}/sign-in`, connections: 12 });
    await load.goesOn(50);
    vigie.web.signal('SIGHUP');
    await expect.poll(async () => (await vigie.servers()).filter((pid) => before.includes(pid)), patience).toEqual([]);
    await expect.poll(() => vigie.servers(), patience).toHaveLength(2);
    await load.goesOn(50);
    const result = await load.stop();
    const served = { errors: result.errors, timeouts: result.timeouts, refused: result.non2xx };
    expect(served).toEqual({ errors: 0, timeouts: 0, refused: 0 });
    watch.count(result.requests.total, result.errors + result.timeouts + result.non2xx);
    await vigie.recovers(watch);
    // Mails may queue meanwhile, but none of them waits for another attempt.
    const again = sql`job where queue = 'mail' and attempts > 1 and created_at >= ${struckAt}::timestamptz`;
    expect(await vigie.count(again)).toBe(0);
  });

  it('web servers that are killed are replaced, and whoever was on the way to one knows at once', async () => {
    const watch = vigie.strike('server-killed');
    const visitors = new Visitors(vigie.web.address, 8);
    for (let kills = 0; kills < 4; kills += 1) {
      const [victim = 0] = await vigie.servers();
      process.kill(victim, 'SIGKILL');
      await expect
        .poll(async () => {
          const now = await vigie.servers();
          return now.length === 2 && !now.includes(victim);
        }, patience)
        .toBe(true);
    }
    await visitors.stop();
    watch.count(visitors.asked, visitors.failed);
    expect(visitors.givenUp, 'whom nobody answered').toBe(0);
    await vigie.recovers(watch);
    await vigie.anotherReport();
  });

  it('kill -9 of what keeps the web servers ends them too, and frees the port', async () => {
    const orphans = await vigie.servers();
    const watch = vigie.strike('keeper-killed');
    const struck = performance.now();
    await vigie.web.kill();
    const alive = (pid: number) => {
      try {
        return process.kill(pid, 0);
      } catch {
        return false;
      }
    };
    await expect.poll(() => orphans.filter(alive), patience).toEqual([]);
    await vigie.web.start();
    await vigie.recovers(watch, performance.now() - struck);
    await vigie.anotherReport();
  });

  // operations.md check 35: there are no connectors yet
  it('none of them has connected to anything but the database, Redis and the mail relay of its settings', () => {
    const ports = [new URL(databaseUrl).port, new URL(vigie.redis.url).port, String(vigie.relay.port)];
    const seen = vigie.connections().map((address) => address.replace(/^(::1|::ffff:127\.0\.0\.1):/, '127.0.0.1:'));
    expect([...new Set(seen)].sort()).toEqual(ports.map((port) => `127.0.0.1:${port}`).sort());
  });

  it('in the end nothing is lost, nothing is doubled, and every process stops when asked', () => vigie.conclude(workerKills));
});
