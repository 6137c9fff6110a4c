import { errorTexts } from '#platform/forms/error-texts.ts';
import { type FormState, fieldOf } from '#platform/forms/form.ts';
import { wordsIn } from '#platform/i18n/foreign-text.ts';
import { Temporal } from '#platform/time/temporal.ts';
import { Actions, Button } from '#platform/ui/button.tsx';
import { Checkbox } from '#platform/ui/choice-fields.tsx';
import { Message } from '#platform/ui/feedback.tsx';
import { Form } from '#platform/ui/form.tsx';
import { Section as PagePart, Panel } from '#platform/ui/layout.tsx';
import { SummaryList } from '#platform/ui/lists.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { RegulationTag, StatusTag } from '#platform/ui/status-tag.tsx';
import { actOf } from '../../../domain/definition.ts';
import { incidentPaths } from '../../../paths.ts';
import { stageLabel } from '../../../views/due-words.ts';
import { AccessNotice } from '../access-notice.tsx';
import { type OpenPoint, openPoints } from '../open-points.ts';
import { ReportMeta, ReportSplit, reportCrumbs, reportLink, reportName } from '../report-frame.tsx';
import { sectionLabel } from '../section-label.ts';
import { sectionRows } from '../section-rows.tsx';
import { type Material, type Section, sectionsOf } from '../sections.ts';
import { DraftNotices } from '../task-list/draft-notices.tsx';

export interface CheckProps extends Material {
  form: FormState;
  /** The idempotency key of this page. */
  key: string;
}

export const checkPage = ({ key, ...props }: CheckProps) => <CheckPage {...props} sendKey={key} />;

type Props = Omit<CheckProps, 'key'> & { sendKey: string };

function CheckPage(props: Props) {
  const { report, draft, form } = props;
  const ui = useUi();
  const { t } = ui;
  const points = openPoints(props, ui);
  const title = t('report.check.title');
  return (
    <Page title={title} crumbs={reportCrumbs(report, ui, true)} errors={errorTexts(form, t)}>
      <ReportSplit report={report}>
        <PageHead title={title} meta={<ReportMeta report={report} />} />
        <AccessNotice report={report} />
        <DraftNotices report={report} draft={draft} />
        {report.isOpen && points.length > 0 && <OpenPoints points={points} />}
        {sectionsOf(props).map((section) => (
          <Answers key={section.address} {...props} section={section} />
        ))}
        {report.isOpen && points.length === 0 && !draft.newerForm && <Send {...props} />}
        <p>
          <a href={reportLink(report)}>{t('report.back')}</a>
        </p>
      </ReportSplit>
    </Page>
  );
}

function OpenPoints({ points }: { points: readonly OpenPoint[] }) {
  const { t } = useUi();
  return (
    <Message kind="warning" title={t('report.check.open', { count: points.length })}>
      <ul class="u-list">
        {points.map(({ text, href }) => (
          <li key={href + text}>
            <a href={href}>{text}</a>
          </li>
        ))}
      </ul>
    </Message>
  );
}

function Answers({ section, ...material }: Props & { section: Section }) {
  const ui = useUi();
  const { report } = material;
  const changeHref = incidentPaths.reportSection.link({ params: { reportId: report.row.id, section: section.address } });
  const rows = sectionRows(material, section, ui);
  return (
    <PagePart id={`section-${section.address}`} title={sectionLabel(section, ui)}>
      <SummaryList rows={report.isOpen ? rows.map((row) => ({ ...row, changeHref })) : rows} />
    </PagePart>
  );
}

/** What the click does, before it is done: which act, to whom, in time or not. */
function Send({ report, draft, form, sendKey, now }: Props) {
  const ui = useUi();
  const { t, language, format } = ui;
  const errors = errorTexts(form, t);
  const name = reportName(report, ui);
  const regulator = wordsIn(report.regulator.name, language);
  const { due } = report.state;
  const isLate = !report.latest && due.kind === 'due' && Temporal.Instant.compare(now, due.at) >= 0;
  const waiting = report.stage.covers.filter((key) => report.states.some((state) => state.stage === key && !state.isSubmitted));
  const covered = report.procedure.stages.filter(({ key }) => waiting.includes(key));
  const coveredLate = report.states.filter((state) => waiting.includes(state.stage) && state.isOverdue);
  return (
    <>
      {isLate && due.kind === 'due' && (
        <Message kind="warning" title={t('report.check.late')}>
          {t('report.check.late.text', { due: format.dateTime(due.at, report.incident.zone) })}
        </Message>
      )}
      {coveredLate.length > 0 && (
        <Message kind="warning" title={t('report.check.late')}>
          {coveredLate.map(({ stage, due: missed }) => (
            <p key={stage}>
              {missed.kind === 'due' &&
                t('report.check.coveredLate', {
                  report: stageLabel(report.procedure, stage, language),
                  due: format.dateTime(missed.at, report.incident.zone),
                })}
            </p>
          ))}
        </Message>
      )}
      <Panel look="flat" title={t('report.check.what')}>
        <p class="v-row v-row--between">
          <span>
            <b>{t('report.check.version', { report: name, no: draft.baseNo + 1 })}</b>
            <br />
            <RegulationTag>{actOf(report.procedure)}</RegulationTag> {regulator}, {report.incident.reference}
          </span>
          {due.kind === 'due' && !report.latest && <StatusTag status={isLate ? 'late' : 'onTime'} />}
        </p>
        {covered.length > 0 && (
          <p>{t('report.check.covers', { reports: format.list(covered.map(({ label }) => wordsIn(label, language))) })}</p>
        )}
        <p class="u-quiet">{t('report.check.others')}</p>
        <Form
          action={incidentPaths.reportCheck.link({ params: { reportId: report.row.id } })}
          hidden={{ base: String(draft.baseNo), key: sendKey }}
        >
          <Checkbox
            name="confirmed"
            label={t('report.check.confirm')}
            checked={fieldOf(form.values, 'confirmed') === 'yes'}
            error={errors.confirmed}
          />
          <Actions>
            <Button look="primary" icon="send">
              {t('report.check.send', { report: name, regulator })}
            </Button>
          </Actions>
        </Form>
      </Panel>
    </>
  );
}
