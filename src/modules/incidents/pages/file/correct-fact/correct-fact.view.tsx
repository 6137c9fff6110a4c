import { errorTexts } from '#platform/forms/error-texts.ts';
import { type FormState, fieldOf } from '#platform/forms/form.ts';
import type { Translate } from '#platform/i18n/catalogue.ts';
import { wordsIn } from '#platform/i18n/foreign-text.ts';
import { Actions, Button } from '#platform/ui/button.tsx';
import { Checkbox, Radios } from '#platform/ui/choice-fields.tsx';
import { DateTimeField } from '#platform/ui/date-time-field.tsx';
import { Message } from '#platform/ui/feedback.tsx';
import { Form } from '#platform/ui/form.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { TextArea } from '#platform/ui/text-fields.tsx';
import { type Fact, facts } from '../../../domain/condition.ts';
import { reasonLimit } from '../../../domain/formats.ts';
import { incidentPaths } from '../../../paths.ts';
import { offeredZones } from '../../../views/time-zones.ts';
import { fileCrumbs } from '../crumbs.ts';
import { momentField, readMoment, repeatedField, typedMoment } from './correct-fact.form.ts';
import type { Correctable, FactChoice } from './correct-fact.query.ts';

interface CorrectFactProps {
  correctable: Correctable;
  choice: FactChoice;
  form: FormState;
  /** Somebody else changed the date since the form was opened: both values are shown. */
  isStale: boolean;
}

export const correctFactPage = (props: CorrectFactProps) => <CorrectFactPage {...props} />;

const isFact = (text: unknown): text is Fact => facts.some((fact) => fact === text);

/** The sentences of a refused correction name facts by their code: here they get the reader's words. */
function factErrorTexts(form: FormState, t: Translate): Record<string, string> {
  const label = (value: string | number) => (isFact(value) ? t(`file.fact.${value}`) : value);
  const errors = Object.entries(form.errors).map(([name, { messageKey, values = {} }]) => [
    name,
    { messageKey, values: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, label(value)])) },
  ]);
  return errorTexts({ ...form, errors: Object.fromEntries(errors) }, t);
}

function CorrectFactPage({ correctable, choice, form, isStale }: CorrectFactProps) {
  const { t, language } = useUi();
  const { file, incident } = correctable;
  const errors = factErrorTexts(form, t);
  const title = t('file.correct.title', { fact: t(`file.fact.${choice.fact}`) });
  const action = incidentPaths.correctOwnFact.link({ params: { fileId: file.id, incidentId: incident.id } });
  return (
    <Page title={title} crumbs={fileCrumbs(t, file)} errors={errors}>
      <PageHead
        title={title}
        lede={t('file.correct.lede')}
        meta={t('file.correct.of', { law: wordsIn(incident.law, language), reference: incident.reference })}
      />
      {isStale && <Stale choice={choice} />}
      <Form
        action={action}
        hidden={{ fact: choice.fact, seen: isStale ? (choice.current?.id ?? '') : fieldOf(form.values, 'seen') }}
        guarded
      >
        <MomentField choice={choice} form={form} error={errors[momentField]} zone={incident.zone} />
        {!choice.mandatory && choice.current?.at && (
          <Checkbox
            name="takeBack"
            label={t('file.correct.takeBack')}
            hint={t('file.correct.takeBack.hint')}
            checked={fieldOf(form.values, 'takeBack') === 'yes'}
          />
        )}
        {(errors.confirm || fieldOf(form.values, 'confirm')) && (
          <Checkbox
            name="confirm"
            label={t('file.correct.confirm')}
            error={errors.confirm}
            checked={fieldOf(form.values, 'confirm') === 'yes'}
          />
        )}
        <TextArea
          name="reason"
          label={t('file.correct.reason')}
          hint={t('file.correct.reason.hint')}
          limit={reasonLimit}
          value={fieldOf(form.values, 'reason')}
          error={errors.reason}
        />
        <Actions>
          <Button>{t('file.correct.save')}</Button>
          <a href={incidentPaths.file.link({ params: { fileId: file.id } })}>{t('file.cancel')}</a>
        </Actions>
      </Form>
    </Page>
  );
}

function Stale({ choice: { current } }: { choice: FactChoice }) {
  const { t, format } = useUi();
  return (
    <Message kind="warning" title={t('file.correct.changed')} announce>
      <p>{current?.at ? t('file.correct.now', { when: format.dateTime(current.at, current.zone) }) : t('file.correct.nowUnknown')}</p>
      {current?.reason && <p>{t('file.correction.reason', { reason: current.reason })}</p>}
    </Message>
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
  const missing = !reading.ok && reading.problem.code === 'missingParts' ? reading.problem.parts : undefined;
  return (
    <>
      <DateTimeField
        name={momentField}
        label={t(`file.happened.${choice.fact}`)}
        value={typedMoment(form.values, zone)}
        zones={offeredZones}
        error={error}
        invalid={missing}
        {...(reading.ok && { understood: reading.value })}
      />
      {repeated && (
        <Radios
          name={repeatedField}
          label={t('file.correct.repeated')}
          value={fieldOf(form.values, repeatedField)}
          options={[
            { value: 'earlier', label: t('file.correct.repeated.earlier', { when: format.dateTime(repeated.earlier, repeated.zone) }) },
            { value: 'later', label: t('file.correct.repeated.later', { when: format.dateTime(repeated.later, repeated.zone) }) },
          ]}
        />
      )}
    </>
  );
}
