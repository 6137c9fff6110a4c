import { AsyncLocalStorage } from 'node:async_hooks';
import { DrizzleQueryError, type SQL } from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';

/** A handle typed by what it can do: the same for PostgreSQL and for PGlite. */
export type Database = PgDatabase<PgQueryResultHKT, Record<string, never>>;
export type Tx = Parameters<Parameters<Database['transaction']>[0]>[0];
/** For reads that run inside or outside a transaction. */
export type Reader = Database | Tx;

/** One connection as the migrator needs it: `script` runs a whole file of statements. */
export interface Session {
  query<Row>(text: string, values?: unknown[]): Promise<Row[]>;
  script(text: string): Promise<void>;
}

export interface OpenDatabase {
  db: Database;
  /** Runs the work on one connection inside one transaction. */
  session<Result>(work: (session: Session) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
  /** Of the pool, where there is one. */
  connections?(): { busy: number; idle: number; waiting: number };
}

const inside = new AsyncLocalStorage<true>();

/**
 * Refuses the plain handle while a transaction of the same call is open. On PGlite such a query would wait for ever for the only
 * connection; on PostgreSQL it would silently read and write outside the transaction.
 */
export function guardTransactions(db: Database): Database {
  return new Proxy(db, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        if (inside.getStore()) throw new Error(`db.${String(key)} inside a transaction: use the transaction's handle`);
        if (key !== 'transaction') return Reflect.apply(value, target, args);
        const [work, ...rest] = args as [(tx: Tx) => Promise<unknown>, ...unknown[]];
        return Reflect.apply(value, target, [(tx: Tx) => inside.run(true, () => work(tx)), ...rest]);
      };
    },
  });
}

/** Rows of a query that the typed builder cannot express. The caller names the shape and casts what the drivers differ on. */
export async function rowsOf<Row>(reader: Reader, query: SQL): Promise<Row[]> {
  const result: unknown = await reader.execute(query);
  return (result as { rows: Row[] }).rows;
}

/** Connection refused or lost, and what PostgreSQL says while it starts, stops, or has no connection left. */
const awayCodes = /^(08...|57P0[1-3]|53300|ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT|EHOSTUNREACH)$/;
/** What the driver says without a code when the connection ends under a statement, or ended before it. */
const awayWords = /^(Connection terminated|Client has encountered a connection error)/;

/** Whether the database was not there, so that the same may well succeed in a moment. */
export function isDatabaseAway(error: unknown): boolean {
  if (error instanceof DrizzleQueryError) return isDatabaseAway(error.cause);
  if (!(error instanceof Error)) return false;
  return ('syscall' in error || 'severity' in error) && 'code' in error
    ? awayCodes.test(String(error.code))
    : awayWords.test(error.message);
}

/** The constraint a write ran into, or undefined for any other failure. Works on both drivers. */
export function violatedConstraint(error: unknown): string | undefined {
  const cause = error instanceof DrizzleQueryError ? error.cause : error;
  if (!(cause instanceof Error) || !('code' in cause) || !['23505', '23503', '23514', '23P01'].includes(String(cause.code)))
    return undefined;
  return 'constraint' in cause && typeof cause.constraint === 'string' ? cause.constraint : '';
}
