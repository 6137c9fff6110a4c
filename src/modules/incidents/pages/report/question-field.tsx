/** One question of a form as a field, for every type of decisions.md D10. Names are those that `parseFormAnswer` reads. */
import type { ComponentChildren } from 'preact';
import { wordsIn } from '#platform/i18n/foreign-text.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import { DurationField, MoneyField, NumberField } from '#platform/ui/amount-fields.tsx';
import { Checkbox, Checkboxes, Radios, Select } from '#platform/ui/choice-fields.tsx';
import { DateField, type DatePart, DateTimeField } from '#platform/ui/date-time-field.tsx';
import { type FieldProps, fieldId } from '#platform/ui/field.tsx';
import { CountryList } from '#platform/ui/list-fields.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { TextArea, TextField } from '#platform/ui/text-fields.tsx';
import { type AnswerProblem, takesDetails } from '../../domain/answers.ts';
import type { Question } from '../../domain/definition.ts';
import { answerProblemText } from '../../domain/problem-texts.ts';
import { GroupField } from './group-field.tsx';
import type { QuestionFieldProps } from './question-props.ts';
import { RegionsField } from './regions-field.tsx';
import { commonZones } from './zones.ts';

const first = (value: string | string[] | undefined): string => (Array.isArray(value) ? value[0] : value) ?? '';
const all = (value: string | string[] | undefined): string[] => (Array.isArray(value) ? value : value ? [value] : []);
/** More options than this become a list to open. */
const longestRadios = 8;

/** The sentence for a field, or undefined. */
function useProblemText(problem: AnswerProblem | undefined, missing: boolean | undefined): string | undefined {
  const { t } = useUi();
  if (problem) {
    const { messageKey, values } = answerProblemText(problem);
    return t(messageKey, values);
  }
  return missing ? t('report.answer.missing') : undefined;
}

export function QuestionField(props: QuestionFieldProps) {
  const { question, name, required, origin, problem, missing } = props;
  const { language } = useUi();
  const field: FieldProps = {
    name,
    label: wordsIn(question.label, language),
    hint: question.hint && wordsIn(question.hint, language),
    error: useProblemText(problem, missing),
    optional: !required,
    origin,
    large: name === question.key,
  };
  return control(props, field);
}

function control(props: QuestionFieldProps, field: FieldProps): ComponentChildren {
  const { question, name, fields } = props;
  const one = (part?: string) => first(fields[part ? `${name}.${part}` : name]);
  switch (question.type) {
    case 'longText':
      return <TextArea {...field} value={one()} rows={6} limit={question.max} />;
    case 'single':
    case 'multi':
      return <ChoiceField {...props} field={field} />;
    case 'boolean':
      return <BooleanField field={field} value={one()} />;
    case 'integer':
      return <NumberField {...field} value={one()} />;
    case 'decimal':
      return <NumberField {...field} value={one()} decimals />;
    case 'percentage':
      return <NumberField {...field} value={one()} decimals unit="%" />;
    case 'money':
      return <MoneyField {...field} value={{ amount: one('amount'), ...(one('currency') && { currency: one('currency') }) }} />;
    case 'duration':
      return <DurationField {...field} value={{ days: one('days'), hours: one('hours'), minutes: one('minutes') }} />;
    case 'date':
      return <DateField {...field} value={{ day: one('day'), month: one('month'), year: one('year') }} {...invalidParts(props.problem)} />;
    case 'dateTime':
      return <MomentField {...props} field={field} />;
    case 'countries':
      return <CountryList {...field} value={all(fields[name])} />;
    case 'regions':
      return <RegionsField {...field} value={all(fields[name])} />;
    case 'group':
      return <GroupField {...props} field={field} item={(item) => <QuestionField {...item} />} />;
    default:
      return <TextField {...field} value={one()} {...lineAttributes(question.type)} />;
  }
}

function lineAttributes(type: Question['type']) {
  if (type === 'email') return { type: 'email', autocomplete: 'off' } as const;
  if (type === 'phone') return { type: 'tel', autocomplete: 'off', width: 'medium' } as const;
  if (type === 'url') return { type: 'url', autocomplete: 'off' } as const;
  return type === 'lei' ? ({ width: 'medium' } as const) : {};
}

function BooleanField({ field, value }: { field: FieldProps; value: string }) {
  const { t } = useUi();
  const options = [
    { value: 'true', label: t('report.answer.yes') },
    { value: 'false', label: t('report.answer.no') },
    ...(field.optional && value ? [{ value: '', label: t('report.answer.none') }] : []),
  ];
  return <Radios {...field} options={options} value={value} inline />;
}

/** Details belong to the whole question: they are an answer without any choice too (incidents.md check 17). */
function ChoiceField({ question, name, fields, field }: QuestionFieldProps & { field: FieldProps }) {
  const { t, language } = useUi();
  const options = (question.options ?? []).map(({ key, label }) => ({ value: key, label: wordsIn(label, language) }));
  const named = { ...field, name: `${name}.option`, id: fieldId(name) };
  const chosen = all(fields[`${name}.option`]);
  const details = takesDetails(question) && (
    <TextArea
      name={`${name}.details`}
      label={t('report.answer.details', { question: field.label })}
      value={first(fields[`${name}.details`])}
      rows={2}
      optional
    />
  );
  const none = field.optional && chosen.length > 0 ? [{ value: '', label: t('report.answer.none') }] : [];
  if (question.type === 'multi')
    return (
      <>
        <Checkboxes {...named} options={options} value={chosen} />
        {details}
      </>
    );
  return (
    <>
      {options.length > longestRadios ? (
        <Select {...named} options={options} value={chosen[0] ?? ''} placeholder={t('ui.choose')} />
      ) : (
        <Radios {...named} options={[...options, ...none]} value={chosen[0]} />
      )}
      {details}
    </>
  );
}

const invalidParts = (problem: AnswerProblem | undefined): { invalid?: readonly DatePart[] } => {
  if (problem?.code === 'missingParts') return { invalid: problem.parts };
  return problem?.code === 'notANumber' ? { invalid: [problem.part] } : {};
};

interface MomentFieldProps extends Pick<QuestionFieldProps, 'name' | 'fields' | 'problem' | 'zone'> {
  field: FieldProps;
  /** Whether "this is an estimate" is offered. */
  estimate?: boolean | undefined;
}

/** A moment; when the clocks show it twice, the person says which of the two it was. */
export function MomentField({ name, fields, problem, zone, field, estimate = true }: MomentFieldProps) {
  const { t, format } = useUi();
  const one = (part: string) => first(fields[`${name}.${part}`]);
  const value = {
    day: one('day'),
    month: one('month'),
    year: one('year'),
    hour: one('hour'),
    minute: one('minute'),
    zone: one('zone') || zone,
  };
  const twice = problem?.code === 'repeatedTime' ? problem : undefined;
  const moment = (at: Temporal.Instant) => format.dateTime(at, value.zone);
  return (
    <>
      <DateTimeField {...field} value={value} zones={commonZones} {...invalidParts(problem)} />
      {(twice || one('repeated')) && (
        <Radios
          name={`${name}.repeated`}
          label={t('report.date.repeated')}
          options={[
            { value: 'earlier', label: twice ? moment(twice.earlier) : t('report.date.earlier') },
            { value: 'later', label: twice ? moment(twice.later) : t('report.date.later') },
          ]}
          value={one('repeated')}
        />
      )}
      {estimate && <Checkbox name={`${name}.estimate`} value="true" label={t('ui.date.estimate')} checked={one('estimate') !== ''} />}
    </>
  );
}
