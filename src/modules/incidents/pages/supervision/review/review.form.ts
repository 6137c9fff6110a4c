import { z } from 'zod';
import { type FieldError, type FormState, fieldOf } from '#platform/forms/form.ts';
import type { FormBody } from '#platform/http/route.ts';
import { partName } from '#platform/ui/date-time-field.tsx';
import { formFields } from '#platform/ui/form.tsx';
import { cleanText } from '../../../domain/formats.ts';
import { answerProblemText } from '../../../domain/problem-texts.ts';
import { readWallTime, type WallTimeParts, wallTimePartNames } from '../../../domain/wall-time.ts';
import type { ReviewContent } from '../../../services/review-submission.ts';

/** Characters. */
export const commentLimit = 20_000;
export const remarkLimit = 5_000;

export const draftVersionField = 'draftVersion';
const remarkPrefix = 'remark.';
export const remarkName = (questionKey: string) => `${remarkPrefix}${questionKey}`;
export const revisionDueName = 'revisionDue';

const version = z.coerce.number().int().min(0).max(1_000_000_000).catch(0);
const act = z.enum(['decide', 'comment', 'draft']).catch('decide');
const verdict = z.enum(['passed', 'revision']).optional().catch(undefined);

export interface PostedReview extends ReviewContent {
  act: z.infer<typeof act>;
  reviewVersion: number;
  draftVersion: number;
}

export type ReadReview = { ok: true; data: PostedReview } | { ok: false; state: FormState };

/** @param zone of the incident: the due date is typed in it */
export function readReview(form: FormBody, zone: string): ReadReview {
  const errors: Record<string, FieldError> = {};
  const comment = cleanText(fieldOf(form, 'comment'));
  if (comment.length > commentLimit) errors.comment = tooLong(comment, commentLimit);
  const remarks = readRemarks(form);
  for (const [key, text] of Object.entries(remarks)) if (text.length > remarkLimit) errors[remarkName(key)] = tooLong(text, remarkLimit);
  const data: PostedReview = {
    act: act.parse(fieldOf(form, 'act')),
    verdict: verdict.parse(fieldOf(form, 'verdict') || undefined),
    comment,
    remarks,
    reviewVersion: version.parse(fieldOf(form, formFields.version)),
    draftVersion: version.parse(fieldOf(form, draftVersionField)),
    revisionDueAt: undefined,
  };
  if (data.verdict === 'revision') {
    const due = readRevisionDue(form, zone);
    if (due && !due.ok && data.act === 'decide') errors[revisionDueName] = answerProblemText(due.problem);
    if (due?.ok) data.revisionDueAt = due.value;
  }
  return Object.keys(errors).length > 0 ? { ok: false, state: { values: form, errors } } : { ok: true, data };
}

const tooLong = (text: string, max: number): FieldError => answerProblemText({ code: 'tooLong', max, length: text.length });

function readRemarks(form: FormBody): Record<string, string> {
  const names = Object.keys(form).filter((name) => name.startsWith(remarkPrefix));
  return Object.fromEntries(names.map((name) => [name.slice(remarkPrefix.length), cleanText(fieldOf(form, name))]));
}

/** Undefined when no part is filled in. Of a time that the clocks show twice, the later one is meant: it gives more time. */
function readRevisionDue(form: FormBody, zone: string) {
  const parts: WallTimeParts = Object.fromEntries(wallTimePartNames.map((part) => [part, fieldOf(form, partName(revisionDueName, part))]));
  if (Object.values(parts).every((part) => part.trim() === '')) return undefined;
  return readWallTime(parts, zone, { repeated: 'later' });
}
