import { Queue as BullQueue, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Logger } from '../observability/logger.ts';
import { connectRedis } from '../redis/connect-redis.ts';
import { type Broker, type Concurrency, defaultConcurrency } from './broker.ts';
import { type Queue, queues } from './job.ts';

interface RedisBrokerOptions {
  url: string;
  log: Logger;
  concurrency?: Concurrency;
  /** What our keys in Redis begin with; two installations on one Redis need two databases (`redis://host/1`). */
  prefix?: string;
}

/** A kept job of the same id would make the next `add` a silent no-op, and its row would never run again. */
const forgotten = { removeOnComplete: true, removeOnFail: true };

/**
 * BullMQ's own opinion of who is dead. It may be wrong at no cost, since the table refuses whoever comes while a lease holds; so it is
 * quick, and never gives a job up: how often one is tried is the table's decision.
 */
const delivery = { lockDuration: 15_000, stalledInterval: 7_500, maxStalledCount: 1_000_000 };

/**
 * Milliseconds in which an id that was handed over is not handed over again. Every sweep finds the same waiting rows: in a crowd most of
 * what a process told Redis was what Redis knew. Short, because the id may be lost, or its job be due once more.
 */
const again = 1_000;
const mostRemembered = 1_000;

/** Milliseconds a broker that closes waits for Redis; without it BullMQ would wait until Redis is back. */
const farewell = 2_000;

/** The queues on Redis, for any number of processes. Only ids travel; Redis may be away, or come back empty, at any time. */
export function createRedisBroker({ url, log, concurrency = defaultConcurrency, prefix = 'vigie' }: RedisBrokerOptions): Broker {
  const publisher = connectRedis(url, log, 'publishing jobs', { maxRetriesPerRequest: 1, enableOfflineQueue: false });
  const connections: Redis[] = [publisher];
  const workers: Worker[] = [];
  const running = new Set<Promise<void>>();
  /** When an id was handed over, oldest first. */
  const published = new Map<string, number>();
  let isClosing = false;

  // A Redis that was away may have come back empty.
  publisher.on('ready', () => published.clear());

  function isKnown(jobId: string): boolean {
    const now = performance.now();
    if (now - (published.get(jobId) ?? -again) < again) return true;
    published.delete(jobId);
    published.set(jobId, now);
    const [oldest] = published.size > mostRemembered ? published.keys() : [];
    if (oldest !== undefined) published.delete(oldest);
    return false;
  }

  /** What goes wrong beside the connection itself, e.g. a Redis that answers with an error. */
  const note = (error: Error) => {
    if (!isClosing && publisher.status === 'ready') log.warn({ err: error }, 'the job broker had a problem');
  };
  const options = { prefix, skipVersionCheck: true };
  const outlets = {} as Record<Queue, BullQueue>;
  for (const queue of queues) {
    outlets[queue] = new BullQueue(queue, { ...options, connection: publisher, skipMetasUpdate: true });
    outlets[queue].on('error', note);
  }

  return {
    get state() {
      return publisher.status === 'ready' ? 'up' : 'away';
    },
    publish(jobId, queue) {
      // `add` waits for a connection for ever. The sweep brings the job again, so an id that cannot go now need not go.
      if (isClosing || publisher.status !== 'ready') return;
      if (isKnown(jobId)) return;
      outlets[queue].add('job', {}, { ...forgotten, jobId }).catch((error: Error) => {
        published.delete(jobId);
        note(error);
      });
    },
    consume(work, idle) {
      const connection = connectRedis(url, log, 'taking jobs', { maxRetriesPerRequest: null });
      connections.push(connection);
      for (const queue of queues) {
        const take = async ({ id }: { id?: string | undefined }) => {
          // A job handed over at the last moment stays in the table, for the next sweep of another worker.
          if (!id || isClosing) return;
          const run = work(id).finally(() => {
            running.delete(run);
            published.delete(id);
          });
          running.add(run);
          await run;
        };
        const worker = new Worker(queue, take, { ...options, ...delivery, connection, concurrency: concurrency[queue] });
        worker.on('error', note);
        worker.on('drained', idle);
        workers.push(worker);
      }
    },
    async close() {
      isClosing = true;
      const left = workers.map((worker) => worker.close());
      while (running.size > 0) await Promise.all(running);
      await Promise.race([
        Promise.allSettled([...left, ...queues.map((queue) => outlets[queue].close())]),
        new Promise((resolve) => setTimeout(resolve, farewell).unref()),
      ]);
      for (const connection of connections) connection.disconnect();
    },
  };
}
