import { expect, test } from 'vitest';
import type { AnswerValue } from './answer-value.ts';
import { migrateAnswers } from './migrate-answers.ts';
import { aForm, aQuestion } from './testing/questions.ts';

const cause = aQuestion('single', { key: 'cause' });
const kinds = aQuestion('multi', { key: 'kinds' });
const without = (option: string, question: typeof cause) => ({
  ...question,
  options: question.options?.filter(({ key }) => key !== option) ?? [],
});
const answers = (values: Record<string, AnswerValue>) => new Map(Object.entries(values));

// decisions.md D11
test('answers follow their key into the newer form', () => {
  const oldForm = aForm([cause, kinds, aQuestion('text', { key: 'gone' }), aQuestion('text', { key: 'changed' })]);
  const newForm = aForm(
    [aQuestion('text', { key: 'new' })],
    [without('malicious', kinds), without('malicious', cause), aQuestion('integer', { key: 'changed' })],
  );
  const typed = answers({ cause: { option: 'malicious' }, kinds: { options: ['malicious', 'other'] }, gone: 'x', changed: 'y' });
  const migration = migrateAnswers(typed, oldForm, newForm);
  expect(Object.fromEntries(migration.answers)).toEqual({ kinds: { options: ['other'] } });
  expect(migration.dropped).toEqual(['cause', 'gone', 'changed']);
  expect(migration.narrowed).toEqual(['kinds']);
  expect(migration.added).toEqual(['new']);
});

test('details survive the loss of their option; rows lose only removed items', () => {
  const group = aQuestion('group', { key: 'rows' });
  const smaller = { ...group, items: group.items?.slice(0, 1) ?? [] };
  const typed = answers({
    cause: { option: 'other', details: 'why' },
    rows: [{ 'item-name': 'A', 'item-cost': { amount: '1', currency: 'EUR' } }],
  });
  const { answers: next } = migrateAnswers(typed, aForm([cause, group]), aForm([without('other', cause), smaller]));
  expect(Object.fromEntries(next)).toEqual({ cause: { details: 'why' }, rows: [{ 'item-name': 'A' }] });
});

test('the same form changes nothing', () => {
  const form = aForm([cause, kinds]);
  const typed = answers({ cause: { option: 'other' }, kinds: { options: ['other'] } });
  expect(migrateAnswers(typed, form, form)).toEqual({ answers: typed, dropped: [], narrowed: [], added: [] });
});
