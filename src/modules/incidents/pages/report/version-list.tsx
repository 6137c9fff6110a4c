import { Moment } from '#platform/ui/deadline-clock.tsx';
import { Section } from '#platform/ui/layout.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { StatusTag } from '#platform/ui/status-tag.tsx';
import { incidentPaths } from '../../paths.ts';
import type { OpenReport } from '../../queries/open-report.query.ts';
import type { Version } from '../../queries/report-versions.query.ts';

/** Every version that was sent, newest first, each with its review. */
export function VersionList({ report, versions }: { report: OpenReport; versions: readonly Version[] }) {
  const { t } = useUi();
  return (
    <Section id="versions" title={t('report.versions')}>
      <ul class="v-tasks">
        {[...versions].reverse().map(({ submission, review }) => (
          <li key={submission.no}>
            <div>
              <a href={incidentPaths.reportVersion.link({ params: { reportId: report.row.id, no: submission.no } })}>
                {t('report.version', { no: submission.no })}
              </a>
              <span class="v-sub">
                <Moment instant={submission.submittedAt} zone={report.incident.zone} />, {submission.submitterName}
              </span>
            </div>
            <span class="v-row v-row--tight">
              {submission.late && <StatusTag status="late" />}
              <StatusTag
                status={review?.verdict === 'passed' ? 'passed' : review?.verdict === 'revision' ? 'revisionRequired' : 'underReview'}
              />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
