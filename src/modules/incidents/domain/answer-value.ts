/**
 * Answers as they are stored (`jsonb`), one shape per question type (decisions.md D10). Imports nothing: the browser uses it too.
 */

/** `details` without an option is an answer too (incidents.md 4.2). */
export interface SingleAnswer {
  readonly option?: string;
  readonly details?: string;
}
export interface MultiAnswer {
  readonly options: readonly string[];
  readonly details?: string;
}
/** `amount` is a canonical decimal such as `1250.5`, `currency` an ISO 4217 code. */
export interface MoneyAnswer {
  readonly amount: string;
  readonly currency: string;
}
/** `at` is an ISO instant, `zone` the IANA zone in which a person typed it. */
export interface DateTimeAnswer {
  readonly at: string;
  readonly zone: string;
  readonly estimate?: true;
}

/**
 * text, longText, email, phone, lei, url: string; date: `2026-03-31`; duration: `PT4H`; decimal and percentage: canonical decimal
 * string; integer: number; countries (ISO 3166-1 alpha-2) and regions: list of codes.
 */
export type SimpleAnswer = string | number | boolean | readonly string[] | SingleAnswer | MultiAnswer | MoneyAnswer | DateTimeAnswer;
export type GroupRow = { readonly [itemKey: string]: SimpleAnswer };
export type AnswerValue = SimpleAnswer | readonly GroupRow[];

/** By question key. A map, so that a key such as `constructor` is a key like any other. */
export type Answers = ReadonlyMap<string, AnswerValue>;

/** `Array.isArray` does not tell read-only lists apart. */
export const isList = (value: AnswerValue): value is readonly string[] | readonly GroupRow[] => Array.isArray(value);

type Plain = Readonly<Record<string, unknown>>;
const isPlain = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether nothing was answered: blank text, no option, no row with content. `false` and `0` are answers. */
export function isEmptyAnswer(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === 'string') return value.trim() === '';
  if (Array.isArray(value)) return value.every(isEmptyAnswer);
  return isPlain(value) && Object.values(value).every(isEmptyAnswer);
}

/** Whether two answers say the same: order does not count in multiple choices and lists of codes; every way of being empty is equal. */
export function sameAnswer(one: AnswerValue | undefined, other: AnswerValue | undefined): boolean {
  return same(one, other);
}

function same(one: unknown, other: unknown): boolean {
  const empty = isEmptyAnswer(one);
  if (empty || isEmptyAnswer(other)) return empty && isEmptyAnswer(other);
  if (Array.isArray(one) && Array.isArray(other)) return isCodes(one) && isCodes(other) ? sameSet(one, other) : sameRows(one, other);
  if (isPlain(one) && isPlain(other)) {
    const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
    return [...keys].every((key) => same(ownValue(one, key), ownValue(other, key)));
  }
  return one === other;
}

const ownValue = (object: Plain, key: string) => (Object.hasOwn(object, key) ? object[key] : undefined);
const isCodes = (list: readonly unknown[]): list is readonly string[] => list.every((item) => typeof item === 'string');
const sameSet = (one: readonly string[], other: readonly string[]) =>
  one.every((item) => other.includes(item)) && other.every((item) => one.includes(item));

/** Rows keep their order, because a person put them in it; rows without content do not count. */
function sameRows(one: readonly unknown[], other: readonly unknown[]): boolean {
  const [left, right] = [one, other].map((rows) => rows.filter((row) => !isEmptyAnswer(row))) as [unknown[], unknown[]];
  return left.length === right.length && left.every((row, index) => same(row, right[index]));
}
