import { desc, eq } from 'drizzle-orm';
import { actorId, actorName } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { ConflictError } from '#platform/context/errors.ts';
import type { Tx } from '#platform/db/database.ts';
import { newId } from '#platform/db/ids.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import { stageOf } from '../domain/stage-of.ts';
import { newestFormVersion } from '../queries/form-versions.query.ts';
import { loadIncidentWorld } from '../queries/incident-world.query.ts';
import { type incident, type report, submission } from '../schema/incident.ts';
import { draft } from '../schema/reporting-side.ts';
import { requireOpen } from './checked-submission.ts';
import { writeAccess } from './write-access.ts';

export type Draft = typeof draft.$inferSelect;

/** How long nobody else is invited to edit after a save. */
const editorMinutes = 5;
/** incidents.md 4.2: drafts expire 90 days after they were last saved. */
export const draftLife = { hours: 90 * 24 };

export const editing = (ctx: Ctx) => ({
  editorId: actorId(ctx.actor),
  editorUntil: ctx.clock.now().add({ minutes: editorMinutes }),
});

export const draftExpiry = (now: Temporal.Instant) => now.add(draftLife);

/** The draft of the report, locked; made with the newest published form when there is none. Incident and report are locked by the caller. */
export async function ensureDraft(
  tx: Tx,
  ctx: Ctx,
  { incident: record, report: reportRow }: { incident: typeof incident.$inferSelect; report: typeof report.$inferSelect },
): Promise<Draft> {
  const now = ctx.clock.now();
  const loaded = await loadIncidentWorld(tx, record.id, now);
  requireOpen(loaded, record, reportRow);
  const [known] = await tx.select().from(draft).where(eq(draft.reportId, reportRow.id)).for('update');
  if (known) return known;
  const form = await newestFormVersion(tx, record.regulatorId, stageOf(loaded.procedure, reportRow.stageKey).formKey);
  const [base] = await tx
    .select({ id: submission.id, no: submission.no })
    .from(submission)
    .where(eq(submission.reportId, reportRow.id))
    .orderBy(desc(submission.no))
    .limit(1);
  const [made] = await tx
    .insert(draft)
    .values({
      id: newId(),
      reportId: reportRow.id,
      formVersionId: form.id,
      baseSubmissionId: base?.id ?? null,
      baseNo: base?.no ?? 0,
      createdAt: now,
      savedAt: now,
      savedByName: actorName(ctx.actor),
      expiresAt: draftExpiry(now),
      ...editing(ctx),
    })
    .returning();
  if (!made) throw new ConflictError('report.noDraft');
  await writeAccess(tx, ctx, { incidentId: record.id, action: 'draftStarted', detail: { stage: reportRow.stageKey } });
  return made;
}
