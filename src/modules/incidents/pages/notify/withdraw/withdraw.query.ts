import { and, eq } from 'drizzle-orm';
import { govRegulation, govRegulator } from '#modules/governance/index.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { NotFoundError } from '#platform/context/errors.ts';
import type { Name, Translated } from '#platform/i18n/language.ts';
import { scope } from '#platform/permissions/permissions.ts';
import { incidentPermissions } from '../../../permissions.ts';
import { incident, report, submission } from '../../../schema/incident.ts';
import { incidentMoves } from '../../../workflow.ts';

export interface WithdrawData {
  fileId: string;
  incidentId: string;
  reference: string;
  title: string;
  regulation: Name;
  regulator: Translated;
  isPossible: boolean;
}

/** Throws NotFoundError for an incident that is not the operator's, or not of this file. */
export async function withdrawData(ctx: Ctx, { fileId, incidentId }: { fileId: string; incidentId: string }): Promise<WithdrawData> {
  const [row] = await ctx.db
    .select({ record: incident, regulation: govRegulation.short, regulator: govRegulator.name })
    .from(incident)
    .innerJoin(govRegulation, eq(govRegulation.id, incident.regulationId))
    .innerJoin(govRegulator, eq(govRegulator.id, incident.regulatorId))
    .where(and(eq(incident.id, incidentId), eq(incident.fileId, fileId), scope(ctx, incidentPermissions, 'withdraw', incident)));
  if (!row) throw new NotFoundError();
  const [sent] = await ctx.db
    .select({ id: submission.id })
    .from(submission)
    .innerJoin(report, eq(report.id, submission.reportId))
    .where(eq(report.incidentId, incidentId))
    .limit(1);
  const { status, outcome, reference, title } = row.record;
  const moves = incidentMoves('reporting', { status, outcome: outcome ?? undefined, hasSubmission: Boolean(sent) });
  const isPossible = moves.some(({ move }) => move === 'withdraw');
  return { fileId, incidentId, reference, title, regulation: row.regulation, regulator: row.regulator, isPossible };
}
