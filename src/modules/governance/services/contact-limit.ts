import { and, count, eq, gt, like, sql } from 'drizzle-orm';
import type { Tx } from '#platform/db/database.ts';
import { mailDelivery } from '#platform/db/schema.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import { contactMail } from '../mails/contact.mail.ts';

const most = 5;
const minutes = 60;

/** Begins the event key of every message of that sender. */
export const contactKeyOf = (sender: string): string => `${contactMail.name}:${sender}:`;

/**
 * Whether the sender may write once more (governance.md 8.3: five an hour). Counted in the database over what is queued, so that
 * neither a restart nor a second server forgets it; messages of one sender wait for each other.
 */
export async function mayWrite(tx: Tx, sender: string, now: Temporal.Instant): Promise<boolean> {
  const key = contactKeyOf(sender);
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`);
  const [row] = await tx
    .select({ count: count() })
    .from(mailDelivery)
    .where(and(gt(mailDelivery.createdAt, now.subtract({ minutes })), eq(mailDelivery.template, contactMail.name), startsWith(key)));
  return (row?.count ?? 0) < most;
}

const startsWith = (key: string) => like(mailDelivery.eventKey, `${key.replace(/[\\%_]/g, '\\$&')}%`);
