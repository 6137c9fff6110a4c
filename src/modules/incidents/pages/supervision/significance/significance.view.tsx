import { errorTexts } from '#platform/forms/error-texts.ts';
import { type FormState, fieldOf } from '#platform/forms/form.ts';
import { Radios } from '#platform/ui/choice-fields.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { incidentPaths } from '../../../paths.ts';
import { ActPage } from '../act-page.tsx';
import { ReasonField } from '../close-incident/close-incident.view.tsx';
import type { IncidentData } from '../show-incident/show-incident.query.ts';
import { writeSeen } from './significance.form.ts';

interface Props {
  data: IncidentData;
  form: FormState;
}

export const significancePage = (props: Props) => <SignificancePage {...props} />;

function SignificancePage({ data, form }: Props) {
  const { t } = useUi();
  const { record, computed } = data;
  const errors = errorTexts(form, t);
  const says = computed === null ? 'undecided' : computed ? 'significant' : 'notSignificant';
  const isOverride = record.significantSource === 'override';
  return (
    <ActPage
      data={data}
      form={form}
      title={t('supervision.act.significance')}
      lede={t('supervision.act.significance.lede')}
      action={incidentPaths.significance.link({ params: { incidentId: record.id } })}
      button={t('supervision.act.significance.save')}
      hidden={{ seen: writeSeen(record) }}
      before={
        <p class="v-text">
          {t(`supervision.act.significance.reports.${says}`)} {isOverride && t('supervision.incident.override')}
        </p>
      }
    >
      <Radios
        name="decision"
        label={t('supervision.act.significance.decision')}
        options={[
          { value: 'significant', label: t('ui.status.significant') },
          { value: 'notSignificant', label: t('ui.status.notSignificant') },
          ...(isOverride
            ? [{ value: 'release', label: t('supervision.act.significance.release'), hint: t('supervision.act.significance.release.hint') }]
            : []),
        ]}
        value={fieldOf(form.values, 'decision')}
        error={errors.decision}
      />
      <ReasonField form={form} error={errors.reason} />
    </ActPage>
  );
}
