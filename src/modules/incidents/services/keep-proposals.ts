import type { Ctx } from '#platform/context/ctx.ts';
import { visibleQuestions } from '../domain/questionnaire.ts';
import { readReport } from '../queries/open-report.query.ts';
import { readDraft } from '../queries/report-draft.query.ts';
import { digestOfValue } from './edit-token.ts';
import { saveDraft } from './save-draft.ts';

/** Takes over every proposed answer at once, except those that want a word of consent each. Answers how many. */
export async function keepProposals(ctx: Ctx, reportId: string): Promise<number> {
  const draft = await readDraft(ctx, await readReport(ctx, reportId));
  const visible = new Set(visibleQuestions(draft.form.definition, draft.shown, draft).map(({ key }) => key));
  const answers = [...draft.prefill].flatMap(([key, { value, needsConsent }]) =>
    needsConsent || draft.stored.has(key) || !visible.has(key) ? [] : [{ key, value, base: { version: 0, digest: digestOfValue(value) } }],
  );
  await saveDraft(ctx, { reportId, baseNo: draft.baseNo, answers, parts: [], keepProposals: true, takeOver: false });
  return answers.length;
}
