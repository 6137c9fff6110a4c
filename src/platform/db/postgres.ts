import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import type { Logger } from '../observability/logger.ts';
import { guardTransactions, type OpenDatabase, type Session } from './database.ts';

export function openPostgres(url: string, logger: Logger, poolSize = 10): OpenDatabase {
  const pool = new pg.Pool({ connectionString: url, max: poolSize, application_name: 'vigie' });
  // Without a listener, a backend that goes away while idle would end the process; the next query simply reconnects.
  pool.on('error', (error) => logger.warn({ code: 'code' in error ? error.code : undefined }, 'lost an idle database connection'));
  return {
    db: guardTransactions(drizzle(pool)),
    session: (work) => inOneTransaction(pool, work),
    close: () => pool.end(),
  };
}

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
