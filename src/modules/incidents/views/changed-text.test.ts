import { describe, expect, it } from 'vitest';
import { createTranslator } from '#platform/i18n/catalogue.ts';
import { createFormat } from '#platform/i18n/format.ts';
import { uiCatalogue } from '#platform/i18n/locales/ui.ts';
import { Temporal } from '#platform/time/temporal.ts';
import type { AnswerValue } from '../domain/answer-value.ts';
import { type Question, questionTypes } from '../domain/definition.ts';
import { catalogue } from '../locales/catalogue.ts';
import { describeAnswer } from './answer-text.ts';
import { changedParts } from './changed-text.ts';

const t = createTranslator([uiCatalogue, catalogue]).in('en');
const now = Temporal.Instant.from('2026-03-05T09:00:00Z');
const words = { language: 'en' as const, t, format: createFormat({ language: 'en', t, zone: 'Europe/Luxembourg', now }) };
const options = ['one', 'two', 'three'].map((key) => ({ key, label: { en: key }, details: true }));
const items = [{ key: 'name', label: { en: 'Name' }, type: 'text' as const, mandatory: true }];

/** Before, after, and the change with [removed] and {added}. */
const cases: Record<Question['type'], [AnswerValue, AnswerValue, string]> = {
  text: ['Two servers', 'Three servers', '[Two]{Three} servers'],
  longText: ['Two of four\nservers', 'Three of four\nservers', '[Two]{Three} of four\nservers'],
  single: [{ option: 'one', details: 'so far' }, { option: 'two', details: 'so good' }, '[one] {two}|[so far] {so good}'],
  multi: [{ options: ['one', 'two'] }, { options: ['two', 'three'] }, 'two; {three}; [one]'],
  boolean: [true, false, '[Yes] {No}'],
  integer: [41000, 58500, '[41,000] {58,500}'],
  decimal: ['1.5', '2.25', '[1.5] {2.25}'],
  percentage: ['14.3', '20', '[14.3%] {20%}'],
  money: [{ amount: '10', currency: 'EUR' }, { amount: '10', currency: 'USD' }, '[€10.00] {US$10.00}'],
  duration: ['PT4H', 'PT6H', '[4 hours] {6 hours}'],
  date: ['2026-03-31', '2026-04-01', '[31 March 2026] {1 April 2026}'],
  dateTime: [
    { at: '2026-03-05T01:40:00Z', zone: 'UTC' },
    { at: '2026-03-05T02:40:00Z', zone: 'UTC' },
    '[Thursday 5 March 2026, 01:40 UTC] {Thursday 5 March 2026, 02:40 UTC}',
  ],
  countries: [['BE', 'DE'], ['BE', 'NL'], 'Belgium; {Netherlands}; [Germany]'],
  regions: [['LU-LU'], ['LU-LU', 'LU-DI'], 'LU-LU; {LU-DI}'],
  email: ['a@norvane.example', 'b@norvane.example', '[a]{b}@norvane.example'],
  phone: ['+352411221', '+352411222', '[+352411221] {+352411222}'],
  lei: ['5493001KJTIIGC8Y1R12', '529900T8BM49AURSDO55', '[5493001KJTIIGC8Y1R12] {529900T8BM49AURSDO55}'],
  url: ['https://norvane.example/a', 'https://norvane.example/b', 'https://norvane.example/[a]{b}'],
  group: [[{ name: 'CS1' }], [{ name: 'CS2' }, { name: 'DB' }], 'Name: [CS1]{CS2}|{Name: DB}'],
};
const marks = { same: ['', ''], removed: ['[', ']'], added: ['{', '}'] } as const;

// incidents.md check 22
describe('a changed answer', () => {
  it.each(questionTypes)('of the type %s', (type) => {
    const question: Question = { key: 'q', type, label: { en: 'Q' }, mandatory: false, options, items };
    const [before, after, expected] = cases[type];
    const paragraphs = changedParts(question, describeAnswer(question, before, words), describeAnswer(question, after, words));
    const written = paragraphs
      .map((parts) => parts.map(({ kind, text }) => `${marks[kind][0]}${text}${marks[kind][1]}`).join(''))
      .join('|');
    expect(written.replaceAll('\u00a0', ' ')).toBe(expected);
  });
});
