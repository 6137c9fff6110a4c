/** The life of an incident and of its reports: who may move it where (incidents.md 2), and what a report's status is. */
import type { PointInTime } from '#platform/time/temporal.ts';
import { isLate } from './domain/deadlines.ts';
import { closingOutcomes, type Outcome } from './domain/outcome.ts';

export const incidentStatuses = ['ongoing', 'closed'] as const;
export type IncidentStatus = (typeof incidentStatuses)[number];
export type IncidentSide = 'reporting' | 'supervising';
export type IncidentMove = 'close' | 'withdraw' | 'reopen';

export interface IncidentTransition {
  side: IncidentSide;
  from: IncidentStatus;
  move: IncidentMove;
  to: IncidentStatus;
  /** Outcomes to choose from; empty when the incident goes on. */
  outcomes: readonly Outcome[];
  /** Only while nothing has been submitted. */
  needsNoSubmission?: true;
  /** Not for incidents that ended like this. */
  unless?: Outcome;
}

/** Nothing closes an incident by itself; a resolution date does not. What was withdrawn stays so: the operator notifies anew. */
export const incidentTransitions: readonly IncidentTransition[] = [
  { side: 'supervising', from: 'ongoing', move: 'close', to: 'closed', outcomes: closingOutcomes },
  { side: 'supervising', from: 'closed', move: 'reopen', to: 'ongoing', outcomes: [], unless: 'withdrawn' },
  { side: 'reporting', from: 'ongoing', move: 'withdraw', to: 'closed', outcomes: ['withdrawn'], needsNoSubmission: true },
];

interface IncidentSituation {
  status: IncidentStatus;
  outcome?: Outcome | undefined;
  hasSubmission: boolean;
}

/** What this side may do with the incident now: the buttons of the page and the guards of the verbs read the same rows. */
export function incidentMoves(side: IncidentSide, { status, outcome, hasSubmission }: IncidentSituation): IncidentTransition[] {
  const rows = incidentTransitions.filter((row) => row.side === side && row.from === status);
  return rows.filter((row) => !(row.needsNoSubmission && hasSubmission) && (!row.unless || row.unless !== outcome));
}

export const reportStatuses = ['unsubmitted', 'overdue', 'underReview', 'late', 'revisionRequired', 'passed'] as const;
export type ReportStatus = (typeof reportStatuses)[number];
export const verdicts = ['passed', 'revision'] as const;
export type Verdict = (typeof verdicts)[number];

/** What the status of one report depends on. */
export interface ReportProgress {
  isSubmitted: boolean;
  /** Decided at the first version and kept: shown beside the status too, also after a verdict. */
  isLate: boolean;
  /** The review of the latest version. */
  verdict?: Verdict | undefined;
  dueAt?: PointInTime | undefined;
}

/** incidents.md 2.2. Derived when it is read, never stored. */
export function reportStatus(report: ReportProgress, now: PointInTime): ReportStatus {
  if (!report.isSubmitted) return report.dueAt && isLate(now, report.dueAt) ? 'overdue' : 'unsubmitted';
  return submittedStatus(report);
}

const submittedStatus = ({ verdict, isLate }: Pick<ReportProgress, 'verdict' | 'isLate'>) => {
  if (verdict) return verdict === 'passed' ? ('passed' as const) : ('revisionRequired' as const);
  return isLate ? ('late' as const) : ('underReview' as const);
};

/**
 * What is stored on the incident so that lists find it: the statuses its reports are at, and whether one of them came late.
 * `overdue` is not among them, because it comes with time and not with a change.
 */
export const reportMarks = ['unsubmitted', 'underReview', 'late', 'revisionRequired', 'passed', 'sentLate'] as const;
export type ReportMark = (typeof reportMarks)[number];
/** Statuses that wait for the supervising side. */
export const marksToReview = ['underReview', 'late'] as const satisfies readonly ReportMark[];

/** @param hasOtherLate a report that another one answered missed its deadline, or one never came */
export function reportMarksOf(reports: readonly ReportProgress[], hasOtherLate: boolean): ReportMark[] {
  const marks = reports.flatMap((report): ReportMark[] => {
    if (!report.isSubmitted) return ['unsubmitted'];
    return report.isLate ? [submittedStatus(report), 'sentLate'] : [submittedStatus(report)];
  });
  if (hasOtherLate) marks.push('sentLate');
  return reportMarks.filter((mark) => marks.includes(mark));
}

/** Reports, requests, corrections and the significance are for incidents that go on (incidents.md 2.1). */
export const isOngoing = ({ status }: { status: IncidentStatus }): boolean => status === 'ongoing';
