/** Whether a form may be published: its questions against the catalogue (decisions.md D9) and its conditions (D10, incidents.md check 18). */
import type { Condition } from './condition.ts';
import type { FormDefinition, Question, QuestionType } from './definition.ts';
import { questionsOf } from './questionnaire.ts';

/** One meaning per key: its type and every option it ever had. Items of groups are keys of the catalogue like any other. */
export type QuestionCatalogue = ReadonlyMap<string, { type: QuestionType; options: readonly string[] }>;

/** `key` is the question at fault, the rest are the arguments of the message. */
export type FormProblem = { key: string } & (
  | { code: 'duplicatePage' }
  | { code: 'duplicateKey' }
  | { code: 'duplicateOption'; option: string }
  | { code: 'unknownQuestion' }
  | { code: 'typeDiffers'; type: QuestionType; expected: QuestionType }
  | { code: 'optionNotInCatalogue'; option: string }
  | { code: 'notADate'; type: QuestionType }
  | { code: 'optionsMissing' }
  | { code: 'optionsNotAllowed' }
  | { code: 'itemsMissing' }
  | { code: 'itemsNotAllowed' }
  | { code: 'dependsOnItself' }
  | { code: 'cycle'; path: string[] }
  | { code: 'dependsOnLater'; on: string }
  | { code: 'dependsOnUnknown'; on: string }
  | { code: 'optionNotOffered'; on: string; option: string }
  | { code: 'comparisonDoesNotFit'; on: string; type: QuestionType }
  /** Over facts, stages, sectors or categories: forms know answers, and whether the report is late. */
  | { code: 'notOverAnswers' }
);

type Item = NonNullable<Question['items']>[number];
/** A question or an item, with the questions its conditions may look at. */
interface Place {
  question: Question | Item;
  earlier: ReadonlyMap<string, Question | Item>;
}
type AnswerCondition = Extract<Condition, { answer: string }>;

/** Every reason why the form cannot be published; none means that it can. */
export function checkForm(form: FormDefinition, catalogue: QuestionCatalogue): FormProblem[] {
  const places = placesOf(form);
  const all = new Set(places.map(({ question }) => question.key));
  const cyclic = cyclesOf(places);
  return [
    ...duplicates(form.pages.map(({ key }) => key)).map((key): FormProblem => ({ key, code: 'duplicatePage' })),
    ...duplicateKeys(form).map((key): FormProblem => ({ key, code: 'duplicateKey' })),
    ...places.flatMap(({ question }) => checkQuestion(question, catalogue)),
    ...cyclic.map((path): FormProblem => ({ key: path[0] ?? '', code: 'cycle', path })),
    ...places.flatMap((place) => checkConditions(place, all, new Set(cyclic.flat()))),
  ];
}

function placesOf(form: FormDefinition): Place[] {
  const places: Place[] = [];
  const earlier = new Map<string, Question | Item>();
  for (const question of questionsOf(form)) {
    places.push({ question, earlier: new Map(earlier) });
    const inRow = new Map(earlier);
    for (const item of question.items ?? []) {
      places.push({ question: item, earlier: new Map(inRow) });
      inRow.set(item.key, item);
    }
    earlier.set(question.key, question);
  }
  return places;
}

const duplicates = (keys: string[]) => [...new Set(keys.filter((key, index) => keys.indexOf(key) !== index))];

/** Items are unique in their group, and never share a key with a question of the form: conditions would be ambiguous. */
function duplicateKeys(form: FormDefinition): string[] {
  const questions = questionsOf(form);
  const top = questions.map(({ key }) => key);
  const items = questions.flatMap((question) => {
    const keys = (question.items ?? []).map(({ key }) => key);
    return [...duplicates(keys), ...keys.filter((key) => top.includes(key))];
  });
  return [...new Set([...duplicates(top), ...items])];
}

function checkQuestion(question: Question | Item, catalogue: QuestionCatalogue): FormProblem[] {
  const { key, type } = question;
  const known = catalogue.get(key);
  if (!known) return [{ key, code: 'unknownQuestion' }];
  if (known.type !== type) return [{ key, code: 'typeDiffers', type, expected: known.type }];
  const options = question.options?.map((option) => option.key);
  const items = 'items' in question ? question.items : undefined;
  const problems: FormProblem[] = [];
  if (question.notFuture && type !== 'date' && type !== 'dateTime') problems.push({ key, code: 'notADate', type });
  const isChoice = type === 'single' || type === 'multi';
  if (isChoice && !options) problems.push({ key, code: 'optionsMissing' });
  if (!isChoice && options) problems.push({ key, code: 'optionsNotAllowed' });
  if (type === 'group' && !items) problems.push({ key, code: 'itemsMissing' });
  if (type !== 'group' && items) problems.push({ key, code: 'itemsNotAllowed' });
  for (const option of duplicates(options ?? [])) problems.push({ key, code: 'duplicateOption', option });
  for (const option of isChoice ? (options ?? []) : []) {
    if (!known.options.includes(option)) problems.push({ key, code: 'optionNotInCatalogue', option });
  }
  return problems;
}

function conditionsOf(question: Question | Item): Condition[] {
  return [question.visibleWhen, question.requiredWhen].filter((condition) => condition !== undefined);
}

function leavesOf(condition: Condition): Condition[] {
  if ('all' in condition) return condition.all.flatMap(leavesOf);
  if ('any' in condition) return condition.any.flatMap(leavesOf);
  return 'not' in condition ? leavesOf(condition.not) : [condition];
}

const isOverAnswer = (leaf: Condition): leaf is AnswerCondition => 'answer' in leaf;
const dependenciesOf = (question: Question | Item) => conditionsOf(question).flatMap(leavesOf).filter(isOverAnswer);

/** Circles of two or more questions, each once, starting at the question that comes first in the form. */
function cyclesOf(places: Place[]): string[][] {
  const edges = new Map(places.map(({ question }) => [question.key, dependenciesOf(question).map(({ answer }) => answer)]));
  const cycles: string[][] = [];
  const done = new Set<string>();
  const visit = (key: string, path: string[]): void => {
    const start = path.indexOf(key);
    if (start >= 0) {
      if (path.length - start > 1) cycles.push(path.slice(start));
      return;
    }
    if (done.has(key)) return;
    for (const next of edges.get(key) ?? []) visit(next, [...path, key]);
    done.add(key);
  };
  for (const { question } of places) visit(question.key, []);
  return cycles;
}

function checkConditions({ question, earlier }: Place, all: ReadonlySet<string>, cyclic: ReadonlySet<string>): FormProblem[] {
  const { key } = question;
  return conditionsOf(question)
    .flatMap(leavesOf)
    .flatMap((leaf): FormProblem[] => {
      if ('late' in leaf) return [];
      if (!isOverAnswer(leaf)) return [{ key, code: 'notOverAnswers' }];
      const on = leaf.answer;
      if (on === key) return [{ key, code: 'dependsOnItself' }];
      const target = earlier.get(on);
      if (target) return checkComparison(key, leaf, target);
      if (!all.has(on)) return [{ key, code: 'dependsOnUnknown', on }];
      return cyclic.has(key) && cyclic.has(on) ? [] : [{ key, code: 'dependsOnLater', on }];
    });
}

function checkComparison(key: string, leaf: AnswerCondition, target: Question | Item): FormProblem[] {
  if (!fits(leaf, target.type)) return [{ key, code: 'comparisonDoesNotFit', on: target.key, type: target.type }];
  const offered = target.options?.map((option) => option.key);
  const named = 'is' in leaf ? [leaf.is] : 'in' in leaf ? leaf.in : 'includes' in leaf ? [leaf.includes] : [];
  return (offered ? named : [])
    .filter((option) => !offered?.some((candidate) => candidate === option))
    .map((option) => ({ key, code: 'optionNotOffered', on: target.key, option: String(option) }));
}

const numbers: readonly QuestionType[] = ['integer', 'decimal', 'percentage'];
const lists: readonly QuestionType[] = ['multi', 'countries', 'regions', 'group'];

/** Free text has no comparison but "answered" (incidents.md check 18). */
function fits(leaf: AnswerCondition, type: QuestionType): boolean {
  if ('answered' in leaf) return true;
  if ('atLeast' in leaf) return numbers.includes(type) || lists.includes(type) || type === 'money';
  if ('includes' in leaf) return type === 'multi' || type === 'countries' || type === 'regions';
  return ('is' in leaf ? [leaf.is] : leaf.in).every((value) => {
    if (typeof value === 'boolean') return type === 'boolean';
    return typeof value === 'number' ? numbers.includes(type) : type === 'single';
  });
}
