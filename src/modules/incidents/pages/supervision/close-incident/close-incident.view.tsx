import { errorTexts } from '#platform/forms/error-texts.ts';
import { type FormState, fieldOf } from '#platform/forms/form.ts';
import { Radios } from '#platform/ui/choice-fields.tsx';
import { Message } from '#platform/ui/feedback.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { TextArea } from '#platform/ui/text-fields.tsx';
import { reasonLimit } from '../../../domain/formats.ts';
import { closingOutcomes } from '../../../domain/outcome.ts';
import { incidentPaths } from '../../../paths.ts';
import { ActPage } from '../act-page.tsx';
import type { IncidentData } from '../show-incident/show-incident.query.ts';
import { lineName } from '../show-incident/words.ts';

interface Props {
  data: IncidentData;
  form: FormState;
}

export const closeIncidentPage = (props: Props) => <CloseIncidentPage {...props} />;
export const reopenIncidentPage = (props: Props) => <ReopenIncidentPage {...props} />;

function CloseIncidentPage({ data, form }: Props) {
  const { t } = useUi();
  const errors = errorTexts(form, t);
  return (
    <ActPage
      data={data}
      form={form}
      title={t('supervision.act.close.title', { reference: data.record.reference })}
      lede={t('supervision.act.close.lede')}
      action={incidentPaths.close.link({ params: { incidentId: data.record.id } })}
      button={t('supervision.act.close')}
      look="danger"
      before={<Unfinished data={data} />}
    >
      <Radios
        name="outcome"
        label={t('supervision.act.outcome')}
        options={closingOutcomes.map((value) => ({
          value,
          label: t(`supervision.outcome.${value}`),
          hint: t(`supervision.outcome.${value}.hint`),
        }))}
        value={fieldOf(form.values, 'outcome')}
        error={errors.outcome}
      />
      <ReasonField form={form} error={errors.reason} optional />
    </ActPage>
  );
}

/** The reports that closing would leave open. */
function Unfinished({ data: { lines } }: { data: IncidentData }) {
  const ui = useUi();
  const { t } = ui;
  const missing = lines.filter(({ state: { access } }) => access.kind === 'fillable' || access.kind === 'waiting');
  const unreviewed = lines.filter(({ versions }) => versions.length > 0 && versions.at(-1)?.verdict === null);
  const asked = lines.filter(({ versions }) => versions.at(-1)?.verdict === 'revision');
  const sentences = [
    ...missing.map((line) => t('supervision.act.close.notSubmitted', { stage: lineName(line, ui) })),
    ...unreviewed.map((line) => t('supervision.act.close.notReviewed', { stage: lineName(line, ui) })),
    ...asked.map((line) => t('supervision.act.close.revision', { stage: lineName(line, ui) })),
  ];
  if (sentences.length === 0) return null;
  return (
    <div class="v-messages v-text">
      <Message kind="warning" title={t('supervision.act.close.unfinished')}>
        <ul class="u-list">
          {sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </Message>
    </div>
  );
}

function ReopenIncidentPage({ data, form }: Props) {
  const { t } = useUi();
  return (
    <ActPage
      data={data}
      form={form}
      title={t('supervision.act.reopen.title', { reference: data.record.reference })}
      lede={t('supervision.act.reopen.lede')}
      action={incidentPaths.reopen.link({ params: { incidentId: data.record.id } })}
      button={t('supervision.act.reopen')}
    >
      <ReasonField form={form} error={errorTexts(form, t).reason} />
    </ActPage>
  );
}

export function ReasonField({ form, error, optional }: { form: FormState; error: string | undefined; optional?: boolean }) {
  const { t } = useUi();
  return (
    <TextArea
      name="reason"
      label={t('supervision.act.reason')}
      hint={t('supervision.act.reason.hint')}
      rows={2}
      limit={reasonLimit}
      value={fieldOf(form.values, 'reason')}
      error={error}
      optional={optional}
    />
  );
}
