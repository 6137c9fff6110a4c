/** What the incident's page says about each report. Pure. */
import type { Temporal } from '#platform/time/temporal.ts';
import type { Due } from '../../../domain/deadlines.ts';
import type { ProcedureDefinition, Stage } from '../../../domain/definition.ts';
import { type StageState, stageStates } from '../../../domain/stage-states.ts';
import type { LoadedWorld, ReportRow } from '../../../queries/incident-world.query.ts';
import { type ReportStatus, reportStatus } from '../../../workflow.ts';
import type { VersionRecord } from './show-incident.query.ts';

export interface StageLine {
  stage: Stage;
  /** Absent while a stage on request has not been asked for. */
  row: ReportRow | undefined;
  /** Of several requests for one stage. */
  number: number | undefined;
  state: StageState;
  status: ReportStatus;
  /** Oldest first. */
  versions: VersionRecord[];
  /** The progress report, as long as nobody knows which of the two it will be (decisions.md D3). */
  instead: Stage | undefined;
}

/** In the order of the stages. What is not asked for is left out, but for reports on request. */
export function stageLines(
  procedure: ProcedureDefinition,
  world: LoadedWorld['world'],
  versions: readonly VersionRecord[],
  now: Temporal.Instant,
): StageLine[] {
  const lines = stageStates(procedure, world).flatMap((state): StageLine[] => {
    const stage = procedure.stages.find(({ key }) => key === state.stage);
    if (!stage || (state.access.kind === 'absent' && stage.kind !== 'onRequest')) return [];
    const rows = world.reports.filter((row) => row.stage === state.stage);
    const row = rows.find(({ ordinal }) => ordinal === state.ordinal);
    const own = versions.filter(({ reportId }) => reportId === row?.id);
    const dueAt = state.due.kind === 'due' && state.isOverdue ? state.due.at : undefined;
    const status = reportStatus({ isSubmitted: state.isSubmitted, isLate: row?.isLate ?? false, verdict: row?.verdict, dueAt }, now);
    return [{ stage, row, number: rows.length > 1 ? state.ordinal : undefined, state, status, versions: own, instead: undefined }];
  });
  return combined(lines);
}

/** "Final report, or progress report if the incident is still being handled": one line until it is clear which. */
function combined(lines: StageLine[]): StageLine[] {
  const isUntouched = (line: StageLine) => line.versions.length === 0 && !line.state.isSubmitted;
  const partnerOf = (line: StageLine): StageLine | undefined => {
    if (line.stage.kind === 'whileOngoing' || !isUntouched(line) || !('explanation' in line.state.due)) return undefined;
    const key = line.state.due.explanation.combinedWith;
    return lines.find((other) => other.stage.key === key && other.stage.kind === 'whileOngoing' && isUntouched(other));
  };
  const partners = new Map(lines.map((line) => [line, partnerOf(line)]));
  const hidden = new Set(partners.values());
  return lines.filter((line) => !hidden.has(line)).map((line) => ({ ...line, instead: partners.get(line)?.stage }));
}

export type StageClock =
  | { kind: 'due'; line: StageLine; due: Extract<Due, { kind: 'due' }> }
  | { kind: 'revision'; line: StageLine; at: Temporal.Instant; from: Temporal.Instant }
  | { kind: 'waiting'; line: StageLine; due: Extract<Due, { kind: 'waiting' }> };

/** Reports still to come, soonest first, then those whose time has not begun. */
export function stageClocks(lines: readonly StageLine[]): StageClock[] {
  const clocks = lines.flatMap((line) => clockOf(line) ?? []);
  return clocks.sort((one, other) => millisecondsOf(one) - millisecondsOf(other));
}

function clockOf(line: StageLine): StageClock | undefined {
  const { due, access } = line.state;
  const latest = line.versions.at(-1);
  const revisionDueAt = line.row?.stored.revisionDueAt;
  if (line.row?.verdict === 'revision' && revisionDueAt && access.kind === 'revisable' && latest) {
    return { kind: 'revision', line, at: revisionDueAt, from: latest.reviewedAt ?? latest.at };
  }
  if (access.kind !== 'fillable' && access.kind !== 'waiting') return undefined;
  if (due.kind === 'due') return { kind: 'due', line, due };
  return due.kind === 'waiting' ? { kind: 'waiting', line, due } : undefined;
}

function millisecondsOf(clock: StageClock): number {
  if (clock.kind === 'waiting') return Number.MAX_SAFE_INTEGER;
  return clock.kind === 'due' ? clock.due.at.epochMilliseconds : clock.at.epochMilliseconds;
}

/** How early or late the first version came, or the report that covers this one. Undefined without a deadline. */
export function timeliness({ versions, row }: StageLine): { isLate: boolean; milliseconds: number } | undefined {
  const first = versions[0] ?? row?.covered;
  if (!first?.deadlineAt) return undefined;
  return { isLate: first.late, milliseconds: Math.abs(first.at.epochMilliseconds - first.deadlineAt.epochMilliseconds) };
}

/** The version a reviewer opens first: of the newest report that nobody has decided on. */
export function versionToReview(lines: readonly StageLine[]): { line: StageLine; version: VersionRecord } | undefined {
  const open = lines.flatMap((line) => {
    const version = line.versions.at(-1);
    return version && version.verdict === null ? [{ line, version }] : [];
  });
  return open.toSorted((one, other) => one.version.at.epochMilliseconds - other.version.at.epochMilliseconds)[0];
}
