import type { Temporal } from '#platform/time/temporal.ts';
import type { Answers } from '../domain/answer-value.ts';
import type { FormDefinition, ProcedureDefinition, Stage } from '../domain/definition.ts';
import { instantsOf } from '../domain/facts.ts';
import { inTime, keptAnswers } from '../domain/questionnaire.ts';
import { deadlineMet, worldOfSubmission } from '../domain/submission-due.ts';
import type { SubmittedFacts } from '../schema/incident.ts';
import type { LoadedWorld, ReportRow } from './incident-world.query.ts';
import { type SectorNode, withParents } from './sector-tree.query.ts';

interface Told {
  procedure: ProcedureDefinition;
  world: LoadedWorld['world'];
  stage: Stage;
  row: ReportRow;
  now: Temporal.Instant;
}

/**
 * Whether the report would be late if it were sent now as it stands: what `{ late: true }` looks at, when a page is opened and again
 * when the report is sent. Answers that only a late report is asked do not count: lateness would depend on itself.
 */
export function isLateAsTold(
  sectorTree: readonly SectorNode[],
  { procedure, world, stage, row, now }: Told,
  form: FormDefinition,
  draft: { answers: Answers; facts: SubmittedFacts; sectors: readonly string[] },
): boolean {
  if (row.submissions.length > 0) return row.isLate;
  const told = worldOfSubmission(
    { ...world, now },
    {
      facts: instantsOf(draft.facts),
      sectors: withParents(sectorTree, draft.sectors),
      answers: keptAnswers(form, draft.answers, inTime),
    },
  );
  return deadlineMet(procedure, stage, told, row).late;
}
