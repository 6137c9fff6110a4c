import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import type { Logger } from '../observability/logger.ts';
import { guardTransactions, type OpenDatabase, type Session } from './database.ts';
import { RepeatedStatements } from './repeated-statements.ts';

/** Milliseconds from which on a query is told of. */
const slow = 500;
/** Characters of it in the log: a migration is a whole file. */
const longestText = 2_000;

export function openPostgres(url: string, logger: Logger, poolSize = 10, onSlowQuery: () => void = () => undefined): OpenDatabase {
  const pool = new pg.Pool({ connectionString: url, max: poolSize, application_name: 'vigie' });
  const statements = new RepeatedStatements();
  // Without a listener, a backend that goes away while idle would end the process; the next query simply reconnects.
  pool.on('error', (error) => logger.warn({ code: 'code' in error ? error.code : undefined }, 'lost an idle database connection'));
  pool.on('connect', (client) => {
    // The same while it is in use and between two statements: the next statement is told.
    client.on('error', () => undefined);
    prepareRepeated(client, statements);
    timeQueries(client, (milliseconds, query) => {
      if (milliseconds < slow) return;
      onSlowQuery();
      logger.warn({ event: 'slowQuery', milliseconds: Math.round(milliseconds), query: query.slice(0, longestText) }, 'a query was slow');
    });
  });
  return {
    connections: () => ({ busy: pool.totalCount - pool.idleCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    db: guardTransactions(drizzle(pool)),
    session: (work) => inOneTransaction(pool, work),
    close: () => pool.end(),
  };
}

/** Tells of every query how long the server took for it; of its words only the text, which holds no parameter. */
function timeQueries(client: pg.PoolClient, tell: (milliseconds: number, query: string) => void): void {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown;
  const timed = (...args: unknown[]): unknown => {
    const started = performance.now();
    const done = () => tell(performance.now() - started, textOf(args[0]));
    const callback = args.at(-1);
    if (typeof callback === 'function') {
      const told = (...answer: unknown[]) => {
        done();
        callback(...answer);
      };
      return query(...args.slice(0, -1), told);
    }
    const result = query(...args);
    if (result instanceof Promise) result.then(done, done);
    return result;
  };
  Object.assign(client, { query: timed });
}

const textOf = (query: unknown): string =>
  typeof query === 'string' ? query : typeof query === 'object' && query !== null && 'text' in query ? String(query.text) : '';

async function inOneTransaction<Result>(pool: pg.Pool, work: (session: Session) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await work({
      query: async (text, values) => (await client.query(text, values)).rows,
      script: async (text) => void (await client.query(text)),
    });
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

/** What is asked again and again is planned once a connection (docs/decisions/0013-what-comes-often-is-planned-once.md). */
function prepareRepeated(client: pg.PoolClient, statements: RepeatedStatements): void {
  const query = client.query.bind(client) as (config: unknown, ...rest: unknown[]) => unknown;
  client.query = ((config: unknown, ...rest: unknown[]) => {
    const result = query(withName(config, statements), ...rest);
    if (result instanceof Promise && isBegin(config)) result.catch((error: Error) => client.release(error));
    return result;
  }) as typeof client.query;
}

/**
 * Drizzle gives a connection back when its transaction ends, but not when it could not begin: a database that goes away at that
 * moment would take the connection out of the pool for good.
 */
const isBegin = (config: unknown): boolean =>
  typeof config === 'object' && config !== null && 'text' in config && typeof config.text === 'string' && /^begin\b/.test(config.text);

/** Leaves alone what is no statement with parameters, or has a name. */
function withName(config: unknown, statements: RepeatedStatements): unknown {
  if (typeof config !== 'object' || config === null || !('text' in config) || typeof config.text !== 'string') return config;
  if ('submit' in config || ('name' in config && config.name)) return config;
  const repeated = statements.find(config.text);
  return repeated ? { ...config, ...repeated } : config;
}
