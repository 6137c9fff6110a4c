import { and, eq, sql } from 'drizzle-orm';
import type { Tx } from '#platform/db/database.ts';
import { draft } from '../schema/reporting-side.ts';
import { reviewDraft } from '../schema/supervising-side.ts';

/**
 * Somebody is no member of the operator any more: colleagues need not wait until the hold on its drafts runs out. What was typed
 * belongs to the operator and stays. In the transaction of governance, which has written its audit row.
 */
export async function giveUpDraftsOf(tx: Tx, accountId: string, operatorId: string): Promise<void> {
  const ofOperator = sql`${draft.reportId} in (
    select r.id from report r join incident i on i.id = r.incident_id where i.operator_id = ${operatorId})`;
  await tx
    .update(draft)
    .set({ editorId: null, editorUntil: null })
    .where(and(eq(draft.editorId, accountId), ofOperator));
}

/** An account is switched off: every draft it held, and the reviews it had begun, which nobody else may read. */
export async function giveUpAllDraftsOf(tx: Tx, accountId: string): Promise<void> {
  await tx.update(draft).set({ editorId: null, editorUntil: null }).where(eq(draft.editorId, accountId));
  await tx.delete(reviewDraft).where(eq(reviewDraft.accountId, accountId));
}
