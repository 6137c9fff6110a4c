import rateLimit from '@fastify/rate-limit';
import Fastify from 'fastify';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { newId } from '../db/ids.ts';
import { createSharedCeilings, type RequestCeilings } from './request-ceilings.ts';

const redisUrl = process.env.TEST_REDIS_URL;
const log = pino({ level: 'silent' });

// decisions.md D15
describe('request ceilings', () => {
  const closing: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  /** A web process of its own, which allows three requests a minute, and one of `/word`. */
  async function webProcess(url: string, prefix: string) {
    // However busy the machine is: a Redis that answers late would be one that is away.
    const ceilings: RequestCeilings = createSharedCeilings(url, log, { prefix, patience: 60_000 });
    const app = Fastify();
    await app.register(rateLimit, { max: 3, timeWindow: '1 minute', store: ceilings.store });
    app.get('/', async () => 'in');
    app.get('/word', { config: { rateLimit: { max: 1, timeWindow: '1 minute' } } }, async () => 'in');
    closing.push(() => app.close(), ceilings.close);
    if (url === redisUrl) await expect.poll(() => ceilings.state, { timeout: 60_000 }).toBe('up');
    return async (path = '/') => (await app.inject(path)).statusCode;
  }

  it.runIf(redisUrl)('are shared by the processes that share a Redis, each route with its own', async () => {
    const prefix = `test-${newId()}`;
    const [left, right] = [await webProcess(redisUrl ?? '', prefix), await webProcess(redisUrl ?? '', prefix)];
    expect([await left(), await right(), await left()]).toEqual([200, 200, 200]);
    expect([await right(), await left()]).toEqual([429, 429]);
    expect([await left('/word'), await right('/word')]).toEqual([200, 429]);
    const stranger = await webProcess(redisUrl ?? '', `test-${newId()}`);
    expect(await stranger()).toBe(200);
  });

  it('are neither open nor closed while Redis is away: each process counts for itself', async () => {
    const away = 'redis://127.0.0.1:1';
    const [left, right] = [await webProcess(away, 'test'), await webProcess(away, 'test')];
    for (const web of [left, right]) {
      expect([await web(), await web(), await web(), await web()]).toEqual([200, 200, 200, 429]);
      expect([await web('/word'), await web('/word')]).toEqual([200, 429]);
    }
  });
});
