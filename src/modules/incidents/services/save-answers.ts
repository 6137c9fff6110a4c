import { eq } from 'drizzle-orm';
import { actorId } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Tx } from '#platform/db/database.ts';
import { type AnswerValue, sameAnswer } from '../domain/answer-value.ts';
import { questionsOf } from '../domain/questionnaire.ts';
import { formVersion } from '../queries/form-versions.query.ts';
import { loadPrefill, type Prefill } from '../queries/prefill.query.ts';
import type { incident } from '../schema/incident.ts';
import { draftAnswer } from '../schema/reporting-side.ts';
import { type EditToken, judgeEdit, type SaveConflict, writeToken } from './edit-token.ts';
import type { Draft } from './ensure-draft.ts';

/** One question as a form posts it. */
export interface TypedAnswer {
  key: string;
  /** null: left or made empty. */
  value: AnswerValue | null;
  base: EditToken;
}

interface Saving {
  draft: Draft;
  incident: typeof incident.$inferSelect;
  answers: readonly TypedAnswer[];
  keepProposals: boolean;
}

interface Saved {
  tokens: Map<string, string>;
  conflicts: SaveConflict[];
}

/** The draft is locked by the caller, so its answers stand still. */
export async function saveAnswers(tx: Tx, ctx: Ctx, { draft, incident, answers, keepProposals }: Saving): Promise<Saved> {
  const saved: Saved = { tokens: new Map(), conflicts: [] };
  if (answers.length === 0) return saved;
  const { definition } = await formVersion(tx, draft.formVersionId);
  const asked = new Set(questionsOf(definition).map(({ key }) => key));
  const rows = new Map((await tx.select().from(draftAnswer).where(eq(draftAnswer.draftId, draft.id))).map((row) => [row.questionKey, row]));
  const prefill = await loadPrefill(tx, { incident, reportId: draft.reportId, baseSubmissionId: draft.baseSubmissionId }, definition);
  for (const { key, value, base } of answers) {
    if (!asked.has(key)) continue;
    const row = rows.get(key);
    const proposal = row ? undefined : prefill.get(key);
    const isKept = keepProposals && proposal !== undefined && !proposal.needsConsent && sameAnswer(proposal.value, value ?? undefined);
    const verdict = isKept ? 'write' : judgeEdit(base, row, value);
    if (verdict === 'write') {
      const version = (row?.version ?? 0) + 1;
      await writeAnswer(tx, ctx, draft.id, { key, value, version, origin: originFor(proposal, value) });
      saved.tokens.set(key, writeToken(version, value));
    } else if (verdict === 'conflict') {
      saved.conflicts.push({ key, theirs: row?.value ?? null, by: draft.savedByName, at: row?.updatedAt ?? draft.savedAt });
    } else {
      // Not touched in this form: it goes on from what it showed, whatever somebody else has stored meanwhile.
      const isSame = row !== undefined && sameAnswer(row.value ?? undefined, value ?? undefined);
      saved.tokens.set(key, isSame ? writeToken(row.version, row.value) : `${base.version}.${base.digest}`);
    }
  }
  return saved;
}

const originFor = (proposal: Prefill | undefined, value: AnswerValue | null): string | null =>
  proposal && sameAnswer(proposal.value, value ?? undefined) ? proposal.submissionId : null;

interface Write {
  key: string;
  value: AnswerValue | null;
  version: number;
  origin: string | null;
}

async function writeAnswer(tx: Tx, ctx: Ctx, draftId: string, { key, value, version, origin }: Write): Promise<void> {
  const updated = { value, version, originSubmissionId: origin, updatedBy: actorId(ctx.actor), updatedAt: ctx.clock.now() };
  await tx
    .insert(draftAnswer)
    .values({ draftId, questionKey: key, ...updated })
    .onConflictDoUpdate({ target: [draftAnswer.draftId, draftAnswer.questionKey], set: updated });
}
