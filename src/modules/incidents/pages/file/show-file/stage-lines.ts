/** What the file's page says about each report: its line in the table and its clock. Pure. */
import type { Temporal } from '#platform/time/temporal.ts';
import type { Due } from '../../../domain/deadlines.ts';
import type { Stage } from '../../../domain/definition.ts';
import { type StageState, stageStates } from '../../../domain/stage-states.ts';
import { isVoluntary, type ReportRow } from '../../../queries/incident-world.query.ts';
import { type ReportStatus, reportStatus } from '../../../workflow.ts';
import type { DraftRecord, IncidentRecord, VersionRecord } from './show-file.query.ts';

export interface StageLine {
  incident: IncidentRecord;
  stage: Stage;
  /** Absent while a stage on request has not been asked for. */
  row?: ReportRow | undefined;
  /** Of several requests for one stage: 1, 2, ... */
  number?: number | undefined;
  state: StageState;
  status: ReportStatus;
  /** Oldest first. */
  versions: VersionRecord[];
  draft?: DraftRecord | undefined;
  /** The progress report, as long as nobody knows which of the two it will be. */
  instead?: StageLine | undefined;
}

/** In the order of the stages. What will not be asked for is left out, but for reports on request. */
export function stageLines(incident: IncidentRecord, now: Temporal.Instant): StageLine[] {
  const { procedure, world } = incident;
  const lines = stageStates(procedure, world).flatMap((state): StageLine[] => {
    const stage = procedure.stages.find(({ key }) => key === state.stage);
    if (!stage || (state.access.kind === 'absent' && stage.kind !== 'onRequest')) return [];
    const rows = world.reports.filter((row) => row.stage === state.stage);
    const row = rows.find(({ ordinal }) => ordinal === state.ordinal);
    const versions = incident.versions.filter(({ reportId }) => reportId === row?.id);
    return [
      {
        incident,
        stage,
        row,
        number: rows.length > 1 ? state.ordinal : undefined,
        state,
        status: statusOf(state, row, versions, now),
        versions,
        draft: incident.drafts.find(({ reportId }) => reportId === row?.id),
      },
    ];
  });
  return combine(lines);
}

function statusOf(state: StageState, row: ReportRow | undefined, versions: readonly VersionRecord[], now: Temporal.Instant): ReportStatus {
  const dueAt = state.due.kind === 'due' && state.isOverdue ? state.due.at : undefined;
  return reportStatus({ isSubmitted: state.isSubmitted, isLate: versions[0]?.late ?? false, verdict: row?.verdict, dueAt }, now);
}

/** "Final report, or progress report if the incident is still being handled": one line until one of them is begun. */
function combine(lines: StageLine[]): StageLine[] {
  const untouched = (line: StageLine) => line.versions.length === 0 && !line.draft && !line.state.isSubmitted;
  const combinedWith = ({ due }: StageState) => ('explanation' in due ? due.explanation.combinedWith : null);
  const pairs = lines.flatMap((main) => {
    if (main.stage.kind === 'whileOngoing' || !untouched(main)) return [];
    const other = lines.find((line) => line.stage.key === combinedWith(main.state) && line.stage.kind === 'whileOngoing');
    return other && untouched(other) ? [[main, other] as const] : [];
  });
  return lines
    .filter((line) => !pairs.some(([, other]) => other === line))
    .map((line) => {
      const pair = pairs.find(([main]) => main === line);
      return pair ? { ...line, instead: pair[1] } : line;
    });
}

export type FileClock =
  | { kind: 'due'; line: StageLine; due: Extract<Due, { kind: 'due' }> }
  /** The regulator asked for changes by this date. */
  | { kind: 'revision'; line: StageLine; at: Temporal.Instant; from: Temporal.Instant }
  | { kind: 'waiting'; line: StageLine; due: Extract<Due, { kind: 'waiting' }> };

/** Every open report with a deadline, soonest first, then those whose time has not begun. */
export function fileClocks(lines: readonly StageLine[]): FileClock[] {
  const clocks = lines.map(clockOf).filter((clock) => clock !== undefined);
  return clocks.sort((one, other) => momentOf(one) - momentOf(other));
}

function clockOf(line: StageLine): FileClock | undefined {
  const { due, access } = line.state;
  const revisionDue = line.row?.stored.revisionDueAt;
  if (line.row?.verdict === 'revision' && revisionDue && access.kind === 'revisable') {
    const reviewed = line.incident.reviews.findLast(({ submissionId }) => submissionId === line.row?.latestSubmissionId);
    return { kind: 'revision', line, at: revisionDue, from: reviewed?.at ?? line.incident.notifiedAt };
  }
  if (access.kind !== 'fillable' && access.kind !== 'waiting') return undefined;
  if (due.kind === 'due') return { kind: 'due', line, due };
  return due.kind === 'waiting' ? { kind: 'waiting', line, due } : undefined;
}

const momentOf = (clock: FileClock): number =>
  clock.kind === 'due' ? clock.due.at.epochMilliseconds : clock.kind === 'revision' ? clock.at.epochMilliseconds : Number.MAX_SAFE_INTEGER;

/** The act the page offers first: what is due soonest, then what can be filled in at all. */
export function nextAct(lines: readonly StageLine[]): StageLine | undefined {
  // What may be added at any time is never what comes first, unless somebody has begun it.
  const open = lines.filter(
    ({ row, state, draft }) =>
      row &&
      (!isVoluntary(row) || draft) &&
      (state.access.kind === 'fillable' || (state.access.kind === 'revisable' && row.verdict === 'revision')),
  );
  const dueOf = (line: StageLine) => {
    const clock = clockOf(line);
    return clock ? momentOf(clock) : Number.MAX_SAFE_INTEGER;
  };
  return open.toSorted((one, other) => dueOf(one) - dueOf(other))[0];
}

/** How early or late the first version came, or the report that covers this one. Undefined without a deadline. */
export function timeliness({ versions, row }: StageLine): { isLate: boolean; milliseconds: number } | undefined {
  const first = versions[0] ?? row?.covered;
  if (!first?.deadlineAt) return undefined;
  const milliseconds = first.at.epochMilliseconds - first.deadlineAt.epochMilliseconds;
  return { isLate: first.late, milliseconds: Math.abs(milliseconds) };
}
