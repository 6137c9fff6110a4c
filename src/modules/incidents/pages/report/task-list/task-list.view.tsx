import { wordsIn } from '#platform/i18n/foreign-text.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import { Actions, Button, LinkButton } from '#platform/ui/button.tsx';
import { Message, Progress, SaveState } from '#platform/ui/feedback.tsx';
import { PostButton } from '#platform/ui/form.tsx';
import { Row, Stack } from '#platform/ui/layout.tsx';
import { type Task, TaskList } from '#platform/ui/lists.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { type Ui, useUi } from '#platform/ui/page-context.ts';
import { StatusTag } from '#platform/ui/status-tag.tsx';
import { incidentPaths } from '../../../paths.ts';
import type { OpenReport } from '../../../queries/open-report.query.ts';
import type { OpenDraft } from '../../../queries/report-draft.query.ts';
import type { ReportParts } from '../../../queries/report-parts.query.ts';
import type { Version } from '../../../queries/report-versions.query.ts';
import { AccessNotice } from '../access-notice.tsx';
import { ReportMeta, ReportSplit, reportCrumbs, reportLink, reportName } from '../report-frame.tsx';
import { ReviewNotice } from '../review-notice.tsx';
import { sectionLabel } from '../section-label.ts';
import { type Section, sectionsOf } from '../sections.ts';
import { VersionList } from '../version-list.tsx';
import { DraftNotices } from './draft-notices.tsx';

export interface TaskListProps {
  report: OpenReport;
  draft: OpenDraft;
  parts: ReportParts;
  versions: readonly Version[];
  now: Temporal.Instant;
}

export const taskListPage = (props: TaskListProps) => <TaskListPage {...props} />;

function TaskListPage(props: TaskListProps) {
  const { report, draft, versions } = props;
  const ui = useUi();
  const name = reportName(report, ui);
  const newest = versions.at(-1);
  return (
    <Page title={name} crumbs={reportCrumbs(report, ui, false)}>
      <ReportSplit report={report}>
        <PageHead title={name} tags={<StatusTag status={report.status} />} meta={<ReportMeta report={report} />} />
        <AccessNotice report={report} />
        {newest && <ReviewNotice version={newest} zone={report.incident.zone} />}
        {report.row.stored.note && <Message title={ui.t('report.request')}>{report.row.stored.note}</Message>}
        <Work {...props} />
        {draft.row && !report.isOpen && <DiscardLink report={report} />}
        {versions.length > 0 && <VersionList report={report} versions={versions} />}
      </ReportSplit>
    </Page>
  );
}

/** What can be done with the report now: start it, go on with it, or nothing but read what was typed. */
function Work(props: TaskListProps) {
  const { report, draft } = props;
  if (draft.row) return <Tasks {...props} />;
  return report.isOpen ? <Start {...props} /> : null;
}

function Start({ report, draft }: TaskListProps) {
  const { t, language } = useUi();
  const isRevision = report.latest !== undefined;
  return (
    <Stack>
      <p class="v-lede">{t(isRevision ? 'report.start.revision' : 'report.start.text')}</p>
      {!isRevision && (
        <ul class="u-list">
          {draft.form.definition.pages.map(({ key, label }) => (
            <li key={key}>{wordsIn(label, language)}</li>
          ))}
        </ul>
      )}
      <PostButton action={reportLink(report)} fields={{ intent: 'start' }}>
        <Button look="primary">{t(isRevision ? 'report.start.newVersion' : 'report.start')}</Button>
      </PostButton>
    </Stack>
  );
}

function Tasks(props: TaskListProps) {
  const { report, draft } = props;
  const ui = useUi();
  const { t, format } = ui;
  const sections = sectionsOf(props);
  const done = sections.filter(({ state }) => state === 'complete').length;
  const open = sections.find(({ state }) => state !== 'complete');
  return (
    <>
      <p class="v-lede">{t('report.tasks.lede')}</p>
      <DraftNotices report={report} draft={draft} />
      <div class="v-stack v-stack--1">
        <Row between>
          <span class="v-meta">{t('report.tasks.by', { name: draft.row?.savedByName ?? '' })}</span>
          {draft.row && <SaveState status={{ state: 'saved', time: format.time(draft.row.savedAt, report.incident.zone) }} />}
        </Row>
        <Progress
          done={done}
          total={sections.length}
          label={t('report.tasks.progress')}
          text={t('report.tasks.done', { done, total: sections.length })}
        />
      </div>
      <TaskList title={t('report.tasks.fill')} tasks={sections.map((section) => taskOf(section, report, ui))} />
      <TaskList title={t('report.tasks.send')} tasks={[checkTask(sections, report, ui)]} />
      {report.isOpen && <NextStep report={report} open={open} />}
    </>
  );
}

function NextStep({ report, open }: { report: OpenReport; open: Section | undefined }) {
  const ui = useUi();
  const params = { reportId: report.row.id };
  const href = open
    ? incidentPaths.reportSection.link({ params: { ...params, section: open.address } })
    : incidentPaths.reportCheck.link({ params });
  return (
    <Actions>
      <LinkButton look="primary" href={href}>
        {open ? ui.t('report.tasks.continue', { section: sectionLabel(open, ui) }) : ui.t('report.tasks.check')}
      </LinkButton>
      <DiscardLink report={report} />
    </Actions>
  );
}

function DiscardLink({ report }: { report: OpenReport }) {
  const { t } = useUi();
  return (
    <LinkButton look="quiet" href={incidentPaths.discardDraft.link({ params: { reportId: report.row.id } })}>
      {t('report.discard')}
    </LinkButton>
  );
}

function taskOf(section: Section, report: OpenReport, ui: Ui): Task {
  const { t } = ui;
  const hint =
    section.proposed > 0
      ? t('report.tasks.proposed', { count: section.proposed })
      : section.state === 'inProgress' && section.kind === 'questions'
        ? t('report.tasks.answered', { answered: section.answered, total: section.visible })
        : undefined;
  return {
    label: sectionLabel(section, ui),
    href: incidentPaths.reportSection.link({ params: { reportId: report.row.id, section: section.address } }),
    status: section.state,
    hint,
  };
}

function checkTask(sections: readonly Section[], report: OpenReport, ui: Ui): Task {
  const label = ui.t('report.tasks.check');
  const href = incidentPaths.reportCheck.link({ params: { reportId: report.row.id } });
  const blocking = sections
    .filter(({ missing }) => missing > 0)
    .map((section) => ui.t('report.quoted', { text: sectionLabel(section, ui) }));
  if (!report.isOpen) return { label, href, status: 'cannotStart' };
  if (blocking.length === 0) return { label, href, status: 'notStarted' };
  return { label, href, status: 'cannotStart', hint: ui.t('report.tasks.blocked', { sections: ui.format.list(blocking) }) };
}
