import { and, desc, eq } from 'drizzle-orm';
import { govRegulator } from '#modules/governance/index.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { NotFoundError } from '#platform/context/errors.ts';
import type { Translated } from '#platform/i18n/language.ts';
import { scope } from '#platform/permissions/permissions.ts';
import type { ProcedureDefinition, Stage } from '../domain/definition.ts';
import { stageOf } from '../domain/stage-of.ts';
import { type StageState, stageStates } from '../domain/stage-states.ts';
import { incidentPermissions } from '../permissions.ts';
import { incident, report, submission } from '../schema/incident.ts';
import { incidentFile } from '../schema/reporting-side.ts';
import { type ReportStatus, reportStatus } from '../workflow.ts';
import { type LoadedWorld, loadIncidentWorld, type ReportRow } from './incident-world.query.ts';

/** One report as its own organisation sees it, with the incident around it. */
export interface OpenReport {
  incident: typeof incident.$inferSelect;
  file: { id: string; title: string };
  regulator: { name: Translated; short: string; phone: string | null };
  procedure: ProcedureDefinition;
  stage: Stage;
  row: ReportRow;
  state: StageState;
  states: readonly StageState[];
  world: LoadedWorld['world'];
  status: ReportStatus;
  /** The newest version. */
  latest: typeof submission.$inferSelect | undefined;
  /** A first version or another one may be sent now. */
  isOpen: boolean;
}

/** Throws NotFoundError for a report that is not the actor's. */
export async function readReport(ctx: Ctx, reportId: string): Promise<OpenReport> {
  const { db, clock } = ctx;
  const [found] = await db
    .select({
      incident,
      fileId: incidentFile.id,
      title: incidentFile.title,
      name: govRegulator.name,
      short: govRegulator.short,
      phone: govRegulator.phone,
    })
    .from(report)
    .innerJoin(incident, eq(incident.id, report.incidentId))
    .innerJoin(incidentFile, eq(incidentFile.id, incident.fileId))
    .innerJoin(govRegulator, eq(govRegulator.id, incident.regulatorId))
    .where(and(eq(report.id, reportId), scope(ctx, incidentPermissions, 'readReported', incident)));
  if (!found) throw new NotFoundError();
  const now = clock.now();
  const { procedure, world } = await loadIncidentWorld(db, found.incident.id, now);
  const states = stageStates(procedure, world);
  const row = world.reports.find(({ id }) => id === reportId);
  const state = row && states.find(({ stage, ordinal }) => stage === row.stage && ordinal === row.ordinal);
  if (!row || !state) throw new NotFoundError();
  const [latest] = await db.select().from(submission).where(eq(submission.reportId, reportId)).orderBy(desc(submission.no)).limit(1);
  const dueAt = state.due.kind === 'due' ? state.due.at : undefined;
  return {
    incident: found.incident,
    file: { id: found.fileId, title: found.title },
    regulator: { name: found.name, short: found.short, phone: found.phone },
    procedure,
    stage: stageOf(procedure, row.stage),
    row,
    state,
    states,
    world,
    status: reportStatus({ isSubmitted: row.submissions.length > 0, isLate: latest?.late ?? false, verdict: row.verdict, dueAt }, now),
    latest,
    isOpen: state.access.kind === 'fillable' || state.access.kind === 'revisable',
  };
}
