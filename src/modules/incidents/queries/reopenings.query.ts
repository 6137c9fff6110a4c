import { and, asc, eq, inArray } from 'drizzle-orm';
import { z } from 'zod';
import type { Reader } from '#platform/db/database.ts';
import { Temporal } from '#platform/time/temporal.ts';
import { type Outcome, outcomes } from '../domain/outcome.ts';
import { incidentAccess } from '../schema/traces.ts';

/** That a closed incident was opened again, with the closing it took back: the incident itself keeps only the last closing. */
export interface Reopening {
  incidentId: string;
  at: Temporal.Instant;
  by: string;
  reason: string;
  closed: { at: Temporal.Instant; outcome: Outcome } | undefined;
}

const instant = z.iso.datetime({ offset: true }).transform((text) => Temporal.Instant.from(text));
const detailSchema = z.object({
  reason: z.string().catch(''),
  before: z.enum(outcomes).nullish().catch(null),
  closedAt: instant.nullish().catch(null),
  /** By the domain's clock; the entry itself has the real time. */
  on: instant.nullish().catch(null),
});

/** Oldest first. Whoever asks may see the incidents; reason and name are for the supervising side. */
export async function loadReopenings(reader: Reader, incidentIds: readonly string[]): Promise<Reopening[]> {
  const rows = await reader
    .select({ incidentId: incidentAccess.incidentId, at: incidentAccess.at, by: incidentAccess.accountName, detail: incidentAccess.detail })
    .from(incidentAccess)
    .where(and(inArray(incidentAccess.incidentId, [...incidentIds]), eq(incidentAccess.action, 'reopened')))
    .orderBy(asc(incidentAccess.at), asc(incidentAccess.id));
  return rows.map(({ detail, at, ...row }) => {
    const { reason, before, closedAt, on } = detailSchema.parse(detail);
    return { ...row, reason, at: on ?? at, closed: closedAt && before ? { at: closedAt, outcome: before } : undefined };
  });
}
