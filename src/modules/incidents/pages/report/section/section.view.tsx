import { errorTexts } from '#platform/forms/error-texts.ts';
import type { FieldError } from '#platform/forms/form.ts';
import type { FormBody } from '#platform/http/route.ts';
import type { MessageKey } from '#platform/i18n/catalogue.ts';
import { wordsIn } from '#platform/i18n/foreign-text.ts';
import { Actions, Button } from '#platform/ui/button.tsx';
import { Message, SaveState } from '#platform/ui/feedback.tsx';
import { Form } from '#platform/ui/form.tsx';
import { Row, Stack } from '#platform/ui/layout.tsx';
import { Page } from '#platform/ui/page.tsx';
import { type Ui, useUi } from '#platform/ui/page-context.ts';
import type { AnswerProblem } from '../../../domain/answers.ts';
import type { FactProblem } from '../../../domain/facts.ts';
import { answerProblemText, factProblemText } from '../../../domain/problem-texts.ts';
import { incidentPaths } from '../../../paths.ts';
import type { SaveConflict } from '../../../services/edit-token.ts';
import { AccessNotice } from '../access-notice.tsx';
import { DraftForm } from '../draft-form.tsx';
import { ReportSplit, reportCrumbs, reportLink, reportName } from '../report-frame.tsx';
import { sectionLabel } from '../section-label.ts';
import type { Material, Section } from '../sections.ts';
import { EditorNotice } from '../task-list/draft-notices.tsx';
import { ContactsSection } from './contacts-section.tsx';
import { DatesSection } from './dates-section.tsx';
import { ImpactsSection } from './impacts-section.tsx';
import { QuestionsSection } from './questions-section.tsx';
import { ReadOnlySection } from './read-only-section.tsx';
import { baseField, factField, nextField } from './section.form.ts';

export interface SectionPageProps extends Material {
  section: Section;
  sections: readonly Section[];
  /** As typed or as stored; names are those of the form. */
  fields: FormBody;
  tokens: ReadonlyMap<string, string>;
  problems: ReadonlyMap<string, AnswerProblem>;
  factProblems?: readonly FactProblem[];
  errors: Record<string, FieldError>;
  conflicts: readonly SaveConflict[];
  /** What the regulator wrote beside a question, when it asks for a revision. */
  remarks: ReadonlyMap<string, string>;
  isReadOnly: boolean;
  /** Why nothing was stored. */
  notice?: { messageKey: string; values: Record<string, string | number> };
}

export const sectionPage = (props: SectionPageProps) => <SectionPage {...props} />;

const factLabel = (ui: Ui) => (fact: FactProblem['fact']) => ui.t(`report.fact.${fact}`);

/** Every sentence of the page, by field. */
function sentences({ problems, factProblems = [], errors, conflicts, notice }: SectionPageProps, ui: Ui): Record<string, string> {
  const texts: Record<string, string> = errorTexts({ values: {}, errors }, ui.t);
  for (const [key, problem] of problems) {
    const { messageKey, values } = answerProblemText(problem);
    texts[key] = ui.t(messageKey, values);
  }
  for (const problem of factProblems) {
    const { messageKey, values } = factProblemText(problem, factLabel(ui));
    texts[factField(problem.fact)] = ui.t(messageKey, values);
  }
  for (const { key, by } of conflicts) texts[key] = ui.t('report.conflict', { name: by });
  if (notice) texts[''] = ui.t(notice.messageKey as MessageKey, notice.values);
  return texts;
}

/** For the summary: in the order of the page, and missing answers by the name of their question. */
function summarySentences(props: SectionPageProps, ui: Ui): Record<string, string> {
  const texts = sentences(props, ui);
  const questions = props.section.page?.questions ?? [];
  const named = questions.flatMap(({ key, label }): [string, string][] => {
    const text = texts[key];
    if (text === undefined) return [];
    const isMissing =
      props.errors[key]?.messageKey === 'report.answer.missing' && !props.conflicts.some((conflict) => conflict.key === key);
    return [[key, isMissing ? ui.t('report.open.missing', { question: wordsIn(label, ui.language) }) : text]];
  });
  return {
    ...Object.fromEntries(named),
    ...Object.fromEntries(Object.entries(texts).filter(([key]) => !questions.some((q) => q.key === key))),
  };
}

function SectionPage(props: SectionPageProps) {
  const { report, section, sections, isReadOnly } = props;
  const ui = useUi();
  const { t, format } = ui;
  const label = sectionLabel(section, ui);
  const position = sections.findIndex(({ address }) => address === section.address) + 1;
  const saved = props.draft.row
    ? { state: 'saved' as const, time: format.time(props.draft.row.savedAt, report.incident.zone) }
    : { state: 'none' as const };
  return (
    <Page
      title={label}
      crumbs={reportCrumbs(report, ui, true)}
      errors={summarySentences(props, ui)}
      scripts={isReadOnly ? [] : ['incidents/report.js']}
    >
      <ReportSplit report={report}>
        <Stack space="small">
          <Row between>
            <span class="v-meta">{t('report.section.position', { report: reportName(report, ui), position, total: sections.length })}</span>
            {!isReadOnly && <SaveState status={saved} />}
          </Row>
          <h1>{label}</h1>
          {section.page?.intro && <p class="v-lede">{wordsIn(section.page.intro, ui.language)}</p>}
        </Stack>
        {isReadOnly ? <ReadOnly {...props} /> : <Editor {...props} />}
      </ReportSplit>
    </Page>
  );
}

function ReadOnly(props: SectionPageProps) {
  const { report, draft } = props;
  const { t } = useUi();
  return (
    <>
      <AccessNotice report={report} />
      {report.isOpen && draft.otherEditor && <EditorNotice report={report} editor={draft.otherEditor} />}
      <ReadOnlySection {...props} />
      <p>
        <a href={reportLink(report)}>{t('report.back')}</a>
      </p>
    </>
  );
}

function Editor(props: SectionPageProps) {
  const { report, section, draft, notice } = props;
  const ui = useUi();
  const { t } = ui;
  const texts = sentences(props, ui);
  const action = incidentPaths.reportSection.link({ params: { reportId: report.row.id, section: section.address } });
  return (
    <DraftForm section={section} draft={draft}>
      <Form action={action} guarded hidden={{ [baseField]: String(draft.baseNo) }} id="report-form">
        {notice && <NoticeActions {...props} />}
        {section.kind === 'questions' && <QuestionsSection {...props} />}
        {section.kind === 'dates' && <DatesSection {...props} texts={texts} />}
        {section.kind === 'impacts' && <ImpactsSection {...props} />}
        {section.kind === 'contacts' && <ContactsSection {...props} texts={texts} />}
        <Actions>
          <Button look="primary" name={nextField} value="on">
            {t('report.save')}
          </Button>
          <Button look="quiet" name={nextField} value="list">
            {t('report.saveAndList')}
          </Button>
        </Actions>
      </Form>
    </DraftForm>
  );
}

/** Nothing was stored, and nothing typed is lost: it stands in the fields below. */
function NoticeActions({ report, notice, draft }: SectionPageProps) {
  const { t } = useUi();
  if (notice?.messageKey === 'report.editedBy')
    return (
      <Message kind="warning" title={t('report.editedBy', notice.values as { name: string })}>
        <p>{t('report.editedBy.text')}</p>
        <Button name="takeOver" value="yes">
          {t('report.takeOverAndSave')}
        </Button>
      </Message>
    );
  const compared = notice?.messageKey === 'report.newerVersion' ? report.latest : undefined;
  return (
    <Message kind="warning" title={t('report.notSaved')}>
      <p>{t('report.notSaved.text')}</p>
      {compared && (
        <p>
          <a
            href={incidentPaths.reportVersion.link({
              params: { reportId: report.row.id, no: compared.no },
              query: { compare: draft.row ? 'draft' : '' },
            })}
          >
            {t('report.newerVersion.compare', { no: compared.no })}
          </a>
        </p>
      )}
    </Message>
  );
}
