import { eq, sql } from 'drizzle-orm';
import { writeAudit } from '#platform/audit/write-audit.ts';
import { actorId } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { type AnswerValue, sameAnswer } from '../domain/answer-value.ts';
import { type Migration, migrateAnswers } from '../domain/migrate-answers.ts';
import { stageOf } from '../domain/stage-of.ts';
import { formVersion, newestFormVersion } from '../queries/form-versions.query.ts';
import { procedureDefinitionOf } from '../queries/incident-world.query.ts';
import { draft, draftAnswer } from '../schema/reporting-side.ts';
import { ensureDraft } from './ensure-draft.ts';
import { lockReport } from './lock-report.ts';

/** Moves the draft to the newest published form, answer by answer (decisions.md D11). Does nothing when it is there already. */
export async function migrateDraft(ctx: Ctx, reportId: string): Promise<Migration | undefined> {
  return ctx.db.transaction(async (tx) => {
    const locked = await lockReport(tx, ctx, reportId, 'fillReport');
    const row = await ensureDraft(tx, ctx, locked);
    const procedure = await procedureDefinitionOf(tx, locked.incident.procedureVersionId);
    const newest = await newestFormVersion(tx, locked.incident.regulatorId, stageOf(procedure, locked.report.stageKey).formKey);
    if (newest.id === row.formVersionId) return undefined;
    const stored = await tx.select().from(draftAnswer).where(eq(draftAnswer.draftId, row.id));
    const answers = new Map(
      stored.flatMap(({ questionKey, value }): [string, AnswerValue][] => (value === null ? [] : [[questionKey, value]])),
    );
    const migration = migrateAnswers(answers, (await formVersion(tx, row.formVersionId)).definition, newest.definition);
    for (const [key, value] of migration.answers) {
      if (sameAnswer(value, answers.get(key))) continue;
      await tx
        .update(draftAnswer)
        .set({ value, version: sql`${draftAnswer.version} + 1`, updatedBy: actorId(ctx.actor), updatedAt: ctx.clock.now() })
        .where(sql`${draftAnswer.draftId} = ${row.id} and ${draftAnswer.questionKey} = ${key}`);
    }
    for (const key of migration.dropped)
      await tx.delete(draftAnswer).where(sql`${draftAnswer.draftId} = ${row.id} and ${draftAnswer.questionKey} = ${key}`);
    await tx
      .update(draft)
      .set({ formVersionId: newest.id, version: sql`${draft.version} + 1` })
      .where(eq(draft.id, row.id));
    await writeAudit(tx, ctx, {
      action: 'incidents.migrateDraft',
      subjectKind: 'report',
      subjectId: reportId,
      detail: { form: newest.id, dropped: migration.dropped },
    });
    return migration;
  });
}
