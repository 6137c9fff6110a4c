import { readFileSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, test } from 'vitest';
import { languages } from '#platform/i18n/language.ts';
import type { AnswerProblemCode } from './answers.ts';
import type { FormProblem } from './check-form.ts';
import type { FactProblem } from './facts.ts';
import { answerProblemText, factProblemText, formProblemText } from './problem-texts.ts';

/** Arguments of every problem: a code that is forgotten here does not compile. */
const answerArguments: Record<AnswerProblemCode, Record<string, string | number>> = {
  missingParts: {},
  notANumber: { part: 'day' },
  shortYear: {},
  impossibleDate: {},
  impossibleTime: {},
  unknownZone: {},
  skippedTime: { zone: 'UTC' },
  repeatedTime: { zone: 'UTC' },
  future: {},
  wrongShape: {},
  tooLong: { max: 5, length: 6 },
  lineBreak: {},
  tooMany: { max: 5, count: 6 },
  unknownOption: {},
  noDetailsHere: {},
  notANumberText: {},
  notAWholeNumber: {},
  ambiguousNumber: {},
  negative: {},
  tooLarge: { max: 100 },
  tooPrecise: { decimals: 2, currency: 'EUR' },
  amountMissing: {},
  currencyMissing: {},
  unknownCurrency: { currency: 'XYZ' },
  notADuration: {},
  unknownCountry: { country: 'XX' },
  unknownRegion: { region: 'XX-Y' },
  notAnEmail: {},
  notAPhone: {},
  notALei: {},
  notAUrl: {},
  rows: {},
};
const formArguments: Record<FormProblem['code'], Record<string, string>> = {
  duplicatePage: {},
  duplicateKey: {},
  duplicateOption: { option: 'o' },
  unknownQuestion: {},
  notADate: { type: 'text' },
  typeDiffers: { type: 'text', expected: 'date' },
  optionNotInCatalogue: { option: 'o' },
  optionsMissing: {},
  optionsNotAllowed: {},
  itemsMissing: {},
  itemsNotAllowed: {},
  dependsOnItself: {},
  cycle: { path: 'a, b' },
  dependsOnLater: { on: 'b' },
  dependsOnUnknown: { on: 'b' },
  optionNotOffered: { on: 'b', option: 'o' },
  comparisonDoesNotFit: { on: 'b', type: 'text' },
  notOverAnswers: {},
};
const factArguments: Record<FactProblem['code'], Record<string, string>> = {
  missing: { fact: 'f' },
  future: { fact: 'f' },
  beforeOther: { fact: 'f', other: 'g' },
  afterNotification: { fact: 'f' },
};
const prefixes: Record<string, string> = {
  'answer-problems': 'incidents.answer.',
  'form-problems': 'incidents.form.',
  'fact-problems': 'incidents.fact.',
};
const catalogues = { 'answer-problems': answerArguments, 'form-problems': formArguments, 'fact-problems': factArguments };

describe.each(languages)('%s', (language) => {
  test.each(Object.entries(catalogues))(
    '%s has a text for every problem, with its arguments',
    (name, all: Record<string, Record<string, string | number>>) => {
      const file = new URL(`../locales/${language}/${name}.json`, import.meta.url);
      const texts: Record<string, string> = JSON.parse(readFileSync(file, 'utf8'));
      const prefix = prefixes[name] ?? '';
      expect(Object.keys(texts).sort()).toEqual(
        Object.keys(all)
          .map((code) => prefix + code)
          .sort(),
      );
      for (const [code, args] of Object.entries(all)) {
        const given = name === 'form-problems' && code !== 'cycle' ? { ...args, key: 'q' } : args;
        const text = String(new IntlMessageFormat(texts[prefix + code] ?? '', language, undefined, { ignoreTag: true }).format(given));
        expect(text).toMatch(/\.$/);
        for (const value of Object.values(args)) if (value !== 'day') expect(text).toContain(String(value));
      }
    },
  );
});

test('problems carry what their texts need', () => {
  expect(answerProblemText({ code: 'tooLong', max: 5, length: 6 })).toEqual({
    messageKey: 'incidents.answer.tooLong',
    values: expect.objectContaining({ max: 5, length: 6 }),
  });
  expect(formProblemText({ key: 'a', code: 'cycle', path: ['a', 'b'] })).toMatchObject({
    messageKey: 'incidents.form.cycle',
    values: { path: 'a, b' },
  });
  expect(factProblemText({ code: 'beforeOther', fact: 'resolved', other: 'aware' }, (fact) => fact.toUpperCase())).toEqual({
    messageKey: 'incidents.fact.beforeOther',
    values: { fact: 'RESOLVED', other: 'AWARE' },
  });
});
