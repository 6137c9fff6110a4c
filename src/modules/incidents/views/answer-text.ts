/** Stored answers as people read them: on pages, in documents, in exports. */
import type { Translate } from '#platform/i18n/catalogue.ts';
import type { Format } from '#platform/i18n/format.ts';
import { type Language, translate } from '#platform/i18n/language.ts';
import { Temporal } from '#platform/time/temporal.ts';
import { type AnswerValue, type DateTimeAnswer, type GroupRow, isEmptyAnswer, isList, type MoneyAnswer } from '../domain/answer-value.ts';
import type { Question, QuestionType } from '../domain/definition.ts';
import { decimalsOf } from '../domain/formats.ts';

/** What an answer's text depends on beside the answer: the reader. */
export interface AnswerWords {
  language: Language;
  format: Format;
  t: Translate;
}

export interface AnswerText {
  /** One per selected choice, country or row, else one text whose line breaks are kept. Empty: not answered. */
  lines: string[];
  /** What was added to a choice; an answer even without one. */
  details?: string;
  /** The rows of a repeatable group, item by item; `lines` has the same rows as one line each. */
  rows?: { label: string; text: AnswerText }[][];
}

type Described = Pick<Question, 'key' | 'type' | 'options' | 'items'>;

/** @param question of the form version in which the answer was given: it has the labels of the options. */
export function describeAnswer(question: Described, value: AnswerValue | undefined, words: AnswerWords): AnswerText {
  if (value === undefined || isEmptyAnswer(value)) return { lines: [] };
  if (isList(value))
    return question.type === 'group' ? describeRows(question, value, words) : { lines: describeCodes(question, value, words) };
  if (typeof value !== 'object') return { lines: [describeScalar(question.type, value, words)] };
  if ('at' in value) return { lines: [describeMoment(value, words)] };
  if ('amount' in value) return { lines: [describeMoney(value, words)] };
  const chosen = 'options' in value ? value.options : value.option === undefined ? [] : [value.option];
  const lines = chosen.map((key) => optionLabel(question, key, words.language));
  return value.details === undefined ? { lines } : { lines, details: value.details };
}

function optionLabel({ options }: Described, key: string, language: Language): string {
  const option = options?.find((candidate) => candidate.key === key);
  return option ? translate(option.label, language) : key;
}

function describeScalar(type: QuestionType, value: string | number | boolean, words: AnswerWords): string {
  const { format, t } = words;
  if (typeof value === 'boolean') return t(value ? 'report.answer.yes' : 'report.answer.no');
  if (typeof value === 'number') return format.number(value);
  switch (type) {
    case 'decimal':
      return format.number(Number(value), { maximumFractionDigits: decimalsOf(value) });
    case 'percentage':
      return format.number(Number(value) / 100, { style: 'percent', maximumFractionDigits: decimalsOf(value) });
    case 'date':
      return format.day(Temporal.PlainDate.from(value));
    case 'duration':
      return describeDuration(value, t);
    default:
      return value;
  }
}

/** Stored as one unit (`PT4H`), read in that unit. */
function describeDuration(value: string, t: Translate): string {
  const duration = Temporal.Duration.from(value);
  if (duration.days > 0) return t('incidents.deadline.durationDays', { count: duration.days });
  if (duration.hours > 0) return t('incidents.deadline.durationHours', { count: duration.hours });
  return t('incidents.deadline.durationMinutes', { count: duration.minutes });
}

function describeMoment({ at, zone, estimate }: DateTimeAnswer, { format, t }: AnswerWords): string {
  const when = format.dateTime(Temporal.Instant.from(at), zone);
  return estimate ? t('report.answer.estimated', { when }) : when;
}

const describeMoney = ({ amount, currency }: MoneyAnswer, { format }: AnswerWords) => format.money(Number(amount), currency);

function describeCodes({ type }: Described, codes: readonly string[] | readonly GroupRow[], { format }: AnswerWords): string[] {
  return codes.flatMap((code) => (typeof code !== 'string' ? [] : type === 'countries' ? format.country(code) : format.region(code)));
}

function describeRows(group: Described, value: readonly string[] | readonly GroupRow[], words: AnswerWords): AnswerText {
  const rows = value.flatMap((row) => (typeof row === 'string' || isEmptyAnswer(row) ? [] : [describeRow(group, row, words)]));
  const line = (row: { label: string; text: AnswerText }[]) =>
    row.map(({ label, text }) => `${label}: ${[...text.lines, ...(text.details ? [text.details] : [])].join(', ')}`).join('; ');
  return { lines: rows.map(line), rows };
}

const describeRow = ({ items = [] }: Described, row: GroupRow, words: AnswerWords) =>
  items.flatMap((item) => {
    const value = Object.hasOwn(row, item.key) ? row[item.key] : undefined;
    if (value === undefined || isEmptyAnswer(value)) return [];
    return [{ label: translate(item.label, words.language), text: describeAnswer(item, value, words) }];
  });

/** The whole answer as one text, for comparing two versions word by word. */
export const answerPlainText = ({ lines, details }: AnswerText): string => [...lines, ...(details ? [details] : [])].join('\n');
