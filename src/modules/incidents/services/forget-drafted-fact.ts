import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Tx } from '#platform/db/database.ts';
import type { Fact } from '../domain/condition.ts';
import { report } from '../schema/incident.ts';
import { draft, draftPart } from '../schema/reporting-side.ts';

/** A correction wins over what an open draft held before it: else the next submission would silently undo the correction. */
export async function forgetDraftedFact(tx: Tx, incidentId: string, fact: Fact): Promise<void> {
  const drafts = tx
    .select({ id: draft.id })
    .from(draft)
    .innerJoin(report, eq(report.id, draft.reportId))
    .where(eq(report.incidentId, incidentId));
  await tx
    .update(draftPart)
    .set({ value: sql`${draftPart.value} - ${fact}::text`, version: sql`${draftPart.version} + 1` })
    .where(and(inArray(draftPart.draftId, drafts), eq(draftPart.part, 'facts'), sql`jsonb_exists(${draftPart.value}, ${fact})`));
}
