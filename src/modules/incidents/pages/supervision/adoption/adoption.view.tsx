import { errorTexts } from '#platform/forms/error-texts.ts';
import { type FormState, fieldOf } from '#platform/forms/form.ts';
import { useUi } from '#platform/ui/page-context.ts';
import { TextField } from '#platform/ui/text-fields.tsx';
import { incidentPaths } from '../../../paths.ts';
import { ActPage } from '../act-page.tsx';
import { ReasonField } from '../close-incident/close-incident.view.tsx';
import type { IncidentData } from '../show-incident/show-incident.query.ts';

interface Props {
  data: IncidentData;
  form: FormState;
}

export const adoptionPage = (props: Props) => (props.data.record.notifierId ? <SuggestPage {...props} /> : <UndoPage {...props} />);

function SuggestPage({ data, form }: Props) {
  const { t } = useUi();
  const { record, adoption } = data;
  return (
    <ActPage
      data={data}
      form={form}
      title={t('outside.adoption.suggest')}
      lede={adoption ? t('outside.adoption.waiting', { operator: adoption.operator }) : t('outside.adoption.suggest.lede')}
      action={incidentPaths.settleAdoption.link({ params: { incidentId: record.id } })}
      button={t('outside.adoption.suggest.send')}
    >
      <TextField
        name="operator"
        label={t('outside.adoption.operator')}
        hint={t('outside.adoption.operator.hint')}
        value={fieldOf(form.values, 'operator') || record.operatorName}
        error={errorTexts(form, t).operator}
      />
    </ActPage>
  );
}

function UndoPage({ data, form }: Props) {
  const { t } = useUi();
  const { record } = data;
  return (
    <ActPage
      data={data}
      form={form}
      title={t('outside.adoption.undo')}
      lede={t('outside.adoption.undo.lede', { operator: record.operatorName })}
      action={incidentPaths.settleAdoption.link({ params: { incidentId: record.id } })}
      button={t('outside.adoption.undo')}
      look="danger"
      hidden={{ intent: 'undo' }}
    >
      <ReasonField form={form} error={errorTexts(form, t).reason} />
    </ActPage>
  );
}
