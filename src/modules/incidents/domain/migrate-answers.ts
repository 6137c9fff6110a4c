/** Takes the answers of a draft into a newer version of its form, by key (decisions.md D11). */
import { type Answers, type AnswerValue, type GroupRow, isEmptyAnswer, isList, type SimpleAnswer } from './answer-value.ts';
import { isSimple } from './answers.ts';
import type { FormDefinition, Question } from './definition.ts';
import { questionsOf } from './questionnaire.ts';

export interface Migration {
  answers: Answers;
  /** Answered, but the new form does not ask it, or asks something of another type. */
  dropped: string[];
  /** Answers that lost an option or an item which the new form no longer offers. */
  narrowed: string[];
  /** Questions of the new form that the old one did not have: the notice names them. */
  added: string[];
}

export function migrateAnswers(answers: Answers, oldForm: FormDefinition, newForm: FormDefinition): Migration {
  const before = new Map(questionsOf(oldForm).map((question) => [question.key, question]));
  const after = new Map(questionsOf(newForm).map((question) => [question.key, question]));
  const migrated = new Map<string, AnswerValue>();
  const dropped: string[] = [];
  const narrowed: string[] = [];
  for (const [key, value] of answers) {
    const question = after.get(key);
    const fits = question !== undefined && (before.get(key)?.type ?? question.type) === question.type;
    const next = fits ? narrow(question, value) : undefined;
    if (next !== undefined && !isEmptyAnswer(next)) migrated.set(key, next);
    else dropped.push(key);
    if (next !== undefined && !isEmptyAnswer(next) && JSON.stringify(next) !== JSON.stringify(value)) narrowed.push(key);
  }
  return { answers: migrated, dropped, narrowed, added: [...after.keys()].filter((key) => !before.has(key)) };
}

type Narrowable = Pick<Question, 'type' | 'options' | 'items'>;

function narrow(question: Narrowable, value: AnswerValue): AnswerValue {
  const offered = new Set(question.options?.map(({ key }) => key));
  if (question.type === 'group' && isList(value)) return narrowRows(question, value);
  if (typeof value !== 'object' || isList(value)) return value;
  if ('options' in value) return { ...value, options: value.options.filter((option) => offered.has(option)) };
  if (!('option' in value) || value.option === undefined || offered.has(value.option)) return value;
  return value.details === undefined ? {} : { details: value.details };
}

function narrowRows(group: Narrowable, rows: readonly string[] | readonly GroupRow[]): GroupRow[] {
  return rows.flatMap((row) => {
    if (typeof row === 'string') return [];
    const items: [string, SimpleAnswer][] = [];
    for (const item of group.items ?? []) {
      const value = Object.hasOwn(row, item.key) ? row[item.key] : undefined;
      const next = value === undefined ? undefined : narrow(item, value);
      if (next !== undefined && isSimple(next) && !isEmptyAnswer(next)) items.push([item.key, next]);
    }
    return items.length > 0 ? [Object.fromEntries(items)] : [];
  });
}
