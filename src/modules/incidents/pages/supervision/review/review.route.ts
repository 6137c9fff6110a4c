import type { Ctx } from '#platform/context/ctx.ts';
import { ConflictError, RefusedError } from '#platform/context/errors.ts';
import { type FormState, refusedForm } from '#platform/forms/form.ts';
import { defineRoute, type FormBody, json, page, permission, type Result, redirect } from '#platform/http/route.ts';
import { renderMarkdown } from '#platform/text/markdown.ts';
import { incidentPaths } from '../../../paths.ts';
import { incidentPermissions } from '../../../permissions.ts';
import { recordReading } from '../../../services/record-reading.ts';
import { reviewSubmission } from '../../../services/review-submission.ts';
import { saveReviewDraft } from '../../../services/save-review-draft.ts';
import { compareVersion } from './comparison.ts';
import { type PostedReview, readReview } from './review.form.ts';
import { submissionPage } from './review.view.tsx';
import { versionFields } from './review-text.ts';
import { loadSubmissionPage, type SubmissionPage } from './submission.query.ts';

/** One submitted version on one page, and the review of it (incidents.md 5.2, interface.md B19). */
export const openSubmission = defineRoute({
  method: 'GET',
  path: incidentPaths.submission,
  access: permission(incidentPermissions, 'read'),
  async handle(ctx, { params, query }) {
    const data = await loadSubmissionPage(ctx, params.submissionId);
    await recordReading(ctx, params.submissionId);
    return page(submissionPage({ data, comparison: compareVersion(data, query.compare) }));
  },
});

export const sendReview = defineRoute({
  method: 'POST',
  path: incidentPaths.review,
  access: permission(incidentPermissions, 'review'),
  async handle(ctx, { params, form, info }) {
    const data = await loadSubmissionPage(ctx, params.submissionId);
    const read = readReview(form, data.incident.zone);
    if (!read.ok) return refuse(data, read.state, info.wantsJson);
    try {
      return read.data.act === 'draft'
        ? await saveDraft(ctx, data, read.data, info.wantsJson)
        : await send(ctx, data, { ...read.data, act: read.data.act });
    } catch (error) {
      if (info.wantsJson) throw error;
      if (error instanceof ConflictError) return showConflict(ctx, params.submissionId, form, error);
      return shownAgain(data, refusedForm(error, form), 422);
    }
  },
});

async function send(ctx: Ctx, { opened }: SubmissionPage, posted: PostedReview & { act: 'decide' | 'comment' }): Promise<Result> {
  const submissionId = opened.submission.id;
  const { newerNo } = await reviewSubmission(ctx, { submissionId, ...posted });
  const to = incidentPaths.submission.link({ params: { submissionId } });
  const no = opened.submission.no;
  if (newerNo !== undefined) return redirect(to, { kind: 'warning', messageKey: 'review.done.newer', values: { no, newer: newerNo } });
  return redirect(to, { kind: 'success', messageKey: posted.act === 'decide' ? 'review.done.decided' : 'review.done.commented' });
}

async function saveDraft(ctx: Ctx, { opened }: SubmissionPage, posted: PostedReview, wantsJson: boolean): Promise<Result> {
  const submissionId = opened.submission.id;
  const { version, savedAt } = await saveReviewDraft(ctx, { submissionId, ...posted });
  if (wantsJson) return json({ draftVersion: version, savedAt: savedAt.toString(), preview: renderMarkdown(posted.comment) });
  return redirect(incidentPaths.submission.link({ params: { submissionId }, hash: 'review' }), {
    kind: 'success',
    messageKey: 'review.done.draft',
  });
}

/** Script gets a sentence, a person gets the page with everything that was typed. */
function refuse(data: SubmissionPage, state: FormState, wantsJson: boolean): Result {
  const [first] = Object.entries(state.errors);
  if (wantsJson && first) throw new RefusedError(first[1].messageKey, first[1].values, first[0]);
  return shownAgain(data, state, 422);
}

const shownAgain = (data: SubmissionPage, form: FormState, status: number) =>
  page(submissionPage({ data, comparison: compareVersion(data, undefined), form }), status);

/** Both texts stay: what the other one wrote is on the page, and what this person typed is in the form. */
async function showConflict(ctx: Ctx, submissionId: string, values: FormBody, { messageKey }: ConflictError): Promise<Result> {
  const data = await loadSubmissionPage(ctx, submissionId);
  return shownAgain(data, { values: { ...values, ...versionFields(data) }, errors: { '': { messageKey } } }, 409);
}
