/** Whether an answer fits its question (decisions.md D10). Runs again on the server whatever the browser checked. */
import { isCountryCode } from '#platform/i18n/countries.ts';
import { Temporal } from '#platform/time/temporal.ts';
import { isTimeZone } from '#platform/time/time-zone.ts';
import type { AnswerValue, GroupRow, SimpleAnswer } from './answer-value.ts';
import { isEmptyAnswer } from './answer-value.ts';
import type { Question } from './definition.ts';
import {
  canonicalDecimal,
  canonicalDuration,
  canonicalEmail,
  canonicalLei,
  canonicalPhone,
  canonicalUrl,
  cleanText,
  currencyDecimals,
  decimalsOf,
  isCurrency,
} from './formats.ts';
import { isFuture, type WallTimeProblem } from './wall-time.ts';

export const defaultTextMax = 255;
export const defaultLongTextMax = 20_000;
export const defaultItemsMax = 300;
export const defaultRowsMax = 100;

/** Everything that can be wrong with one answer. The code names the message, the rest are its arguments. */
export type AnswerProblem =
  | WallTimeProblem
  /** Not of the question's shape: only a forged or damaged request has it. */
  | { code: 'wrongShape' }
  | { code: 'tooLong'; max: number; length: number }
  | { code: 'lineBreak' }
  | { code: 'tooMany'; max: number; count: number }
  | { code: 'unknownOption'; option: string }
  | { code: 'noDetailsHere' }
  | { code: 'notANumberText' }
  | { code: 'notAWholeNumber' }
  /** `1,500`: a thousand and a half, or one and a half? */
  | { code: 'ambiguousNumber' }
  | { code: 'negative' }
  | { code: 'tooLarge'; max: number }
  | { code: 'tooPrecise'; decimals: number; currency: string }
  | { code: 'amountMissing' }
  | { code: 'currencyMissing' }
  | { code: 'unknownCurrency'; currency: string }
  | { code: 'notADuration' }
  | { code: 'unknownCountry'; country: string }
  | { code: 'unknownRegion'; region: string }
  | { code: 'notAnEmail' }
  | { code: 'notAPhone' }
  | { code: 'notALei' }
  | { code: 'notAUrl' }
  /** `index` counts from 0 among the rows with content. */
  | { code: 'rows'; rows: { index: number; key: string; problem: AnswerProblem }[] };
export type AnswerProblemCode = AnswerProblem['code'];

export type AnswerCheck =
  | { ok: true; value: AnswerValue }
  /** `value` when it can be kept in the draft as it is: a text that is too long is not lost. */
  | { ok: false; problem: AnswerProblem; value?: AnswerValue };

/** The part of a question that its answers depend on; rows' questions have it too. */
export type AnswerableQuestion = Pick<Question, 'key' | 'type' | 'options' | 'max' | 'items' | 'notFuture'>;

export interface AnswerLists {
  /** The regions of this installation; without them the codes are only checked for their form. */
  regions?: ReadonlySet<string>;
  /** The moment of the check, and the zone whose calendar counts for dates; without it no moment is too late. */
  now?: { at: Temporal.Instant; zone: string };
}

const pass = (value: AnswerValue): AnswerCheck => ({ ok: true, value });
const refuse = (problem: AnswerProblem): AnswerCheck => ({ ok: false, problem });
const wrongShape = refuse({ code: 'wrongShape' });

/** Checks a stored or submitted answer that is not empty, and returns it in canonical form. */
export function checkAnswer(question: AnswerableQuestion, value: unknown, lists: AnswerLists = {}): AnswerCheck {
  switch (question.type) {
    case 'text':
    case 'longText':
      return typeof value === 'string' ? checkText(question, value) : wrongShape;
    case 'single':
    case 'multi':
      return checkChoice(question, value);
    case 'boolean':
      return typeof value === 'boolean' ? pass(value) : wrongShape;
    case 'integer':
    case 'decimal':
    case 'percentage':
      return checkNumber(question, value);
    case 'money':
      return checkMoney(question, value);
    case 'duration':
      return checkFormat(value, canonicalDuration, 'notADuration');
    case 'date':
      return notFuture(
        question,
        checkFormat(value, (text) => (isDate(text) ? text : undefined), 'impossibleDate'),
        lists,
      );
    case 'dateTime':
      return notFuture(question, checkDateTime(value), lists);
    case 'countries':
      return checkCodes(question, value, (country) => (isCountryCode(country) ? undefined : { code: 'unknownCountry', country }));
    case 'regions':
      return checkCodes(question, value, (region) => (isRegion(region, lists) ? undefined : { code: 'unknownRegion', region }));
    case 'email':
      return checkFormat(value, canonicalEmail, 'notAnEmail');
    case 'phone':
      return checkFormat(value, canonicalPhone, 'notAPhone');
    case 'lei':
      return checkFormat(value, canonicalLei, 'notALei');
    case 'url':
      return checkFormat(value, canonicalUrl, 'notAUrl');
    case 'group':
      return checkRows(question, value, lists);
  }
}

type FormatCode = 'notADuration' | 'impossibleDate' | 'notAnEmail' | 'notAPhone' | 'notALei' | 'notAUrl';

function checkFormat(value: unknown, canonical: (text: string) => string | undefined, code: FormatCode): AnswerCheck {
  if (typeof value !== 'string') return wrongShape;
  const text = canonical(cleanText(value));
  return text === undefined ? refuse({ code }) : pass(text);
}

function checkText(question: AnswerableQuestion, value: string): AnswerCheck {
  const isLine = question.type === 'text';
  const text = isLine ? cleanText(value).trim() : cleanText(value);
  if (isLine && text.includes('\n')) return { ok: false, problem: { code: 'lineBreak' }, value: text };
  return checkLength(text, question.max ?? (isLine ? defaultTextMax : defaultLongTextMax), text);
}

function checkLength(text: string, max: number, value: AnswerValue): AnswerCheck {
  return text.length <= max ? pass(value) : { ok: false, problem: { code: 'tooLong', max, length: text.length }, value };
}

function checkChoice(question: AnswerableQuestion, value: unknown): AnswerCheck {
  const isSingle = question.type === 'single';
  if (!isRecord(value)) return wrongShape;
  const chosen = isSingle ? (value.option === undefined ? [] : [value.option]) : value.options;
  const typed = value.details;
  if (!isTexts(chosen) || (typed !== undefined && typeof typed !== 'string')) return wrongShape;
  const options = [...new Set(chosen)];
  const unknown = options.find((option) => !question.options?.some(({ key }) => key === option));
  if (unknown !== undefined) return refuse({ code: 'unknownOption', option: unknown });
  const max = question.max ?? defaultItemsMax;
  if (options.length > max) return refuse({ code: 'tooMany', max, count: options.length });
  const details = typed === undefined ? '' : cleanText(typed);
  const kept = details.trim() ? { details } : {};
  if (kept.details && !takesDetails(question)) return refuse({ code: 'noDetailsHere' });
  const [option] = options;
  const answer = isSingle ? { ...(option === undefined ? {} : { option }), ...kept } : { options, ...kept };
  return checkLength(details, defaultLongTextMax, answer);
}

/** Details belong to the whole question, because they are an answer without any option too (incidents.md check 17). */
export const takesDetails = (question: AnswerableQuestion): boolean => question.options?.some((option) => option.details) ?? false;

function checkNumber(question: AnswerableQuestion, value: unknown): AnswerCheck {
  const max = question.max ?? (question.type === 'percentage' ? 100 : undefined);
  if (question.type === 'integer') {
    if (typeof value !== 'number') return wrongShape;
    if (!Number.isSafeInteger(value)) return refuse({ code: 'notAWholeNumber' });
    return checkSize(value, Object.is(value, -0) ? 0 : value, max, false);
  }
  if (typeof value !== 'string') return wrongShape;
  const text = canonicalDecimal(value);
  return text === undefined ? refuse({ code: 'notANumberText' }) : checkSize(Number(text), text, max, question.type === 'decimal');
}

function checkSize(size: number, value: AnswerValue, max: number | undefined, mayBeNegative: boolean): AnswerCheck {
  if (size < 0 && !mayBeNegative) return refuse({ code: 'negative' });
  return max !== undefined && size > max ? refuse({ code: 'tooLarge', max }) : pass(value);
}

function checkMoney(question: AnswerableQuestion, value: unknown): AnswerCheck {
  if (!isRecord(value) || typeof value.amount !== 'string' || typeof value.currency !== 'string') return wrongShape;
  if (!value.amount) return refuse({ code: 'amountMissing' });
  if (!value.currency) return refuse({ code: 'currencyMissing' });
  const { currency } = value;
  if (!isCurrency(currency)) return refuse({ code: 'unknownCurrency', currency });
  const amount = canonicalDecimal(value.amount);
  if (amount === undefined) return refuse({ code: 'notANumberText' });
  const decimals = currencyDecimals(currency);
  if (decimalsOf(amount) > decimals) return refuse({ code: 'tooPrecise', decimals, currency });
  return checkSize(Number(amount), { amount, currency }, question.max, false);
}

function checkDateTime(value: unknown): AnswerCheck {
  if (!isRecord(value) || typeof value.at !== 'string' || typeof value.zone !== 'string') return wrongShape;
  if (value.estimate !== undefined && value.estimate !== true) return wrongShape;
  if (!isTimeZone(value.zone)) return refuse({ code: 'unknownZone' });
  try {
    const at = Temporal.Instant.from(value.at).toString();
    return pass({ at, zone: value.zone, ...(value.estimate ? { estimate: true as const } : {}) });
  } catch {
    return wrongShape;
  }
}

/** What lies ahead is refused, and kept in the draft as it was typed. */
function notFuture(question: AnswerableQuestion, check: AnswerCheck, { now }: AnswerLists): AnswerCheck {
  if (!question.notFuture || !now || !check.ok) return check;
  const { value } = check;
  const lies =
    typeof value === 'string'
      ? Temporal.PlainDate.compare(Temporal.PlainDate.from(value), now.at.toZonedDateTimeISO(now.zone).toPlainDate()) > 0
      : typeof value === 'object' && 'at' in value && typeof value.at === 'string' && isFuture(Temporal.Instant.from(value.at), now.at);
  return lies ? { ok: false, problem: { code: 'future' }, value } : check;
}

function checkCodes(question: AnswerableQuestion, value: unknown, problemOf: (code: string) => AnswerProblem | undefined): AnswerCheck {
  if (!isTexts(value)) return wrongShape;
  const codes = [...new Set(value)];
  const problem = codes.map(problemOf).find((found) => found !== undefined);
  if (problem) return refuse(problem);
  const max = question.max ?? defaultItemsMax;
  return codes.length > max ? refuse({ code: 'tooMany', max, count: codes.length }) : pass(codes);
}

function checkRows(question: AnswerableQuestion, value: unknown, lists: AnswerLists): AnswerCheck {
  if (!Array.isArray(value) || !value.every(isRecord)) return wrongShape;
  const rows = value.filter((row) => !isEmptyAnswer(row));
  const max = question.max ?? defaultRowsMax;
  if (rows.length > max) return refuse({ code: 'tooMany', max, count: rows.length });
  const problems: { index: number; key: string; problem: AnswerProblem }[] = [];
  const checked = rows.map((row, index) => {
    const entries: [string, SimpleAnswer][] = [];
    for (const item of question.items ?? []) {
      const check = Object.hasOwn(row, item.key) && !isEmptyAnswer(row[item.key]) ? checkAnswer(item, row[item.key], lists) : undefined;
      if (check && !check.ok) problems.push({ index, key: item.key, problem: check.problem });
      if (check?.value !== undefined && isSimple(check.value)) entries.push([item.key, check.value]);
    }
    return Object.fromEntries(entries) satisfies GroupRow;
  });
  return problems.length > 0 ? { ok: false, problem: { code: 'rows', rows: problems }, value: checked } : pass(checked);
}

function isDate(text: string): boolean {
  try {
    return /^\d{4}-\d{2}-\d{2}$/.test(text) && Temporal.PlainDate.from(text).toString() === text;
  } catch {
    return false;
  }
}

const isRegion = (code: string, lists: AnswerLists) => lists.regions?.has(code) ?? /^[A-Z]{2}-[A-Z\d]{1,3}$/.test(code);
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every((item) => typeof item === 'string');
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
export const isSimple = (value: AnswerValue): value is SimpleAnswer =>
  !Array.isArray(value) || value.every((item) => typeof item === 'string');
