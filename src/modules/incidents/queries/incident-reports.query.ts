import { and, asc, eq } from 'drizzle-orm';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Name, Translated } from '#platform/i18n/language.ts';
import { scope } from '#platform/permissions/permissions.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import { actOf } from '../domain/definition.ts';
import { nextDueAt, stageStates } from '../domain/stage-states.ts';
import { incidentPermissions } from '../permissions.ts';
import { incident } from '../schema/incident.ts';
import { loadIncidentWorld } from './incident-world.query.ts';

/** A report that is still to come in, of any incident of the file. */
export interface DueReport {
  reportId: string;
  label: Translated;
  act: Name;
  reference: string;
  at: Temporal.Instant;
  start: Temporal.Instant;
  zone: string;
}

/** What is due next in each incident of a file that the actor's organisation reports, soonest first. */
export async function nextDueOfFile(ctx: Ctx, fileId: string): Promise<DueReport[]> {
  const rows = await ctx.db
    .select({ id: incident.id, reference: incident.reference, zone: incident.zone, notifiedAt: incident.notifiedAt })
    .from(incident)
    .where(and(eq(incident.fileId, fileId), eq(incident.status, 'ongoing'), scope(ctx, incidentPermissions, 'readReported', incident)))
    .orderBy(asc(incident.id));
  const found: DueReport[] = [];
  for (const row of rows) {
    const { procedure, world } = await loadIncidentWorld(ctx.db, row.id, ctx.clock.now());
    const states = stageStates(procedure, world);
    const at = nextDueAt(states);
    const state = at && states.find(({ due, isSubmitted }) => !isSubmitted && due.kind === 'due' && due.at.equals(at));
    const report = state && world.reports.find(({ stage, ordinal }) => stage === state.stage && ordinal === state.ordinal);
    const stage = state && procedure.stages.find(({ key }) => key === state.stage);
    if (!report || !stage || !at) continue;
    found.push({
      reportId: report.id,
      label: stage.label,
      act: actOf(procedure),
      reference: row.reference,
      at,
      start: row.notifiedAt,
      zone: row.zone,
    });
  }
  return found.sort((one, other) => one.at.epochMilliseconds - other.at.epochMilliseconds);
}
