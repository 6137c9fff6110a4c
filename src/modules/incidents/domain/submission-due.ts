/**
 * Deadlines as a submission meets them: by the dates, sectors and answers it holds itself (incidents.md 3.5), for the report it is
 * and for those it covers.
 */
import type { Temporal } from '#platform/time/temporal.ts';
import type { Answers } from './answer-value.ts';
import { computeDue, type DeadlineWorld, type Due, isLate } from './deadlines.ts';
import type { ProcedureDefinition, Stage } from './definition.ts';
import type { DueExplanation } from './due-explanation.ts';
import type { Facts } from './evaluate-condition.ts';
import { type IncidentWorld, type ReportWorld, submissionsByStage } from './stage-states.ts';

/** What a submission says that deadlines look at. */
export interface SubmittedCircumstances {
  facts: Facts;
  /** Slugs of the affected sectors and of their parents. */
  sectors: readonly string[];
  answers: Answers;
}

/** A deadline as it is frozen with the submission. */
export interface MetDeadline {
  deadlineAt: Temporal.Instant | null;
  deadlineExplained: DueExplanation | null;
  late: boolean;
}

/** The incident as this submission tells it. Answers it does not give stay those that were submitted before. */
export function worldOfSubmission(world: IncidentWorld, { facts, sectors, answers }: SubmittedCircumstances): DeadlineWorld {
  const submissions = submissionsByStage(world.reports);
  return { ...world, facts, sectors, answers: new Map([...world.answers, ...answers]), submissions };
}

export function metDeadline(due: Due, submittedAt: Temporal.Instant): MetDeadline {
  if (due.kind !== 'due') return { deadlineAt: null, deadlineExplained: null, late: false };
  return { deadlineAt: due.at, deadlineExplained: due.explanation, late: isLate(submittedAt, due.at) };
}

/** The deadline of the report itself, if it were sent at `world.now`. */
export const deadlineMet = (procedure: ProcedureDefinition, stage: Stage, world: DeadlineWorld, report?: ReportWorld): MetDeadline =>
  metDeadline(computeDue(procedure, stage, world, report?.request), world.now);

/**
 * The reports that a submission of `stage` answers too, each with its own deadline: sending two reports together does not move the
 * deadline of the one that was due earlier (NIS2 Art. 23(4)(a)).
 */
export function coveredDeadlines<Row extends ReportWorld>(
  procedure: ProcedureDefinition,
  stage: Stage,
  world: DeadlineWorld,
  reports: readonly Row[],
): { report: Row; met: MetDeadline }[] {
  return reports.flatMap((report) => {
    const covered = procedure.stages.find(({ key }) => key === report.stage && stage.covers.includes(key));
    if (!covered || report.submissions.length > 0) return [];
    return [{ report, met: deadlineMet(procedure, covered, world, report) }];
  });
}
