import { errorTexts } from '#platform/forms/error-texts.ts';
import { type FormState, fieldOf } from '#platform/forms/form.ts';
import type { Translate } from '#platform/i18n/catalogue.ts';
import { isTimeZone } from '#platform/time/time-zone.ts';
import { Radios } from '#platform/ui/choice-fields.tsx';
import { DateTimeField } from '#platform/ui/date-time-field.tsx';
import { Stack } from '#platform/ui/layout.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { type Fact, facts } from '../../../domain/condition.ts';
import type { AskedFact } from '../../../domain/notify-journey.ts';
import { offeredZones } from '../../../views/time-zones.ts';
import { isBlank, readMoment, repeatedField, typedMoment } from './facts.form.ts';

// texts: notify.fact.*
const isFact = (text: unknown): text is Fact => facts.some((fact) => fact === text);

/** The sentences of a refused page of moments: they name facts in the reader's language. */
export function factErrorTexts(form: FormState, t: Translate): Record<string, string> {
  const label = (value: string | number) => (isFact(value) ? t(`notify.fact.${value}`) : value);
  const errors = Object.entries(form.errors).map(([name, { messageKey, values = {} }]) => [
    name,
    { messageKey, values: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, label(value)])) },
  ]);
  return errorTexts({ ...form, errors: Object.fromEntries(errors) }, t);
}

interface FactFieldsProps {
  asked: readonly AskedFact[];
  form: FormState;
  errors: Record<string, string>;
  zone: string;
}

/** One moment after the other, typed freely, in a zone that can be changed (interface.md B10, B11). */
export function FactFields({ asked, form, errors, zone }: FactFieldsProps) {
  return (
    <>
      {asked.map(({ fact, mandatory }) => (
        <FactField key={fact} fact={fact} mandatory={mandatory} form={form} error={errors[fact]} zone={zone} />
      ))}
    </>
  );
}

interface FactFieldProps extends AskedFact {
  form: FormState;
  error: string | undefined;
  zone: string;
}

function FactField({ fact, mandatory, form, error, zone }: FactFieldProps) {
  const { t, format } = useUi();
  const typed = typedMoment(form.values, fact, zone);
  const { reading } = readMoment(form.values, fact, zone);
  const problem = reading.ok || isBlank(typed) ? undefined : reading.problem;
  const choice = fieldOf(form.values, repeatedField(fact));
  const twice = readMoment({ ...form.values, [repeatedField(fact)]: '' }, fact, zone).reading;
  const repeated = !twice.ok && twice.problem.code === 'repeatedTime' ? twice.problem : undefined;
  return (
    <Stack>
      <DateTimeField
        name={fact}
        label={t(`notify.fact.${fact}.question`)}
        hint={t(`notify.fact.${fact}.hint`)}
        large={mandatory}
        optional={!mandatory}
        value={isTimeZone(typed.zone) ? typed : { ...typed, zone }}
        zones={offeredZones}
        error={error}
        {...(problem?.code === 'missingParts' && { invalid: problem.parts })}
        {...(reading.ok && { understood: reading.value })}
      />
      {repeated && (
        <Radios
          name={repeatedField(fact)}
          label={t('notify.facts.repeated')}
          value={choice}
          options={[
            { value: 'earlier', label: t('notify.facts.repeated.earlier', { when: format.dateTime(repeated.earlier, repeated.zone) }) },
            { value: 'later', label: t('notify.facts.repeated.later', { when: format.dateTime(repeated.later, repeated.zone) }) },
          ]}
        />
      )}
    </Stack>
  );
}
