import { Redis, type RedisOptions } from 'ioredis';
import type { Logger } from '../observability/logger.ts';

/** Milliseconds between two tries to reach a Redis that is away, at most. */
const longestPause = 2_000;

/**
 * A connection that comes back by itself, however long Redis is away. Each loss is logged once, not at every try; the address, which
 * may hold a password, never is.
 */
export function connectRedis(url: string, log: Logger, purpose: string, options: RedisOptions): Redis {
  const settings: Omit<RedisOptions, 'replyMapping'> = { ...options, retryStrategy: (tries) => Math.min(tries * 100, longestPause) };
  const connection = new Redis(url, settings);
  let isAway = false;
  // Without a listener ioredis writes every failure to the console.
  connection.on('error', (error: NodeJS.ErrnoException) => {
    if (isAway || connection.status === 'ready') return;
    isAway = true;
    log.warn({ purpose, code: error.code }, 'Redis is away');
  });
  connection.on('ready', () => {
    if (isAway) log.info({ purpose }, 'Redis is back');
    isAway = false;
  });
  return connection;
}

/** For what a request waits for: an answer at once, or an error at once. */
export const impatient: RedisOptions = { maxRetriesPerRequest: 1, enableOfflineQueue: false, commandTimeout: 300 };
