import { asc, eq } from 'drizzle-orm';
import type { Reader } from '#platform/db/database.ts';
import type { ProcedureDefinition } from '../domain/definition.ts';
import { applicableImpacts, computeSignificance } from '../domain/significance.ts';
import { stageOf } from '../domain/stage-of.ts';
import { report, submission } from '../schema/incident.ts';

/** What the submitted impacts say about an incident (incidents.md 3.9); null when no report has asked for them. */
export async function computedSignificance(
  tx: Reader,
  incidentId: string,
  procedure: ProcedureDefinition,
  /** Slugs of the affected sectors and of their parents. */
  sectors: readonly string[],
): Promise<boolean | null> {
  const all = await tx
    .select({ impacts: submission.impacts, stageKey: report.stageKey })
    .from(submission)
    .innerJoin(report, eq(report.id, submission.reportId))
    .where(eq(report.incidentId, incidentId))
    .orderBy(asc(submission.submittedAt), asc(submission.id));
  const applicable = applicableImpacts(procedure, sectors).map(({ key }) => key);
  return computeSignificance(all.map(({ impacts, stageKey }) => ({ stage: stageOf(procedure, stageKey), applicable, ticked: impacts })));
}
