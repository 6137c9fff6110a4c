import { errorTexts } from '#platform/forms/error-texts.ts';
import { type FormState, fieldOf } from '#platform/forms/form.ts';
import type { Translate } from '#platform/i18n/catalogue.ts';
import { Checkbox, Radios } from '#platform/ui/choice-fields.tsx';
import { DateTimeField } from '#platform/ui/date-time-field.tsx';
import { Moment } from '#platform/ui/deadline-clock.tsx';
import { Message } from '#platform/ui/feedback.tsx';
import { SummaryList } from '#platform/ui/lists.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { type Fact, facts } from '../../../domain/condition.ts';
import { incidentPaths } from '../../../paths.ts';
import { offeredZones } from '../../../views/time-zones.ts';
import { momentField, readMoment, repeatedField, typedMoment } from '../../file/correct-fact/correct-fact.form.ts';
import { ActPage } from '../act-page.tsx';
import { ReasonField } from '../close-incident/close-incident.view.tsx';
import { incidentCrumbs } from '../crumbs.ts';
import type { FactRecord, IncidentData } from '../show-incident/show-incident.query.ts';

export interface FactChoice {
  fact: Fact;
  mandatory: boolean;
  current: FactRecord | undefined;
}

interface Props {
  data: IncidentData;
  choice: FactChoice;
  form: FormState;
  /** Somebody else changed the date since the form was opened: both values are shown. */
  isStale: boolean;
}

export const chooseFactPage = (props: { data: IncidentData; choices: readonly FactChoice[] }) => <ChooseFactPage {...props} />;
export const correctFactPage = (props: Props) => <CorrectFactPage {...props} />;

function ChooseFactPage({ data, choices }: { data: IncidentData; choices: readonly FactChoice[] }) {
  const ui = useUi();
  const { t } = ui;
  const params = { incidentId: data.record.id };
  return (
    <Page title={t('supervision.act.correct')} crumbs={incidentCrumbs(ui, data.record)}>
      <PageHead title={t('supervision.act.correct')} lede={t('supervision.act.correct.lede')} />
      <SummaryList
        rows={choices.map(({ fact, current }) => ({
          label: t(`supervision.fact.${fact}`),
          value: current?.at ? (
            <Moment instant={current.at} zone={current.zone} />
          ) : (
            <span class="u-quiet">{t('supervision.incident.notYet')}</span>
          ),
          changeHref: incidentPaths.correctFact.link({ params, query: { fact } }),
          changeLabel: t('supervision.incident.correct'),
        }))}
      />
    </Page>
  );
}

const isFact = (text: unknown): text is Fact => facts.some((fact) => fact === text);

/** The sentences of a refused correction name facts by their code: here they get the reader's words. */
function factErrorTexts(form: FormState, t: Translate): Record<string, string> {
  const label = (value: string | number) => (isFact(value) ? t(`supervision.fact.${value}`) : value);
  const errors = Object.entries(form.errors).map(([name, { messageKey, values = {} }]) => [
    name,
    { messageKey, values: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, label(value)])) },
  ]);
  return errorTexts({ ...form, errors: Object.fromEntries(errors) }, t);
}

function CorrectFactPage({ data, choice, form, isStale }: Props) {
  const { t } = useUi();
  const { record } = data;
  const errors = factErrorTexts(form, t);
  const value = (name: string) => fieldOf(form.values, name);
  return (
    <ActPage
      data={data}
      form={form}
      errors={errors}
      title={t('supervision.act.correct.title', { fact: t(`supervision.fact.${choice.fact}`) })}
      lede={t('supervision.act.correct.lede')}
      action={incidentPaths.correctFact.link({ params: { incidentId: record.id } })}
      button={t('supervision.act.correct.save')}
      hidden={{ fact: choice.fact, seen: isStale ? (choice.current?.id ?? '') : value('seen') }}
      before={isStale && <Stale choice={choice} />}
    >
      <MomentField choice={choice} form={form} error={errors[momentField]} zone={record.zone} />
      {!choice.mandatory && choice.current?.at && (
        <Checkbox
          name="takeBack"
          label={t('supervision.act.correct.takeBack')}
          hint={t('supervision.act.correct.takeBack.hint')}
          checked={value('takeBack') === 'yes'}
        />
      )}
      {(errors.confirm || value('confirm')) && (
        <Checkbox name="confirm" label={t('supervision.act.correct.confirm')} error={errors.confirm} checked={value('confirm') === 'yes'} />
      )}
      <ReasonField form={form} error={errors.reason} />
    </ActPage>
  );
}

function Stale({ choice: { current } }: { choice: FactChoice }) {
  const { t, format } = useUi();
  return (
    <div class="v-messages v-text">
      <Message kind="warning" title={t('file.correct.changed')} announce>
        {current?.at
          ? t('supervision.act.correct.now', { when: format.dateTime(current.at, current.zone) })
          : t('supervision.act.correct.nowUnknown')}
      </Message>
    </div>
  );
}

interface MomentFieldProps {
  choice: FactChoice;
  form: FormState;
  error: string | undefined;
  zone: string;
}

function MomentField({ choice, form, error, zone }: MomentFieldProps) {
  const { t, format } = useUi();
  const { reading } = readMoment(form.values, zone);
  const twice = readMoment({ ...form.values, [repeatedField]: '' }, zone).reading;
  const repeated = !twice.ok && twice.problem.code === 'repeatedTime' ? twice.problem : undefined;
  return (
    <>
      <DateTimeField
        name={momentField}
        label={t(`supervision.happened.${choice.fact}`)}
        value={typedMoment(form.values, zone)}
        zones={offeredZones}
        error={error}
        {...(reading.ok && { understood: reading.value })}
      />
      {repeated && (
        <Radios
          name={repeatedField}
          label={t('supervision.act.correct.repeated')}
          value={fieldOf(form.values, repeatedField)}
          options={[
            { value: 'earlier', label: format.dateTime(repeated.earlier, repeated.zone) },
            { value: 'later', label: format.dateTime(repeated.later, repeated.zone) },
          ]}
        />
      )}
    </>
  );
}
