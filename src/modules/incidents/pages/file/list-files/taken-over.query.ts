import { and, desc, eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { govRegulator } from '#modules/governance/index.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Name, Translated } from '#platform/i18n/language.ts';
import { scope } from '#platform/permissions/permissions.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import { actOf } from '../../../domain/definition.ts';
import { stageOf } from '../../../domain/stage-of.ts';
import { adoptionPermissions } from '../../../permissions.ts';
import { procedureDefinitionOf } from '../../../queries/incident-world.query.ts';
import { fileAdoption } from '../../../schema/file-adoption.ts';
import { incident, report, submission } from '../../../schema/incident.ts';
import { review } from '../../../schema/supervising-side.ts';
import type { ReportStatus } from '../../../workflow.ts';

/** A version that the reader sent before an operator took the file over. */
export interface TakenOver {
  id: string;
  reference: string;
  regulator: Translated;
  law: Name;
  stage: Translated;
  no: number;
  at: Temporal.Instant;
  zone: string;
  sha256: string;
  status: Extract<ReportStatus, 'underReview' | 'passed' | 'revisionRequired'>;
}

const most = 100;

/**
 * What the actor filed and an operator has taken over, newest first: one's own versions with their verdict, and nothing that the
 * operator has done since (decisions.md D4).
 */
export async function takenOver(ctx: Ctx): Promise<TakenOver[]> {
  const adopted = alias(incident, 'adopted');
  const { notifierId } = fileAdoption;
  const byActor = sql`(${submission.submittedBy} = ${notifierId} or ${submission.submittedBy} = (
    select n.account_id from gov_notifier n where n.id = ${notifierId}))`;
  const rows = await ctx.db
    .select({
      ...{ id: submission.id, no: submission.no, at: submission.submittedAt, sha256: submission.contentSha256 },
      ...{ reference: incident.reference, zone: incident.zone, versionId: incident.procedureVersionId },
      ...{ stageKey: report.stageKey, regulator: govRegulator.name, verdict: review.verdict },
    })
    .from(fileAdoption)
    .innerJoin(adopted, eq(adopted.id, fileAdoption.incidentId))
    .innerJoin(incident, eq(incident.fileId, adopted.fileId))
    .innerJoin(report, eq(report.incidentId, incident.id))
    .innerJoin(submission, and(eq(submission.reportId, report.id), eq(submission.organisationName, fileAdoption.typedName), byActor))
    .innerJoin(govRegulator, eq(govRegulator.id, incident.regulatorId))
    .leftJoin(review, eq(review.submissionId, submission.id))
    .where(and(eq(fileAdoption.state, 'accepted'), scope(ctx, adoptionPermissions, 'follow', fileAdoption)))
    .orderBy(desc(submission.id))
    .limit(most);
  return Promise.all(
    rows.map(async ({ versionId, stageKey, verdict, ...row }) => {
      const procedure = await procedureDefinitionOf(ctx.db, versionId);
      const status = verdict === 'passed' ? 'passed' : verdict === 'revision' ? 'revisionRequired' : 'underReview';
      return { ...row, law: actOf(procedure), stage: stageOf(procedure, stageKey).label, status };
    }),
  );
}
