/** What the form shows before anybody typed: the reviewer's own draft, else the review that stands. */
import type { FormBody } from '#platform/http/route.ts';
import { renderMarkdown } from '#platform/text/markdown.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import { partName } from '#platform/ui/date-time-field.tsx';
import { formFields } from '#platform/ui/form.tsx';
import { writeWallTime } from '../../../domain/wall-time.ts';
import { draftVersionField, remarkName, revisionDueName } from './review.form.ts';
import type { SubmissionPage } from './submission.query.ts';

/** Nothing but the tags of our Markdown subset comes out of it. */
export const markdownHtml = (text: string): string => renderMarkdown(text);

/** The versions of the review and of the draft that the page was made from. */
export const versionFields = ({ review: { stored, draft } }: SubmissionPage): FormBody => ({
  [formFields.version]: String(stored?.version ?? 0),
  [draftVersionField]: String(draft?.version ?? 0),
});

export function savedValues(data: SubmissionPage): FormBody {
  const { stored, draft, remarks } = data.review;
  const due = draft ? draft.revisionDueAt : data.opened.report.revisionDueAt;
  const text = draft ?? stored;
  return {
    ...versionFields(data),
    comment: text?.commentMd ?? '',
    verdict: text?.verdict ?? '',
    ...Object.fromEntries(Object.entries(draft?.remarks ?? remarks).map(([key, remark]) => [remarkName(key), remark])),
    ...(due && data.newerNo === undefined ? dueParts(due, data.incident.zone) : {}),
  };
}

const dueParts = (due: Temporal.Instant, zone: string): FormBody =>
  Object.fromEntries(
    Object.entries(writeWallTime(due, zone).parts).map(([part, text]) => [
      partName(revisionDueName, part as keyof ReturnType<typeof writeWallTime>['parts']),
      text,
    ]),
  );
