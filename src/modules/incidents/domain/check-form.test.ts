import { describe, expect, test } from 'vitest';
import { checkForm, type QuestionCatalogue } from './check-form.ts';
import type { Condition } from './condition.ts';
import type { Question } from './definition.ts';
import { questionsOf } from './questionnaire.ts';
import { aForm, aQuestion, optionKeys } from './testing/questions.ts';

const form = (...questions: Question[]) => aForm(questions);
const catalogueOf = (...questions: Question[]): QuestionCatalogue =>
  new Map(
    questions.flatMap((question) => [question, ...(question.items ?? [])]).map(({ key, type }) => [key, { type, options: optionKeys }]),
  );
const problems = (...questions: Question[]) => checkForm(form(...questions), catalogueOf(...questions));
const text = (key: string, visibleWhen?: Condition) => aQuestion('text', { key, ...(visibleWhen ? { visibleWhen } : {}) });
const cause = aQuestion('single', { key: 'cause' });

// incidents.md check 18, as restated by decisions.md D10
describe('conditions', () => {
  test('on an earlier question, of any depth, are fine', () => {
    const deep = text('c', { any: [{ not: { answer: 'b', answered: true } }, { all: [{ answer: 'cause', in: ['other', 'malicious'] }] }] });
    expect(problems(cause, text('b', { answer: 'cause', is: 'malicious' }), deep)).toEqual([]);
  });

  test('on the question itself', () => {
    expect(problems(text('a', { answer: 'a', answered: true }))).toEqual([{ key: 'a', code: 'dependsOnItself' }]);
  });

  test('on a later question, on an unknown one', () => {
    expect(problems(text('a', { answer: 'cause', is: 'other' }), cause)).toEqual([{ key: 'a', code: 'dependsOnLater', on: 'cause' }]);
    expect(problems(text('a', { answer: 'ghost', answered: true }))).toEqual([{ key: 'a', code: 'dependsOnUnknown', on: 'ghost' }]);
  });

  test('in a circle, named once', () => {
    const circle = [
      text('a', { answer: 'c', answered: true }),
      text('b', { answer: 'a', answered: true }),
      text('c', { answer: 'b', answered: true }),
    ];
    expect(problems(...circle)).toEqual([{ key: 'a', code: 'cycle', path: ['a', 'c', 'b'] }]);
  });

  test('on an option that the question does not offer', () => {
    expect(problems(cause, text('a', { answer: 'cause', in: ['other', 'meteor'] }))).toEqual([
      { key: 'a', code: 'optionNotOffered', on: 'cause', option: 'meteor' },
    ]);
    expect(problems(aQuestion('multi', { key: 'm' }), text('a', { answer: 'm', includes: 'x' }))).toMatchObject([
      { code: 'optionNotOffered' },
    ]);
  });

  test('that compare free text, or a choice with a number', () => {
    expect(problems(text('a'), text('b', { answer: 'a', is: 'yes' }))).toEqual([
      { key: 'b', code: 'comparisonDoesNotFit', on: 'a', type: 'text' },
    ]);
    expect(problems(cause, text('b', { answer: 'cause', atLeast: 2 }))).toMatchObject([{ code: 'comparisonDoesNotFit' }]);
    expect(problems(aQuestion('boolean', { key: 'x' }), text('b', { answer: 'x', is: true }))).toEqual([]);
    expect(problems(aQuestion('countries', { key: 'x' }), text('b', { answer: 'x', atLeast: 2 }))).toEqual([]);
  });

  test('over facts or sectors, which a form does not know', () => {
    expect(problems(text('a', { not: { fact: 'resolved', known: true } }))).toEqual([{ key: 'a', code: 'notOverAnswers' }]);
  });

  test('requiredWhen obeys the same rules', () => {
    expect(problems(aQuestion('text', { key: 'a', requiredWhen: { answer: 'a', answered: true } }))).toEqual([
      { key: 'a', code: 'dependsOnItself' },
    ]);
  });
});

describe('questions and their catalogue', () => {
  test('unknown key, other type, option outside the list', () => {
    expect(checkForm(form(cause), new Map())).toEqual([{ key: 'cause', code: 'unknownQuestion' }]);
    expect(checkForm(form(cause), new Map([['cause', { type: 'multi', options: optionKeys }]]))).toEqual([
      { key: 'cause', code: 'typeDiffers', type: 'single', expected: 'multi' },
    ]);
    expect(checkForm(form(cause), new Map([['cause', { type: 'single', options: ['malicious', 'other'] }]]))).toEqual([
      { key: 'cause', code: 'optionNotInCatalogue', option: 'human-error' },
    ]);
  });

  test('a key twice, on another page too, or again inside rows', () => {
    const twice = aForm([text('a')], [text('a')]);
    expect(checkForm(twice, catalogueOf(...questionsOf(twice)))).toEqual([{ key: 'a', code: 'duplicateKey' }]);
    const item = { key: 'a', type: 'text' as const, label: { en: 'A' }, mandatory: false };
    expect(problems(text('a'), aQuestion('group', { key: 'g', items: [item] }))).toEqual([{ key: 'a', code: 'duplicateKey' }]);
  });

  test('options and items only where they belong', () => {
    const { options: _, ...bare } = cause;
    const [{ options = [] }] = [cause];
    expect(problems(bare)).toEqual([{ key: 'cause', code: 'optionsMissing' }]);
    expect(problems(aQuestion('text', { key: 't', options }))).toEqual([{ key: 't', code: 'optionsNotAllowed' }]);
    const first = options.slice(0, 1);
    expect(problems(aQuestion('single', { key: 's', options: [...first, ...first] }))).toEqual([
      { key: 's', code: 'duplicateOption', option: 'malicious' },
    ]);
  });

  test('items may look at earlier items of their row and at earlier questions', () => {
    const items = [
      { key: 'i', type: 'text' as const, label: { en: 'I' }, mandatory: false, visibleWhen: { answer: 'cause', is: 'other' } },
      { key: 'j', type: 'text' as const, label: { en: 'J' }, mandatory: false, visibleWhen: { answer: 'i', answered: true } },
    ];
    expect(problems(cause, aQuestion('group', { key: 'g', items }))).toEqual([]);
    expect(problems(aQuestion('group', { key: 'g', items: [...items].reverse() }), cause)).toMatchObject([
      { key: 'j' },
      { key: 'i', code: 'dependsOnLater' },
    ]);
  });
});
