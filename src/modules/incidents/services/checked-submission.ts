/** What is looked at before a draft becomes a submission: always on a fresh read under the locks (incidents.md 3.7). */
import { eq } from 'drizzle-orm';
import type { Ctx } from '#platform/context/ctx.ts';
import { ConflictError, RefusedError } from '#platform/context/errors.ts';
import type { Tx } from '#platform/db/database.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import type { Answers, AnswerValue } from '../domain/answer-value.ts';
import { type AnswerLists, checkAnswer } from '../domain/answers.ts';
import type { FormDefinition, Stage } from '../domain/definition.ts';
import { checkFacts, instantsOf } from '../domain/facts.ts';
import { type FormCircumstances, keptAnswers, missingAnswers, questionsOf } from '../domain/questionnaire.ts';
import { stageStates } from '../domain/stage-states.ts';
import { newestFormVersion } from '../queries/form-versions.query.ts';
import type { LoadedWorld } from '../queries/incident-world.query.ts';
import type { incident, report } from '../schema/incident.ts';
import { draft } from '../schema/reporting-side.ts';
import { type DraftContent, loadDraftContent } from './draft-content.ts';

type Incident = typeof incident.$inferSelect;
type Report = typeof report.$inferSelect;

/** On a fresh read under the lock: the incident may have been closed, or a later report sent, since the page was opened. */
export function requireOpen({ procedure, world }: LoadedWorld, record: Incident, { stageKey, ordinal }: Report): void {
  if (record.status === 'closed') throw new ConflictError('report.closed');
  const access = stageStates(procedure, world).find((state) => state.stage === stageKey && state.ordinal === ordinal)?.access.kind;
  if (access !== 'fillable' && access !== 'revisable') throw new ConflictError('report.notOpen');
}

/** The number of the newest version of a report, whose row is locked; 0 when there is none. */
export const latestNo = ({ sentNo }: Report): number => sentNo ?? 0;

/** The draft to submit. Throws ConflictError when another version or another form came between. */
export async function requireDraft(tx: Tx, ctx: Ctx, record: Incident, reportRow: Report, stage: Stage, baseNo: number) {
  const [found] = await tx.select().from(draft).where(eq(draft.reportId, reportRow.id)).for('update');
  if (latestNo(reportRow) !== (found?.baseNo ?? baseNo) || baseNo !== (found?.baseNo ?? baseNo))
    throw new ConflictError('report.newerVersion');
  if (!found) throw new ConflictError('report.noDraft');
  const form = await newestFormVersion(tx, record.regulatorId, stage.formKey);
  if (form.id !== found.formVersionId) throw new ConflictError('report.newForm');
  return { draftId: found.id, form, content: await loadDraftContent(tx, ctx, found.id, record) };
}

/** What is stored: canonical answers of visible questions. Throws RefusedError while one is missing or wrong. */
export function checkedAnswers(form: FormDefinition, typed: Answers, around: FormCircumstances, lists: AnswerLists): Answers {
  const kept = keptAnswers(form, typed, around);
  if (missingAnswers(form, kept, around).length > 0) throw new RefusedError('report.incomplete');
  const checked = new Map<string, AnswerValue>();
  for (const question of questionsOf(form)) {
    const value = kept.get(question.key);
    if (value === undefined) continue;
    const result = checkAnswer(question, value, lists);
    if (!result.ok) throw new RefusedError('report.wrongAnswer', {}, question.key);
    checked.set(question.key, result.value);
  }
  return checked;
}

export function requireFactOrder({ procedure }: LoadedWorld, record: Incident, content: DraftContent, now: Temporal.Instant): void {
  const mandatory = procedure.facts.flatMap(({ fact, mandatory }) => (mandatory ? [fact] : []));
  // Whether the detection came after the notification was already asked on the page that took it.
  const problems = checkFacts(instantsOf(content.facts), { now, mandatory, notifiedAt: record.notifiedAt, isLateDetectionConfirmed: true });
  if (problems.length > 0) throw new RefusedError('report.facts.wrong');
}
