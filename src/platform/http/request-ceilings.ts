import type { FastifyRateLimitStoreCtor } from '@fastify/rate-limit';
import type { Redis, Result } from 'ioredis';
import type { Logger } from '../observability/logger.ts';
import { connectRedis, impatient } from '../redis/connect-redis.ts';

interface Count {
  current: number;
  /** Milliseconds until the counting starts anew. */
  ttl: number;
}

type Answer = (error: Error | null, count?: Count) => void;

/** The counts of one process. A flood of addresses pushes out the oldest, never the memory. */
class LocalCounts {
  readonly #windows = new Map<string, { current: number; end: number }>();
  readonly #most = 10_000;

  count(key: string, window: number): Count {
    const now = performance.now();
    const known = this.#windows.get(key);
    const entry = known && known.end > now ? known : { current: 0, end: now + window };
    entry.current += 1;
    this.#windows.delete(key);
    this.#windows.set(key, entry);
    if (this.#windows.size > this.#most) this.#windows.delete(this.#windows.keys().next().value ?? '');
    return { current: entry.current, ttl: Math.ceil(entry.end - now) };
  }
}

/** Counts and dates in one step: a key without an end would shut an address out for ever. */
const script = `local current = redis.call('INCR', KEYS[1])
local ttl = redis.call('PTTL', KEYS[1])
if ttl < 0 then ttl = tonumber(ARGV[1]) redis.call('PEXPIRE', KEYS[1], ttl) end
return {current, ttl}`;

declare module 'ioredis' {
  interface RedisCommander<Context> {
    vigieCount(key: string, window: number): Result<[number, number], Context>;
  }
}

/** Milliseconds Redis is left alone after it did not answer in time, so that a frozen one slows one request and not every one. */
const rest = 5_000;

export interface RequestCeilings {
  store: FastifyRateLimitStoreCtor;
  /** `away`: this process counts for itself. */
  readonly state: 'up' | 'away';
  close(): void;
}

interface CeilingOptions {
  /** What our keys in Redis begin with. */
  prefix?: string;
  /** Milliseconds Redis may take to answer before this process goes by its own count. */
  patience?: number;
}

/**
 * Counts requests for all web processes together. While Redis is away each process goes by its own count, which runs along all the
 * time: the ceiling is then as many times higher as there are processes, never open and never closed (decisions.md D15).
 */
export function createSharedCeilings(url: string, log: Logger, { prefix = 'vigie', patience }: CeilingOptions = {}): RequestCeilings {
  const options = { ...impatient, ...(patience !== undefined && { commandTimeout: patience }) };
  const redis: Redis = connectRedis(url, log, 'request ceilings', options);
  redis.defineCommand('vigieCount', { numberOfKeys: 1, lua: script });
  let restUntil = 0;

  async function shared(key: string, window: number): Promise<Count | undefined> {
    if (redis.status !== 'ready' || performance.now() < restUntil) return undefined;
    try {
      const [current, ttl] = await redis.vigieCount(`${prefix}:ceiling:${key}`, window);
      return { current, ttl };
    } catch {
      restUntil = performance.now() + rest;
      return undefined;
    }
  }

  class Store {
    readonly #counts = new LocalCounts();
    readonly #scope: string;

    constructor(_options: object, scope = 'all') {
      this.#scope = scope;
    }

    incr(key: string, answer: Answer, window = 60_000): void {
      const own = this.#counts.count(key, window);
      void shared(`${this.#scope}:${key}`, window).then((count) => answer(null, count ?? own));
    }

    /** A route with a ceiling of its own. */
    child(options: { routeInfo?: { url?: string } }): Store {
      return new Store({}, options.routeInfo?.url ?? 'own');
    }
  }
  return {
    store: Store as FastifyRateLimitStoreCtor,
    get state() {
      return redis.status === 'ready' ? 'up' : 'away';
    },
    close: () => redis.disconnect(),
  };
}
