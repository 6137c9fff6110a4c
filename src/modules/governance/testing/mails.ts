/** What a person finds in their mailbox. */
import { asc, eq } from 'drizzle-orm';
import type { Database } from '#platform/db/database.ts';
import { mailDelivery } from '#platform/db/schema.ts';

export interface ReceivedMail {
  mail: string;
  subject: string;
  text: string;
  /** Paths of ours in it, in order. */
  links: string[];
}

/** Runs the jobs that are due, and answers every mail that reached the address since the beginning. */
export async function mailsTo(app: { db: Database; runJobs(): Promise<number> }, email: string): Promise<ReceivedMail[]> {
  await app.runJobs();
  const rows = await app.db.select().from(mailDelivery).where(eq(mailDelivery.recipient, email)).orderBy(asc(mailDelivery.id));
  return rows
    .filter(({ state }) => state === 'sent')
    .map(({ template, subject, bodyText }) => {
      const text = bodyText ?? '';
      const links = [...text.matchAll(/http:\/\/vigie\.test(\/\S*)/g)].map(([, path]) => path ?? '');
      return { mail: template, subject: subject ?? '', text, links };
    });
}

/** Of the newest mail. */
export async function newestLinkTo(app: Parameters<typeof mailsTo>[0], email: string): Promise<string> {
  return (await mailsTo(app, email)).at(-1)?.links[0] ?? '';
}

/** What an address was told of its account's security, in order; not that the browsers of a test are new ones, which its sign-ins say. */
export async function noticesTo(db: Database, email: string): Promise<string[]> {
  const rows = await db.select().from(mailDelivery).where(eq(mailDelivery.recipient, email)).orderBy(mailDelivery.id);
  const events = rows.flatMap(({ payload }) => (payload as { data: { event?: string } }).data.event ?? []);
  return events.filter((event) => event !== 'newDevice');
}
