import { NoopLogger } from 'drizzle-orm/logger';

/** Whether the platform is closed for changes: a server asks now and then, whoever the visitor is. */
const anybodys = /from "setting"/;

/** The statements that the database gets while the work runs, without their values: whoever watches could count them. */
export async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const statements: string[] = [];
  const { logQuery } = NoopLogger.prototype;
  Object.assign(NoopLogger.prototype, { logQuery: (query: string) => void statements.push(query) });
  try {
    await work();
  } finally {
    Object.assign(NoopLogger.prototype, { logQuery });
  }
  return statements.filter((text) => !anybodys.test(text));
}
