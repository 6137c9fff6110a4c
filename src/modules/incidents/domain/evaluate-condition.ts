/** Evaluates the trees of `condition.ts`. Bundled for the browser, where only answers and lateness occur: it imports no code but the answers'. */
import type { Temporal } from '#platform/time/temporal.ts';
import { type Answers, type AnswerValue, isEmptyAnswer } from './answer-value.ts';
import type { Condition, Fact } from './condition.ts';
import { addDuration } from './duration.ts';

export type Facts = Partial<Record<Fact, Temporal.Instant>>;

/** What a condition may look at. Everything that is left out is unknown, and a condition over the unknown is false. */
export interface ConditionWorld {
  answers: Answers;
  facts?: Facts;
  /** Slugs of the affected sectors and of their parents. */
  sectors?: readonly string[];
  /** Codes of the operator's categories. */
  categories?: readonly string[];
  /** The incident's IANA zone, for durations in days and months. */
  zone?: string;
  anchorInstant?: (anchor: string) => Temporal.Instant | undefined;
  isSubmitted?: (stage: string) => boolean;
  /** Whether the report whose form asks is late; forms only. */
  late?: boolean;
}

/** Whether the condition holds. An answer that is missing, or of another shape than the comparison needs, makes the comparison false. */
export function evaluate(condition: Condition, world: ConditionWorld): boolean {
  if ('all' in condition) return condition.all.every((part) => evaluate(part, world));
  if ('any' in condition) return condition.any.some((part) => evaluate(part, world));
  if ('not' in condition) return !evaluate(condition.not, world);
  if ('sectors' in condition) return condition.sectors.some((slug) => world.sectors?.includes(slug));
  if ('categories' in condition) return condition.categories.some((code) => world.categories?.includes(code));
  if ('late' in condition) return (world.late ?? false) === condition.late;
  if ('stage' in condition) return (world.isSubmitted?.(condition.stage) ?? false) === condition.submitted;
  if ('fact' in condition) return evaluateFact(condition, world);
  return evaluateAnswer(condition, world.answers.get(condition.answer));
}

function evaluateFact(condition: Extract<Condition, { fact: Fact }>, world: ConditionWorld): boolean {
  const at = world.facts?.[condition.fact];
  if ('known' in condition) return (at !== undefined) === condition.known;
  const anchor = world.anchorInstant?.(condition.notLaterThan.from);
  if (!at || !anchor) return false;
  return at.epochMilliseconds <= addDuration(anchor, condition.notLaterThan.add, world.zone ?? 'UTC').epochMilliseconds;
}

function evaluateAnswer(condition: Extract<Condition, { answer: string }>, value: AnswerValue | undefined): boolean {
  if ('answered' in condition) return !isEmptyAnswer(value) === condition.answered;
  if (value === undefined) return false;
  if ('is' in condition) return isScalar(value, condition.is);
  if ('in' in condition) return condition.in.some((wanted) => isScalar(value, wanted));
  if ('includes' in condition) return codesOf(value).includes(condition.includes);
  const size = sizeOf(value);
  return size !== undefined && size >= condition.atLeast;
}

function isScalar(value: AnswerValue, wanted: string | number | boolean): boolean {
  if (typeof wanted === 'number') return sizeOf(value) === wanted && !Array.isArray(value);
  if (typeof value === 'object' && 'option' in value) return value.option === wanted;
  return value === wanted;
}

function codesOf(value: AnswerValue): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return typeof value === 'object' && 'options' in value ? value.options : [];
}

/** Numbers by value, money by amount, lists and multiple choices by the number of items. */
function sizeOf(value: AnswerValue): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
  if (Array.isArray(value)) return value.length;
  if (typeof value === 'boolean') return undefined;
  if ('options' in value) return value.options.length;
  return 'amount' in value ? Number(value.amount) : undefined;
}
