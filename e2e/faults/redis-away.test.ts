/** The broker on a Redis that is away: at the start, in the middle of work, and at the end. The Redis is the test's own. */
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readTestSettings } from '../../src/platform/config/test-settings.ts';
import { newId } from '../../src/platform/db/ids.ts';
import type { Broker } from '../../src/platform/jobs/broker.ts';
import { createRedisBroker } from '../../src/platform/jobs/redis-broker.ts';
import { RedisServer } from './support/redis-server.ts';

const patience = { timeout: 120_000, interval: 50 };

describe.runIf(readTestSettings().redisUrl)('the broker while Redis is away', () => {
  let redis: RedisServer;
  let broker: Broker;
  const seen: string[] = [];
  const idle = () => undefined;
  const note = async (id: string) => void seen.push(id);

  beforeEach(async () => {
    seen.length = 0;
    redis = await RedisServer.open();
  });
  afterEach(async () => {
    await broker.close();
    await redis.kill();
  });
  const open = () => {
    broker = createRedisBroker({ url: redis.url, log: pino({ level: 'silent' }) });
    return broker;
  };
  /** As the sweep does: again and again, until it is taken. */
  const sweepUntilSeen = (id: string) =>
    expect
      .poll(() => {
        if (!seen.includes(id)) broker.publish(id, 'mail');
        return seen;
      }, patience)
      .toContain(id);

  it('starts without it, never waits for it, and works when it comes', async () => {
    open().consume(note, idle);
    const id = newId();
    for (let at = 0; at < 1_000; at += 1) broker.publish(id, 'mail');
    expect(broker.state).toBe('away');
    await redis.start();
    await sweepUntilSeen(id);
    expect(broker.state).toBe('up');
    expect(seen).toEqual([id]);
  });

  it('lets work end that is under way when it goes, and goes on when it is back and has forgotten everything', async () => {
    await redis.start();
    const inside = Promise.withResolvers<void>();
    const resume = Promise.withResolvers<void>();
    const [first, second] = [newId(), newId()];
    open().consume(async (id) => {
      if (id === first && seen.length === 0) {
        inside.resolve();
        await resume.promise;
      }
      seen.push(id);
    }, idle);
    await expect.poll(() => broker.state, patience).toBe('up');
    broker.publish(first, 'mail');
    await inside.promise;
    await redis.kill();
    await expect.poll(() => broker.state, patience).toBe('away');
    resume.resolve();
    await expect.poll(() => seen, patience).toEqual([first]);
    broker.publish(second, 'mail');
    await redis.start();
    await sweepUntilSeen(second);
  });

  it('closes without it: nobody waits until it is back', async () => {
    await redis.start();
    open().consume(note, idle);
    await sweepUntilSeen(newId());
    await redis.kill();
    await broker.close();
  });
});
