import { wordsIn } from '#platform/i18n/foreign-text.ts';
import { Temporal } from '#platform/time/temporal.ts';
import { Actions, Button, LinkButton } from '#platform/ui/button.tsx';
import { Moment } from '#platform/ui/deadline-clock.tsx';
import { PostButton } from '#platform/ui/form.tsx';
import { Section } from '#platform/ui/layout.tsx';
import { SummaryList, type SummaryRow } from '#platform/ui/lists.tsx';
import { Facts, Page, PageHead } from '#platform/ui/page.tsx';
import { type Ui, useUi } from '#platform/ui/page-context.ts';
import { Answer, Remark } from '#platform/ui/review.tsx';
import { StatusTag } from '#platform/ui/status-tag.tsx';
import type { Answers } from '../../../domain/answer-value.ts';
import type { FormDefinition, FormPage } from '../../../domain/definition.ts';
import { visibleQuestions } from '../../../domain/questionnaire.ts';
import { incidentPaths } from '../../../paths.ts';
import type { CoveredReport } from '../../../queries/covered-reports.query.ts';
import type { OpenReport } from '../../../queries/open-report.query.ts';
import type { Version } from '../../../queries/report-versions.query.ts';
import type { SectorNode } from '../../../queries/sector-tree.query.ts';
import { CoveredTags } from '../../../views/covered-reports.tsx';
import { AnswerView } from '../answer-view.tsx';
import { ReportMeta, ReportSplit, reportCrumbs, reportLink, reportName } from '../report-frame.tsx';
import { ReviewNotice } from '../review-notice.tsx';
import { personText } from '../section-rows.tsx';
import { VersionList } from '../version-list.tsx';
import { Comparison } from './comparison.tsx';

export type Compared = { form: FormDefinition; answers: Answers } & (
  | { kind: 'version'; no: number }
  | { kind: 'draft'; isBehind: boolean }
);

export interface VersionProps {
  report: OpenReport;
  versions: readonly Version[];
  version: Version;
  /** The form as it was when the version was sent. */
  form: FormDefinition;
  answers: Answers;
  remarks: ReadonlyMap<string, string>;
  sectorTree: readonly SectorNode[];
  /** The reports this version answers too. */
  covered: readonly CoveredReport[];
  compared: Compared | undefined;
}

export const versionPage = (props: VersionProps) => <VersionPage {...props} />;

function VersionPage(props: VersionProps) {
  const { report, version, versions, compared } = props;
  const ui = useUi();
  const { t } = ui;
  const { submission } = version;
  const title = t('report.check.version', { report: reportName(report, ui), no: submission.no });
  const params = { reportId: report.row.id, no: submission.no };
  return (
    <Page title={title} crumbs={reportCrumbs(report, ui, true)}>
      <ReportSplit report={report}>
        <PageHead
          title={title}
          tags={<Tags {...props} />}
          meta={
            <>
              <ReportMeta report={report} />
              <Facts
                facts={[
                  { label: t('report.version.sent'), value: <Moment instant={submission.submittedAt} zone={report.incident.zone} /> },
                  { label: t('report.version.by'), value: `${submission.submitterName}, ${submission.organisationName}` },
                ]}
              />
            </>
          }
        />
        <ReviewNotice version={version} zone={report.incident.zone} />
        <Actions>
          <LinkButton icon="file-earmark-pdf" href={incidentPaths.receipt.link({ params })}>
            {t('report.receipt')}
          </LinkButton>
          <LinkButton icon="download" href={incidentPaths.submissionPdf.link({ params: { submissionId: submission.id } })}>
            {t('report.version.pdf')}
          </LinkButton>
        </Actions>
        <CompareLinks {...props} />
        {compared ? <Compare {...props} compared={compared} /> : <Content {...props} />}
        <p class="u-small">
          {t('report.sha256')}
          <br />
          <code>{submission.contentSha256}</code>
        </p>
        {versions.length > 1 && <VersionList report={report} versions={versions} />}
      </ReportSplit>
    </Page>
  );
}

function Tags({ version: { submission, review }, report, covered }: VersionProps) {
  const verdict = review?.verdict;
  return (
    <>
      <StatusTag status={verdict === 'passed' ? 'passed' : verdict === 'revision' ? 'revisionRequired' : 'underReview'} />
      {submission.late && <StatusTag status="late" />}
      <CoveredTags procedure={report.procedure} covered={covered} />
    </>
  );
}

function CompareLinks({ report, versions, version, compared }: VersionProps) {
  const { t } = useUi();
  const params = { reportId: report.row.id, no: version.submission.no };
  const others = versions.map(({ submission }) => submission.no).filter((no) => no !== version.submission.no);
  if (others.length === 0 && !compared) return null;
  return (
    <p class="v-row">
      {others.map((no) => (
        <a key={no} href={incidentPaths.reportVersion.link({ params, query: { compare: String(no) } })}>
          {t('report.compare.with', { no })}
        </a>
      ))}
      {compared && <a href={incidentPaths.reportVersion.link({ params })}>{t('report.compare.off')}</a>}
    </p>
  );
}

function Compare(props: VersionProps & { compared: Compared }) {
  const { compared, form, answers, version, report } = props;
  const { t } = useUi();
  const self = { form, answers };
  if (compared.kind === 'draft')
    return (
      <Section id="comparison" title={t('report.compare.draft', { no: version.submission.no })}>
        <Comparison before={self} after={compared} />
        {compared.isBehind && report.isOpen && (
          <Actions>
            <PostButton action={reportLink(report)} fields={{ intent: 'rebase' }}>
              <Button look="primary">{t('report.rebase', { no: version.submission.no })}</Button>
            </PostButton>
            <LinkButton look="danger" href={incidentPaths.discardDraft.link({ params: { reportId: report.row.id } })}>
              {t('report.discard')}
            </LinkButton>
          </Actions>
        )}
      </Section>
    );
  const [before, after] = compared.no < version.submission.no ? [compared, self] : [self, compared];
  const [from, to] = [Math.min(compared.no, version.submission.no), Math.max(compared.no, version.submission.no)];
  return (
    <Section id="comparison" title={t('report.compare.title', { from, to })}>
      <Comparison before={before} after={after} />
    </Section>
  );
}

/** As it was sent: with the labels, the order and the conditions of its own form version. */
function Content(props: VersionProps) {
  const { form, answers } = props;
  const ui = useUi();
  const visible = new Set(visibleQuestions(form, answers, props.version.submission).map(({ key }) => key));
  return (
    <>
      <Section id="dates" title={ui.t('report.section.dates')}>
        <SummaryList form="two" rows={dateRows(props, ui)} />
      </Section>
      {form.pages.map((page) => (
        <PageAnswers key={page.key} {...props} page={page} visible={visible} />
      ))}
      <Section id="contacts" title={ui.t('report.section.contacts')}>
        <SummaryList form="two" rows={contactRows(props, ui)} />
      </Section>
    </>
  );
}

function PageAnswers({ page, visible, answers, remarks, report }: VersionProps & { page: FormPage; visible: ReadonlySet<string> }) {
  const { t, language } = useUi();
  const questions = page.questions.filter(({ key }) => visible.has(key));
  if (questions.length === 0) return null;
  return (
    <Section id={`page-${page.key}`} title={wordsIn(page.label, language)}>
      <div>
        {questions.map((question) => {
          const remark = remarks.get(question.key);
          return (
            <Answer
              key={question.key}
              id={`q-${question.key}`}
              question={wordsIn(question.label, language)}
              remarks={remark && <Remark by={wordsIn(report.regulator.name, language)}>{remark}</Remark>}
            >
              {answers.has(question.key) ? (
                <AnswerView question={question} value={answers.get(question.key)} />
              ) : (
                <p class="u-quiet">{t('ui.notGiven')}</p>
              )}
            </Answer>
          );
        })}
      </div>
    </Section>
  );
}

function dateRows({ report, version: { submission } }: VersionProps, { t }: Ui): SummaryRow[] {
  return report.procedure.facts.map(({ fact }) => {
    const value = submission.facts[fact];
    return {
      label: t(`report.fact.${fact}`),
      value: value ? <Moment instant={Temporal.Instant.from(value.at)} zone={value.zone} /> : t('report.fact.unknown'),
    };
  });
}

function contactRows({ report, version: { submission }, sectorTree }: VersionProps, { t, language, format }: Ui): SummaryRow[] {
  const { contacts, sectors, impacts } = submission;
  const sectorNames = sectorTree.filter(({ slug }) => sectors.includes(slug)).map(({ name }) => wordsIn(name, language));
  const impactNames = report.procedure.impacts.filter(({ key }) => impacts.includes(key)).map(({ label }) => wordsIn(label, language));
  return [
    { label: t('report.contact.primary'), value: personText(contacts.primary) },
    { label: t('report.contact.technical'), value: contacts.technical ? personText(contacts.technical) : t('report.contact.samePerson') },
    ...(sectors.length > 0 ? [{ label: t('report.sectors'), value: format.list(sectorNames) }] : []),
    ...(report.stage.impacts ? [{ label: t('report.section.impacts'), value: impactNames.join('; ') || t('report.impacts.none') }] : []),
  ];
}
