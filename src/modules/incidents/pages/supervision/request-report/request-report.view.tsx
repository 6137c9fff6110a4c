import { errorTexts } from '#platform/forms/error-texts.ts';
import { type FormState, fieldOf } from '#platform/forms/form.ts';
import { wordsIn } from '#platform/i18n/foreign-text.ts';
import { Radios } from '#platform/ui/choice-fields.tsx';
import { DateTimeField } from '#platform/ui/date-time-field.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { TextArea } from '#platform/ui/text-fields.tsx';
import { requestArticle } from '../../../domain/definition.ts';
import { incidentPaths } from '../../../paths.ts';
import { ActPage } from '../act-page.tsx';
import type { IncidentData } from '../show-incident/show-incident.query.ts';
import { dueField, requestNoteLimit, typedDue } from './request-report.form.ts';

interface Props {
  data: IncidentData;
  form: FormState;
}

export const requestReportPage = (props: Props) => <RequestReportPage {...props} />;

function RequestReportPage({ data, form }: Props) {
  const { t, language } = useUi();
  const { record, procedure } = data;
  const errors = errorTexts(form, t);
  const stages = procedure.stages.filter(({ kind }) => kind === 'onRequest');
  return (
    <ActPage
      data={data}
      form={form}
      title={t('supervision.act.request')}
      lede={t('supervision.act.request.lede')}
      action={incidentPaths.requestReport.link({ params: { incidentId: record.id } })}
      button={t('supervision.act.request.send')}
    >
      <Radios
        name="stage"
        label={t('supervision.act.request.stage')}
        options={stages.map((stage) => ({ value: stage.key, label: wordsIn(stage.label, language), hint: requestArticle(stage) }))}
        value={fieldOf(form.values, 'stage') || stages[0]?.key}
        error={errors.stage}
      />
      <TextArea
        name="note"
        label={t('supervision.act.request.note')}
        hint={t('supervision.act.request.note.hint')}
        limit={requestNoteLimit}
        value={fieldOf(form.values, 'note')}
        error={errors.note}
      />
      <DateTimeField
        name={dueField}
        label={t('supervision.act.request.due')}
        hint={t('supervision.act.request.due.hint')}
        optional
        value={{ ...typedDue(form.values), zone: record.zone }}
        error={errors[dueField]}
      />
    </ActPage>
  );
}
