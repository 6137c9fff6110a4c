/** Posted form fields to answers and back. Field names are `<key>`, `<key>.option`, `<key>.day`, `<key>.<row>.<itemKey>` and so on. */
import { Temporal } from '#platform/time/temporal.ts';
import type { AnswerValue, DateTimeAnswer, GroupRow, SimpleAnswer } from './answer-value.ts';
import { isEmptyAnswer, isList } from './answer-value.ts';
import { type AnswerableQuestion, type AnswerCheck, type AnswerLists, type AnswerProblem, checkAnswer, isSimple } from './answers.ts';
import { currencyDecimals, durationOfMinutes, isCurrency, minutesOfDuration } from './formats.ts';
import { readDate, readWallTime, wallTimePartNames, writeWallTime } from './wall-time.ts';

export type FormFields = Readonly<Record<string, string | string[] | undefined>>;

/** `value: undefined` means that the question was left empty. */
export type FormAnswer = { ok: true; value: AnswerValue | undefined } | Extract<AnswerCheck, { ok: false }>;

const minutesIn = { days: 24 * 60, hours: 60, minutes: 1 } as const;
const durationParts = ['days', 'hours', 'minutes'] as const;
/** Rows beyond this number are ignored while reading, so that a forged row number costs nothing. */
const rowNumber = /^\d{1,3}$/;

const empty: FormAnswer = { ok: true, value: undefined };
const refuse = (problem: AnswerProblem): FormAnswer => ({ ok: false, problem });

/** Reads the answer to one question. `zone` counts when the form has no zone of its own for a date-time. */
export function parseFormAnswer(question: AnswerableQuestion, fields: FormFields, zone: string, lists: AnswerLists = {}): FormAnswer {
  return parseAt(question.key, question, fields, zone, lists);
}

function parseAt(name: string, question: AnswerableQuestion, fields: FormFields, zone: string, lists: AnswerLists): FormAnswer {
  const one = (part?: string) => firstOf(fields[part ? `${name}.${part}` : name]);
  const many = (part?: string) => allOf(fields[part ? `${name}.${part}` : name]);
  const check = (value: AnswerValue): FormAnswer => (isEmptyAnswer(value) ? empty : checkAnswer(question, value, lists));
  switch (question.type) {
    case 'single':
      return check({ ...optional('option', one('option')), ...optional('details', one('details')) });
    case 'multi':
      return check({ options: many('option'), ...optional('details', one('details')) });
    case 'boolean':
      return one() === 'true' || one() === 'false' ? check(one() === 'true') : one() ? refuse({ code: 'wrongShape' }) : empty;
    case 'integer':
      return parseInteger(one(), check);
    case 'decimal':
    case 'percentage':
      return parseDecimal(one(), check);
    case 'money':
      return parseMoney(one('amount'), one('currency'), check);
    case 'duration':
      return parseDuration(durationParts.map(one), check);
    case 'date':
      return parseDay(name, fields, check);
    case 'dateTime':
      return parseDateTime(name, fields, zone, check);
    case 'countries':
    case 'regions':
      return check(many());
    case 'group':
      return parseRows(name, question, fields, zone, lists);
    default:
      return check(question.type === 'longText' ? one() : one().trim());
  }
}

type Check = (value: AnswerValue) => FormAnswer;

const firstOf = (field: string | string[] | undefined): string => (Array.isArray(field) ? (field[0] ?? '') : (field ?? ''));
const allOf = (field: string | string[] | undefined): string[] =>
  (Array.isArray(field) ? field : [field ?? '']).filter((item) => item !== '');
const optional = <Key extends string>(key: Key, text: string) => (text.trim() ? ({ [key]: text } as Record<Key, string>) : {});
/** Blanks and apostrophes that people put between thousands. Escaped: one such character, and V8 keeps the whole bundle in two bytes each. */
const withoutBlanks = (text: string) => text.replace(/[\s'\u2019]/g, '');

function parseInteger(typed: string, check: Check): FormAnswer {
  const text = withoutBlanks(typed);
  if (!text) return empty;
  return /^[+-]?\d+$/.test(text) ? check(Number(text)) : refuse({ code: 'notAWholeNumber' });
}

function parseDecimal(typed: string, check: Check): FormAnswer {
  const text = withoutBlanks(typed);
  if (!text) return empty;
  return /^[+-]?\d+,\d{3}$/.test(text) ? refuse({ code: 'ambiguousNumber' }) : check(text.replace(',', '.'));
}

function parseMoney(typed: string, currency: string, check: Check): FormAnswer {
  const text = withoutBlanks(typed);
  if (!text) return empty;
  const code = currency.trim().toUpperCase();
  const hasThousandths = isCurrency(code) && currencyDecimals(code) === 3;
  const isAmbiguous = /^[+-]?\d+[.,]\d{3}$/.test(text) && !(hasThousandths && text.includes('.'));
  return isAmbiguous ? refuse({ code: 'ambiguousNumber' }) : check({ amount: text.replace(',', '.'), currency: code });
}

/** Days, hours and minutes as typed; what is left blank is zero, all blank is no answer. */
function parseDuration(typed: string[], check: Check): FormAnswer {
  const texts = typed.map(withoutBlanks);
  if (texts.every((text) => text === '')) return empty;
  if (!texts.every((text) => /^\d{0,6}$/.test(text))) return refuse({ code: 'notADuration' });
  const minutes = durationParts.reduce((sum, part, index) => sum + Number(texts[index]) * minutesIn[part], 0);
  const duration = durationOfMinutes(minutes);
  return duration === undefined ? refuse({ code: 'notADuration' }) : check(duration);
}

function partsOf(name: string, fields: FormFields): Record<string, string> {
  return Object.fromEntries(wallTimePartNames.map((part) => [part, firstOf(fields[`${name}.${part}`]).trim()]));
}

function parseDay(name: string, fields: FormFields, check: Check): FormAnswer {
  const { day = '', month = '', year = '' } = partsOf(name, fields);
  if (!day && !month && !year) return empty;
  const date = readDate({ day, month, year });
  return date.ok ? check(date.value.toString()) : date;
}

function parseDateTime(name: string, fields: FormFields, defaultZone: string, check: Check): FormAnswer {
  const parts = partsOf(name, fields);
  if (Object.values(parts).every((part) => part === '')) return empty;
  const zone = firstOf(fields[`${name}.zone`]) || defaultZone;
  const choice = firstOf(fields[`${name}.repeated`]);
  const at = readWallTime(parts, zone, { repeated: choice === 'earlier' || choice === 'later' ? choice : undefined });
  if (!at.ok) return at;
  const estimate = firstOf(fields[`${name}.estimate`]) ? { estimate: true as const } : {};
  return check({ at: at.value.toString(), zone, ...estimate });
}

/** Rows in the order of their numbers; numbers may have gaps, and rows without content are dropped. */
function parseRows(name: string, question: AnswerableQuestion, fields: FormFields, zone: string, lists: AnswerLists): FormAnswer {
  const numbers = new Set<number>();
  for (const field of Object.keys(fields)) {
    const number = field.startsWith(`${name}.`) ? field.slice(name.length + 1).split('.')[0] : undefined;
    if (number && rowNumber.test(number)) numbers.add(Number(number));
  }
  const rows: GroupRow[] = [];
  const problems: { index: number; key: string; problem: AnswerProblem }[] = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const row: [string, SimpleAnswer][] = [];
    const found: typeof problems = [];
    for (const item of question.items ?? []) {
      const answer = parseAt(`${name}.${number}.${item.key}`, item, fields, zone, lists);
      if (!answer.ok) found.push({ index: rows.length, key: item.key, problem: answer.problem });
      if (answer.value !== undefined && isSimple(answer.value)) row.push([item.key, answer.value]);
    }
    if (row.length > 0 || found.length > 0) rows.push(Object.fromEntries(row));
    problems.push(...found);
  }
  if (problems.length > 0) return { ok: false, problem: { code: 'rows', rows: problems }, value: rows };
  return rows.length === 0 ? empty : checkAnswer(question, rows, lists);
}

/** The fields that `parseFormAnswer` reads back as the same answer (date-times to the minute). Empty parts are left out. */
export function toFormFields(question: AnswerableQuestion, value: AnswerValue | undefined): Record<string, string | string[]> {
  return value === undefined ? {} : Object.fromEntries(fieldsAt(question.key, question, value));
}

function fieldsAt(name: string, question: AnswerableQuestion, value: AnswerValue): [string, string | string[]][] {
  if (typeof value === 'string') return textFields(name, question, value);
  if (typeof value === 'number' || typeof value === 'boolean') return [[name, String(value)]];
  if (isList(value)) return isSimple(value) ? [[name, [...value]]] : rowFields(name, question, value);
  if ('at' in value) return dateTimeFields(name, value);
  const parts: [string, string | string[]][] = [];
  for (const [part, content] of Object.entries(value)) {
    const field = part === 'options' ? 'option' : part;
    if (typeof content === 'string') parts.push([`${name}.${field}`, content]);
    else if (Array.isArray(content)) parts.push([`${name}.${field}`, content]);
  }
  return parts;
}

function textFields(name: string, question: AnswerableQuestion, value: string): [string, string][] {
  if (question.type === 'duration') return durationFields(name, minutesOfDuration(value) ?? 0);
  if (question.type !== 'date') return [[name, value]];
  const { day, month, year } = Temporal.PlainDate.from(value);
  return [
    [`${name}.day`, String(day)],
    [`${name}.month`, String(month)],
    [`${name}.year`, String(year)],
  ];
}

function durationFields(name: string, minutes: number): [string, string][] {
  let rest = minutes;
  return durationParts.map((part) => {
    const count = Math.floor(rest / minutesIn[part]);
    rest -= count * minutesIn[part];
    return [`${name}.${part}`, String(count)];
  });
}

function dateTimeFields(name: string, value: DateTimeAnswer): [string, string][] {
  const { parts, repeated } = writeWallTime(Temporal.Instant.from(value.at), value.zone);
  const fields = wallTimePartNames.map((part): [string, string] => [`${name}.${part}`, parts[part]]);
  fields.push([`${name}.zone`, value.zone]);
  if (repeated) fields.push([`${name}.repeated`, repeated]);
  if (value.estimate) fields.push([`${name}.estimate`, 'true']);
  return fields;
}

function rowFields(name: string, question: AnswerableQuestion, rows: readonly GroupRow[]): [string, string | string[]][] {
  return rows.flatMap((row, index) =>
    (question.items ?? []).flatMap((item) => {
      const value = Object.hasOwn(row, item.key) ? row[item.key] : undefined;
      return value === undefined ? [] : fieldsAt(`${name}.${index}.${item.key}`, item, value);
    }),
  );
}
