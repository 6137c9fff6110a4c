import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Answers, AnswerValue } from './answer-value.ts';
import type { Condition } from './condition.ts';
import type { FormDefinition, Question } from './definition.ts';
import * as questionnaire from './questionnaire.ts';
import { aForm, aQuestion } from './testing/questions.ts';

const { inTime } = questionnaire;
const keptAnswers = (form: FormDefinition, given: Answers) => questionnaire.keptAnswers(form, given, inTime);
const missingAnswers = (form: FormDefinition, given: Answers) => questionnaire.missingAnswers(form, given, inTime);
const sectionStates = (form: FormDefinition, given: Answers) => questionnaire.sectionStates(form, given, inTime);
const visibleQuestions = (form: FormDefinition, given: Answers) => questionnaire.visibleQuestions(form, given, inTime);

const answers = (values: Record<string, AnswerValue>): Answers => new Map(Object.entries(values));
const keys = (questions: Question[]) => questions.map(({ key }) => key);

const cause = aQuestion('single', { key: 'cause', mandatory: true });
const actor = aQuestion('text', { key: 'actor', mandatory: true, visibleWhen: { answer: 'cause', is: 'malicious' } });
const contact = aQuestion('text', {
  key: 'contact',
  visibleWhen: { answer: 'actor', answered: true },
  requiredWhen: { answer: 'cause', answered: true },
});
const form = aForm([cause, actor], [contact]);

// incidents.md check 17
describe('conditional questions', () => {
  test('a triggered mandatory question blocks, an untriggered one does not', () => {
    expect(missingAnswers(form, answers({ cause: { option: 'malicious' } }))).toEqual([{ page: 'page-1', key: 'actor' }]);
    expect(missingAnswers(form, answers({ cause: { option: 'other' } }))).toEqual([]);
    expect(missingAnswers(form, answers({}))).toEqual([{ page: 'page-1', key: 'cause' }]);
  });

  test('details alone satisfy a mandatory choice', () => {
    expect(missingAnswers(form, answers({ cause: { details: 'a digger cut the cable' } }))).toEqual([]);
    expect(missingAnswers(form, answers({ cause: { details: '  ' } }))).toEqual([{ page: 'page-1', key: 'cause' }]);
  });

  test('former answers of hidden questions are not stored, at any distance', () => {
    const typed = answers({ cause: { option: 'other' }, actor: 'someone', contact: 'x@example.org', removed: 'y' });
    expect([...keptAnswers(form, typed).keys()]).toEqual(['cause']);
    expect(keys(visibleQuestions(form, typed))).toEqual(['cause']);
    expect(keys(visibleQuestions(form, answers({ cause: { option: 'malicious' }, actor: 'someone' })))).toEqual([
      'cause',
      'actor',
      'contact',
    ]);
  });

  test('requiredWhen counts while the question is visible', () => {
    const typed = { cause: { option: 'malicious' }, actor: 'someone' };
    expect(missingAnswers(form, answers(typed))).toEqual([{ page: 'page-2', key: 'contact' }]);
  });
});

describe('rows', () => {
  const items = [
    { key: 'who', type: 'text' as const, label: { en: 'Who' }, mandatory: true },
    {
      key: 'why',
      type: 'text' as const,
      label: { en: 'Why' },
      mandatory: true,
      visibleWhen: { answer: 'who', answered: true } as Condition,
    },
    {
      key: 'actor-name',
      type: 'text' as const,
      label: { en: 'Actor' },
      mandatory: false,
      visibleWhen: { answer: 'cause', is: 'malicious' } as Condition,
    },
  ];
  const group = aQuestion('group', { key: 'people', items });
  const rows = aForm([cause, group]);

  test('mandatory items are missing row by row, looking at the row and at the form', () => {
    const typed = answers({ cause: { option: 'other' }, people: [{ who: 'A' }, { who: 'B', why: 'x' }] });
    expect(missingAnswers(rows, typed)).toEqual([{ page: 'page-1', key: 'people', row: 0, item: 'why' }]);
  });

  test('hidden items are dropped', () => {
    const people = [{ who: 'A', why: 'x', 'actor-name': 'Z' }];
    expect(keptAnswers(rows, answers({ cause: { option: 'other' }, people })).get('people')).toEqual([{ who: 'A', why: 'x' }]);
    expect(keptAnswers(rows, answers({ cause: { option: 'malicious' }, people })).get('people')).toEqual(people);
  });
});

test('pages tell how far they are', () => {
  expect(sectionStates(form, answers({}))).toEqual([
    { page: 'page-1', state: 'notStarted', visible: 1, answered: 0, missing: 1 },
    { page: 'page-2', state: 'hidden', visible: 0, answered: 0, missing: 0 },
  ]);
  expect(sectionStates(form, answers({ cause: { option: 'malicious' } }))[0]).toMatchObject({
    state: 'inProgress',
    answered: 1,
    missing: 1,
  });
  expect(sectionStates(form, answers({ cause: { option: 'malicious' }, actor: 'x' }))).toMatchObject([
    { state: 'complete' },
    { state: 'notStarted' },
  ]);
});

describe('for any form whose conditions look back', () => {
  const size = 8;
  const key = (index: number) => `q-${index}`;
  const questions = fc
    .array(fc.record({ on: fc.option(fc.nat({ max: size - 1 }), { nil: undefined }), is: fc.boolean(), mandatory: fc.boolean() }), {
      minLength: size,
      maxLength: size,
    })
    .map((specs) =>
      specs.map(({ on, is, mandatory }, index) => {
        const visibleWhen = on !== undefined && on < index ? { visibleWhen: { answer: key(on), is } } : {};
        return aQuestion('boolean', { key: key(index), mandatory, ...visibleWhen });
      }),
    );
  const typed = fc.array(fc.option(fc.boolean(), { nil: undefined }), { minLength: size, maxLength: size }).map((values) => {
    const map = new Map<string, AnswerValue>();
    for (const [index, value] of values.entries()) if (value !== undefined) map.set(key(index), value);
    return map;
  });

  test('dropping hidden answers changes nothing a person sees, and only answers of visible questions stay', () => {
    fc.assert(
      fc.property(questions, typed, (list, values) => {
        const any = aForm(list);
        const kept = keptAnswers(any, values);
        const visible = keys(visibleQuestions(any, values));
        expect(keys(visibleQuestions(any, kept))).toEqual(visible);
        expect([...keptAnswers(any, kept)]).toEqual([...kept]);
        expect([...kept.keys()].every((one) => visible.includes(one))).toBe(true);
        expect(missingAnswers(any, kept)).toEqual(missingAnswers(any, values));
        expect(missingAnswers(any, values).every((place) => visible.includes(place.key) && !kept.has(place.key))).toBe(true);
      }),
    );
  });
});

// Regulation (EU) 2016/679, Art. 33(1), last sentence
test('a question that only a late report is asked counts only for a late report', () => {
  const reasons = aQuestion('longText', { key: 'reasons', mandatory: true, visibleWhen: { late: true } });
  const form = aForm([aQuestion('text', { key: 'what', requiredWhen: { late: true } }), reasons]);
  fc.assert(
    fc.property(fc.boolean(), fc.boolean(), fc.boolean(), (late, hasWhat, hasReasons) => {
      const typed = answers({ ...(hasWhat && { what: 'x' }), ...(hasReasons && { reasons: 'y' }) });
      const missing = questionnaire.missingAnswers(form, typed, { late }).map(({ key }) => key);
      expect(missing).toEqual(late ? ['what', 'reasons'].filter((key) => !typed.has(key)) : []);
      expect(questionnaire.keptAnswers(form, typed, { late }).has('reasons')).toBe(late && hasReasons);
      expect(keys(questionnaire.visibleQuestions(form, typed, { late }))).toEqual(late ? ['what', 'reasons'] : ['what']);
    }),
  );
});
