import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chosenBaseline, compareAnswers, compareKeys, type EarlierSubmission, removedQuestions, usualBaseline } from './answer-changes.ts';
import type { Answers, AnswerValue } from './answer-value.ts';
import type { FormDefinition, Question } from './definition.ts';
import { inTime } from './questionnaire.ts';

const question = (key: string, more: Partial<Question> = {}): Question => ({
  key,
  type: 'text',
  label: { en: key },
  mandatory: false,
  ...more,
});
const form: FormDefinition = {
  label: { en: 'Form' },
  pages: [
    { key: 'one', label: { en: 'One' }, questions: [question('a'), question('b')] },
    { key: 'two', label: { en: 'Two' }, questions: [question('c', { visibleWhen: { answer: 'a', is: 'yes' } })] },
  ],
};
const answers = (given: Record<string, AnswerValue>): Answers => new Map(Object.entries(given));
const earlier = (id: string, isSameReport: boolean, given: Record<string, AnswerValue>): EarlierSubmission => ({
  id,
  isSameReport,
  answers: answers(given),
});
const states = (now: Record<string, AnswerValue>, before: EarlierSubmission[], chosen?: EarlierSubmission) => {
  const baseline = chosen ? chosenBaseline(chosen) : usualBaseline(answers(now), before);
  const same = new Set([...before, ...(chosen ? [chosen] : [])].filter(({ isSameReport }) => isSameReport).map(({ id }) => id));
  const pages = compareAnswers(form, answers(now), baseline, same, inTime);
  return Object.fromEntries(pages.flatMap((page) => page.answers.map(({ question: { key }, state }) => [key, state])));
};

// incidents.md check 22
describe('what a submission changed', () => {
  it('marks nothing where nobody answered before', () => {
    expect(states({ a: 'x', b: 'y' }, [])).toEqual({ a: 'same', b: 'same' });
    expect(states({ a: 'x', b: 'y' }, [earlier('1', true, { a: 'x' })])).toEqual({ a: 'same', b: 'same' });
  });

  it('looks at the most recent submission that answered the same question, of whichever report', () => {
    const before = [earlier('2', true, { b: 'y' }), earlier('1', false, { a: 'old' })];
    expect(states({ a: 'x', b: 'y' }, before)).toEqual({ a: 'changed', b: 'same' });
    expect(usualBaseline(answers({ a: 'x' }), before).earlier.get('a')).toEqual({ value: 'old', submissionId: '1' });
  });

  it('tells once that an answer was taken back', () => {
    expect(states({ a: 'x' }, [earlier('1', true, { a: 'x', b: 'y' })])).toEqual({ a: 'same', b: 'removed' });
    expect(states({ a: 'x' }, [earlier('2', true, { a: 'x' }), earlier('1', true, { b: 'y' })])).toEqual({ a: 'same', b: 'same' });
  });

  it('shows the former answer to a question that is hidden now, when the same report gave it', () => {
    expect(states({ a: 'no' }, [earlier('1', true, { a: 'yes', c: 'z' })])).toEqual({ a: 'changed', b: 'same', c: 'removed' });
    expect(states({ a: 'no' }, [earlier('1', false, { a: 'yes', c: 'z' })])).toEqual({ a: 'changed', b: 'same' });
  });

  it('compares whole with a version that was chosen', () => {
    expect(states({ a: 'x', b: 'y' }, [], earlier('1', true, { a: 'x' }))).toEqual({ a: 'same', b: 'added' });
  });

  it('lists what the older form asked and this one does not', () => {
    const older: FormDefinition = { ...form, pages: [{ key: 'old', label: { en: 'Old' }, questions: [question('gone'), question('a')] }] };
    expect(removedQuestions(form, older, answers({ gone: 'was', a: 'x' })).map(({ question: { key } }) => key)).toEqual(['gone']);
  });

  it('never marks a version compared with itself', () => {
    const given = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.string());
    fc.assert(
      fc.property(given, (now) => {
        const found = Object.values(states(now, [earlier('1', true, now)]));
        expect(found.filter((state) => state !== 'same' && state !== 'removed')).toEqual([]);
      }),
    );
  });

  it('compares lists of keys as sets', () => {
    const key = fc.constantFrom('p', 'q', 'r', 's');
    fc.assert(
      fc.property(fc.uniqueArray(key), fc.uniqueArray(key), (before, now) => {
        const items = compareKeys(before, now);
        expect(items.filter(({ state }) => state !== 'removed').map((item) => item.key)).toEqual(now);
        expect(
          items
            .filter(({ state }) => state !== 'added')
            .map((item) => item.key)
            .sort(),
        ).toEqual([...before].sort());
      }),
    );
    expect(compareKeys(undefined, ['p'])).toEqual([{ key: 'p', state: 'same' }]);
  });
});
