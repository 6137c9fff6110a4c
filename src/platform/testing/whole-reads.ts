/** Which tables a piece of work reads from end to end. */
import type { Database, OpenDatabase, Session } from '../db/database.ts';

interface Statement {
  text: string;
  values: unknown[];
}

/** Below this a table is read whole because that is quickest, whatever its indexes. */
const fewRows = 1_000;

/**
 * Runs the work, then explains every select it sent. Answers one line for each plan that reads a table whole that has more than a
 * few rows; the statistics must be there.
 */
export async function wholeReads(database: OpenDatabase, work: () => Promise<unknown>): Promise<string[]> {
  const statements = await statementsOf(database.db, work);
  if (statements.length === 0) throw new Error('The work sent no statement');
  return database.session(async (session) => {
    const large = await largeTables(session);
    const found: string[] = [];
    for (const { text, values } of statements) {
      if (!/^[\s(]*(select|with)\b/i.test(text)) continue;
      const plan = await session.query<{ 'QUERY PLAN': string }>(`explain ${text}`, values);
      for (const { 'QUERY PLAN': line } of plan) {
        const table = /Seq Scan on (\w+)/.exec(line)?.[1];
        if (table && large.has(table)) found.push(`${table}: ${text.replace(/\s+/g, ' ').trim().slice(0, 300)}`);
      }
    }
    return found;
  });
}

async function largeTables(session: Session): Promise<Set<string>> {
  const rows = await session.query<{ name: string }>(
    `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and reltuples > $1`,
    [fewRows],
  );
  return new Set(rows.map(({ name }) => name));
}

/** Drizzle takes a logger when a handle is made; here one is put in for a while, also for the transactions of the work. */
async function statementsOf(db: Database, work: () => Promise<unknown>): Promise<Statement[]> {
  const statements: Statement[] = [];
  const logger = { logQuery: (text: string, values: unknown[]) => void statements.push({ text, values }) };
  const session: { logger: unknown; options: { logger?: unknown } } = Reflect.get(db, 'session');
  const before = session.logger;
  session.logger = logger;
  session.options.logger = logger;
  try {
    await work();
  } finally {
    session.logger = before;
    delete session.options.logger;
  }
  return statements;
}
