import { renderMarkdown } from '#platform/text/markdown.ts';
import { Moment } from '#platform/ui/deadline-clock.tsx';
import { Message } from '#platform/ui/feedback.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import type { Version } from '../../queries/report-versions.query.ts';

/** What the regulator said about a version as a whole. */
export function ReviewNotice({ version: { submission, review }, zone }: { version: Version; zone: string }) {
  const { t } = useUi();
  if (!review) return null;
  const kind = review.verdict === 'revision' ? 'warning' : review.verdict === 'passed' ? 'success' : 'info';
  return (
    <Message kind={kind} title={t(`report.review.${review.verdict ?? 'comment'}`, { no: submission.no })}>
      {review.commentMd && <div class="v-text" dangerouslySetInnerHTML={{ __html: renderMarkdown(review.commentMd) }} />}
      <p class="v-meta">
        <Moment instant={review.at} zone={zone} />
      </p>
    </Message>
  );
}
