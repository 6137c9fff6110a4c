import { describe, expect, it } from 'vitest';
import { createTranslator } from '#platform/i18n/catalogue.ts';
import { createFormat } from '#platform/i18n/format.ts';
import { uiCatalogue } from '#platform/i18n/locales/ui.ts';
import { Temporal } from '#platform/time/temporal.ts';
import type { AnswerValue } from '../domain/answer-value.ts';
import type { Question } from '../domain/definition.ts';
import { catalogue } from '../locales/catalogue.ts';
import { type AnswerWords, describeAnswer } from './answer-text.ts';

const translator = createTranslator([uiCatalogue, catalogue]);
const words = (language: 'en' | 'fr'): AnswerWords => {
  const t = translator.in(language);
  const format = createFormat({ language, t, zone: 'Europe/Luxembourg', now: Temporal.Instant.from('2026-03-05T09:00:00Z') });
  return { language, t, format };
};
const question = (type: Question['type'], more: Partial<Question> = {}): Question => ({
  key: 'q',
  type,
  label: { en: 'Question' },
  mandatory: false,
  ...more,
});
const options = [
  { key: 'servers', label: { en: 'Servers', fr: 'Serveurs' }, details: true },
  { key: 'network', label: { en: 'Network', fr: 'Réseau' }, details: false },
];
const cases: [string, Question, AnswerValue, 'en' | 'fr', string[]][] = [
  ['text', question('longText'), 'two\nlines', 'en', ['two\nlines']],
  ['choice', question('single', { options }), { option: 'servers' }, 'fr', ['Serveurs']],
  ['unknown option', question('multi', { options }), { options: ['network', 'gone'] }, 'en', ['Network', 'gone']],
  ['boolean', question('boolean'), false, 'fr', ['Non']],
  ['integer', question('integer'), 41000, 'en', ['41,000']],
  ['decimal', question('decimal'), '1250.1234', 'en', ['1,250.1234']],
  ['percentage', question('percentage'), '14.3', 'en', ['14.3%']],
  ['money', question('money'), { amount: '1250.5', currency: 'EUR' }, 'en', ['€1,250.50']],
  ['duration', question('duration'), 'PT90M', 'en', ['90 minutes']],
  ['date', question('date'), '2026-03-31', 'en', ['31 March 2026']],
  ['countries', question('countries'), ['BE', 'DE'], 'fr', ['Belgique', 'Allemagne']],
  ['empty', question('text'), ' ', 'en', []],
];

describe('answers as text', () => {
  it.each(cases)('%s', (_name, asked, value, language, lines) => {
    expect(describeAnswer(asked, value, words(language)).lines.map((line) => line.replaceAll('\u00a0', ' '))).toEqual(lines);
  });

  it('keeps details apart, also without an option', () => {
    expect(describeAnswer(question('single', { options }), { details: 'not sure yet' }, words('en'))).toEqual({
      lines: [],
      details: 'not sure yet',
    });
  });

  it('says the zone of a moment and that it is an estimate', () => {
    const [line] = describeAnswer(
      question('dateTime'),
      { at: '2026-03-05T01:40:00Z', zone: 'Europe/Luxembourg', estimate: true },
      words('en'),
    ).lines;
    expect(line).toContain('02:40');
    expect(line).toContain('CET (estimate)');
  });

  it('gives the rows of a group both as lines and item by item', () => {
    const group = question('group', {
      items: [
        { key: 'name', label: { en: 'Name' }, type: 'text', mandatory: true },
        { key: 'state', label: { en: 'State' }, type: 'multi', mandatory: false, options },
      ],
    });
    const text = describeAnswer(group, [{ name: 'CS1', state: { options: ['servers', 'network'] } }, { name: 'DB' }], words('en'));
    expect(text.lines).toEqual(['Name: CS1; State: Servers, Network', 'Name: DB']);
    expect(text.rows?.[1]).toEqual([{ label: 'Name', text: { lines: ['DB'] } }]);
  });
});
