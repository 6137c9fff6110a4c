import { and, desc, eq, sql } from 'drizzle-orm';
import type { Reader } from '../db/database.ts';
import { mailDelivery } from '../db/schema.ts';
import type { Temporal } from '../time/temporal.ts';

export type DeliveryState = 'queued' | 'sent' | 'declined' | 'failed';

export interface DeliverySummary {
  id: string;
  recipient: string;
  template: string;
  /** `all` for a recipient whose language nobody knows. */
  language: string;
  state: DeliveryState;
  attempts: number;
  /** Null until the mail is written. */
  subject: string | null;
  /** Why it failed, was declined or waits for another attempt. */
  lastError: string | null;
  createdAt: Temporal.Instant;
  sentAt: Temporal.Instant | null;
}

export interface Delivery extends DeliverySummary {
  bodyText: string | null;
  bodyHtml: string | null;
}

/** The place of a row in the list, for the page after it. */
export type DeliveryPlace = Pick<DeliverySummary, 'createdAt' | 'id'>;

export interface DeliveryFilter {
  recipient?: string;
  state?: DeliveryState;
  after?: DeliveryPlace;
  limit?: number;
}

const summary = {
  id: mailDelivery.id,
  recipient: mailDelivery.recipient,
  template: mailDelivery.template,
  language: mailDelivery.language,
  state: mailDelivery.state,
  attempts: mailDelivery.attempts,
  subject: mailDelivery.subject,
  lastError: mailDelivery.lastError,
  createdAt: mailDelivery.createdAt,
  sentAt: mailDelivery.sentAt,
};

/** Newest first; `next` is there when older ones follow. */
export async function listDeliveries(
  reader: Reader,
  { recipient, state, after, limit = 50 }: DeliveryFilter = {},
): Promise<{ rows: DeliverySummary[]; next?: DeliveryPlace }> {
  const isAfter =
    after &&
    sql`(${mailDelivery.createdAt}, ${mailDelivery.id}) < (${sql.param(after.createdAt, mailDelivery.createdAt)}, ${after.id}::uuid)`;
  const rows = await reader
    .select(summary)
    .from(mailDelivery)
    .where(and(recipient ? eq(mailDelivery.recipient, recipient) : undefined, state && eq(mailDelivery.state, state), isAfter))
    .orderBy(desc(mailDelivery.createdAt), desc(mailDelivery.id))
    .limit(limit + 1);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return rows.length > limit && last ? { rows: shown, next: { createdAt: last.createdAt, id: last.id } } : { rows: shown };
}

export async function readDelivery(reader: Reader, id: string): Promise<Delivery | undefined> {
  const [row] = await reader
    .select({ ...summary, bodyText: mailDelivery.bodyText, bodyHtml: mailDelivery.bodyHtml })
    .from(mailDelivery)
    .where(eq(mailDelivery.id, id));
  return row;
}
