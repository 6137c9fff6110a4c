/** Which reports of an incident can be filled in now, and which wait or are locked (incidents.md 3.6, decisions.md D3). */
import { Temporal } from '#platform/time/temporal.ts';
import { computeDue, type DeadlineWorld, type Due, effectiveSubmissions, isLate, type ReportRequest } from './deadlines.ts';
import type { ProcedureDefinition, Stage } from './definition.ts';

/** A report row of the incident. A stage on request has one per request. */
export interface ReportWorld {
  stage: string;
  /** From 1. */
  ordinal: number;
  request?: ReportRequest | undefined;
  /** Ascending. */
  submissions: readonly Temporal.Instant[];
  /** The review of the latest version, if there is one. */
  verdict?: 'passed' | 'revision' | undefined;
  isWaived?: boolean | undefined;
}

export interface IncidentWorld extends Omit<DeadlineWorld, 'submissions'> {
  reports: readonly ReportWorld[];
  isClosed: boolean;
}

export type StageAccess =
  | { kind: 'fillable' }
  /** Submitted, and another version may be sent. */
  | { kind: 'revisable' }
  | { kind: 'waiting'; for: string[] }
  | { kind: 'locked'; because: 'closed' | 'waived' }
  /** `by`: the later report that locks this one, or the one that answers it too. */
  | { kind: 'locked'; because: 'laterSubmitted' | 'covered'; by: string }
  /** It was due, was not sent, and the report it stands in for has ended the matter (NIS2 Art. 23(4)(e)). */
  | { kind: 'locked'; because: 'missed'; by: string }
  | { kind: 'absent' };

export interface StageState {
  stage: string;
  ordinal: number;
  due: Due;
  access: StageAccess;
  /** By its own report or by one that covers it. */
  isSubmitted: boolean;
  isOverdue: boolean;
}

/** All submission instants by stage, as `DeadlineWorld` wants them. */
export function submissionsByStage(reports: readonly ReportWorld[]): Map<string, Temporal.Instant[]> {
  const byStage = new Map<string, Temporal.Instant[]>();
  for (const { stage, submissions } of reports) byStage.set(stage, [...(byStage.get(stage) ?? []), ...submissions]);
  for (const instants of byStage.values()) instants.sort(Temporal.Instant.compare);
  return byStage;
}

/** One state per report, in the order of the stages; a stage without a report row has one too. */
export function stageStates(procedure: ProcedureDefinition, incident: IncidentWorld): StageState[] {
  const world: DeadlineWorld = { ...incident, submissions: submissionsByStage(incident.reports) };
  return procedure.stages.flatMap((stage) => {
    const rows = incident.reports.filter((report) => report.stage === stage.key).sort((a, b) => a.ordinal - b.ordinal);
    const reports: ReportWorld[] = rows.length > 0 ? rows : [{ stage: stage.key, ordinal: 1, submissions: [] }];
    return reports.map((report) => stateOf(procedure, stage, report, world, incident.isClosed));
  });
}

function stateOf(procedure: ProcedureDefinition, stage: Stage, report: ReportWorld, world: DeadlineWorld, isClosed: boolean): StageState {
  const due = computeDue(procedure, stage, world, report.request);
  const coveredBy = report.submissions.length === 0 ? coveringStage(procedure, stage, report, world) : undefined;
  const isSubmitted = report.submissions.length > 0 || coveredBy !== undefined;
  const missedFor = isSubmitted ? undefined : endedBy(stage, due, world);
  const isOpen = !isSubmitted && !report.isWaived && !missedFor;
  return {
    stage: stage.key,
    ordinal: report.ordinal,
    due,
    access: accessOf(procedure, stage, report, world, { due, coveredBy, missedFor, isClosed }),
    isSubmitted,
    isOverdue: isOpen && due.kind === 'due' && isLate(world.now, due.at),
  };
}

/** A request is covered only by what came after it. */
function coveringStage(procedure: ProcedureDefinition, stage: Stage, report: ReportWorld, world: DeadlineWorld): string | undefined {
  const since = report.request?.requestedAt;
  return procedure.stages.find(
    (other) =>
      other.covers.includes(stage.key) &&
      world.submissions.get(other.key)?.some((at) => !since || Temporal.Instant.compare(at, since) >= 0),
  )?.key;
}

/** A progress report that did not come before the final report will not come any more. */
function endedBy(stage: Stage, due: Due, world: DeadlineWorld): string | undefined {
  if (stage.kind !== 'whileOngoing' || due.kind === 'notExisting' || !stage.insteadOf) return undefined;
  return world.submissions.get(stage.insteadOf)?.length ? stage.insteadOf : undefined;
}

interface Situation {
  due: Due;
  coveredBy: string | undefined;
  missedFor: string | undefined;
  isClosed: boolean;
}

function accessOf(
  procedure: ProcedureDefinition,
  stage: Stage,
  report: ReportWorld,
  world: DeadlineWorld,
  situation: Situation,
): StageAccess {
  const { due, coveredBy, missedFor, isClosed } = situation;
  const isSubmitted = report.submissions.length > 0;
  if (!isSubmitted && due.kind === 'notExisting') return { kind: 'absent' };
  if (missedFor) return { kind: 'locked', because: 'missed', by: missedFor };
  if (isClosed) return { kind: 'locked', because: 'closed' };
  if (isSubmitted) return revisionAccess(procedure, stage, report, world);
  if (report.isWaived) return { kind: 'locked', because: 'waived' };
  if (coveredBy) return { kind: 'locked', because: 'covered', by: coveredBy };
  const missing = missingStages(procedure, stage, world);
  return missing.length > 0 ? { kind: 'waiting', for: missing } : { kind: 'fillable' };
}

/** Stages that need a submission first. What this stage covers it may bring along. */
function missingStages(procedure: ProcedureDefinition, stage: Stage, world: DeadlineWorld): string[] {
  return stage.requires.filter(
    (key) => !stage.covers.includes(key) && effectiveSubmissions(procedure, world.submissions, key).length === 0,
  );
}

/** Revisable until a later required stage is submitted; always when the latest review asks for a revision. */
function revisionAccess(procedure: ProcedureDefinition, stage: Stage, report: ReportWorld, world: DeadlineWorld): StageAccess {
  if (report.verdict === 'revision') return { kind: 'revisable' };
  const later = procedure.stages
    .slice(procedure.stages.indexOf(stage) + 1)
    .find((other) => other.kind === 'required' && world.submissions.get(other.key)?.length);
  return later ? { kind: 'locked', because: 'laterSubmitted', by: later.key } : { kind: 'revisable' };
}

/** The earliest deadline of a report that is still to come in; none when everything is in, nothing has a deadline, or the incident is closed. */
export function nextDueAt(states: readonly StageState[]): Temporal.Instant | undefined {
  const open = states.filter(({ access }) => access.kind === 'fillable' || access.kind === 'waiting');
  const dues = open.flatMap(({ due }) => (due.kind === 'due' ? [due.at] : []));
  return dues.sort(Temporal.Instant.compare)[0];
}
