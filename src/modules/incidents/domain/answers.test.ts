import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Temporal } from '#platform/time/temporal.ts';
import { type AnswerValue, isEmptyAnswer, sameAnswer } from './answer-value.ts';
import { checkAnswer } from './answers.ts';
import { questionTypes } from './definition.ts';
import { canonicalDecimal, canonicalLei } from './formats.ts';
import { aQuestion, arbitraryAnswers } from './testing/questions.ts';

const problem = (type: (typeof questionTypes)[number], value: unknown, extra = {}) => {
  const check = checkAnswer(aQuestion(type, extra), value);
  return check.ok ? undefined : check.problem;
};

describe('each type', () => {
  test.each(questionTypes)('%s: fitting answers pass unchanged, and twice', (type) => {
    fc.assert(
      fc.property(arbitraryAnswers[type], (value) => {
        expect(checkAnswer(aQuestion(type), value)).toEqual({ ok: true, value });
        expect(isEmptyAnswer(value)).toBe(false);
        expect(sameAnswer(value, value)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  test.each(questionTypes)('%s: anything posted gives a check, never an exception', (type) => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => typeof checkAnswer(aQuestion(type), value).ok === 'boolean'),
      { numRuns: 100 },
    );
  });
});

describe('problems', () => {
  test('a text that is too long is kept', () => {
    expect(checkAnswer(aQuestion('longText'), 'x'.repeat(20_001))).toMatchObject({
      problem: { code: 'tooLong', max: 20_000 },
      value: /x+/,
    });
    expect(problem('longText', 'x'.repeat(20_001), { max: 30_000 })).toBeUndefined();
    expect(problem('text', 'two\nlines')).toEqual({ code: 'lineBreak' });
  });

  test('options, details and their limits', () => {
    expect(problem('single', { option: 'meteor' })).toEqual({ code: 'unknownOption', option: 'meteor' });
    expect(problem('multi', { options: ['other', 'malicious'] }, { max: 1 })).toEqual({ code: 'tooMany', max: 1, count: 2 });
    expect(problem('single', { details: 'not in the list' })).toBeUndefined();
    const plain = [{ key: 'yes', label: { en: 'Yes' }, details: false }];
    expect(problem('single', { option: 'yes', details: 'x' }, { options: plain })).toEqual({ code: 'noDetailsHere' });
  });

  test('money has the decimals of its currency', () => {
    expect(problem('money', { amount: '10.555', currency: 'EUR' })).toEqual({ code: 'tooPrecise', decimals: 2, currency: 'EUR' });
    expect(problem('money', { amount: '10.5', currency: 'JPY' })).toEqual({ code: 'tooPrecise', decimals: 0, currency: 'JPY' });
    expect(problem('money', { amount: '-1', currency: 'EUR' })).toEqual({ code: 'negative' });
  });

  test('codes, addresses and dates', () => {
    expect(problem('countries', ['BE', 'XX'])).toEqual({ code: 'unknownCountry', country: 'XX' });
    expect(checkAnswer(aQuestion('regions'), ['LU-CA'], { regions: new Set(['LU-DI']) })).toMatchObject({
      problem: { code: 'unknownRegion' },
    });
    for (const url of ['javascript:alert(1)', 'ftp://example.org', 'https://user:pw@example.org', 'example.org']) {
      expect(problem('url', url)).toEqual({ code: 'notAUrl' });
    }
    for (const email of ['a@b', 'a b@c.de', 'a@b.c,d@e.fr', '@example.org'])
      expect(problem('email', email)).toEqual({ code: 'notAnEmail' });
    expect(problem('phone', '12+34567')).toEqual({ code: 'notAPhone' });
    expect(problem('date', '2026-02-29')).toEqual({ code: 'impossibleDate' });
    expect(problem('dateTime', { at: '2026-02-28T10:00:00Z', zone: 'Mars/Olympus' })).toEqual({ code: 'unknownZone' });
    expect(problem('duration', 'P1DT2H')).toEqual({ code: 'notADuration' });
    expect(checkAnswer(aQuestion('duration'), 'PT72H')).toEqual({ ok: true, value: 'P3D' });
  });

  test('characters that the database refuses never get stored', () => {
    expect(checkAnswer(aQuestion('text'), 'a\0b\ud800')).toEqual({ ok: true, value: 'ab\ufffd' });
  });
});

test('LEI: the check digits count', () => {
  expect(canonicalLei('529900t8bm49aursdo55')).toBe('529900T8BM49AURSDO55');
  expect(canonicalLei('529900T8BM49AURSDO56')).toBeUndefined();
  fc.assert(
    fc.property(arbitraryAnswers.lei, fc.nat({ max: 19 }), fc.nat({ max: 9 }), (lei, at, digit) => {
      const text = String(lei);
      const mistyped = /\d/.test(text.charAt(at)) ? text.slice(0, at) + digit + text.slice(at + 1) : text;
      expect(canonicalLei(mistyped)).toBe(mistyped === text ? text : undefined);
    }),
  );
});

test('canonical decimals keep their value', () => {
  expect([canonicalDecimal('007.50'), canonicalDecimal('-0.0'), canonicalDecimal('+3'), canonicalDecimal('1e3')]).toEqual([
    '7.5',
    '0',
    '3',
    undefined,
  ]);
  fc.assert(
    fc.property(
      fc.integer(),
      fc.nat({ max: 9999 }),
      (whole, part) => Number(canonicalDecimal(`${whole}.${part}`)) === Number(`${whole}.${part}`),
    ),
  );
});

describe('sameAnswer', () => {
  test('sets have no order', () => {
    expect(sameAnswer(['BE', 'FR'], ['FR', 'BE'])).toBe(true);
    expect(sameAnswer({ options: ['a', 'b'] }, { options: ['b', 'a'] })).toBe(true);
    expect(sameAnswer({ options: ['a'] }, { options: ['a'], details: 'x' })).toBe(false);
    expect(sameAnswer(['BE'], ['BE', 'FR'])).toBe(false);
  });

  test('rows have one', () => {
    expect(sameAnswer([{ a: 'x' }, { a: 'y' }], [{ a: 'x' }, {}, { a: 'y' }])).toBe(true);
    expect(sameAnswer([{ a: 'x' }, { a: 'y' }], [{ a: 'y' }, { a: 'x' }])).toBe(false);
  });

  test('every emptiness is equal; false and 0 are not empty', () => {
    expect(sameAnswer(undefined, { options: [] })).toBe(true);
    expect(sameAnswer('  ', [])).toBe(true);
    expect(sameAnswer(false, undefined)).toBe(false);
    expect(sameAnswer(0, undefined)).toBe(false);
  });
});

describe('moments that have passed', () => {
  const zone = 'Europe/Brussels';
  const now = { at: Temporal.Instant.from('2026-03-05T10:00:00Z'), zone };
  const refused = (type: 'date' | 'dateTime', value: AnswerValue, extra: object = { notFuture: true }) => {
    const check = checkAnswer(aQuestion(type, extra), value, { now });
    // What was typed is kept in the draft.
    if (!check.ok) expect(check).toEqual({ ok: false, problem: { code: 'future' }, value });
    return !check.ok;
  };

  test('a date is measured by the calendar of the zone, a moment with five minutes of tolerance', () => {
    fc.assert(
      fc.property(fc.integer({ min: -400, max: 400 }), (days) => {
        const day = Temporal.PlainDate.from('2026-03-05').add({ days }).toString();
        expect(refused('date', day)).toBe(days > 0);
        expect(refused('date', day, {})).toBe(false);
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: -100_000, max: 100_000 }), (minutes) => {
        expect(refused('dateTime', { at: now.at.add({ minutes }).toString(), zone })).toBe(minutes > 5);
      }),
    );
  });
});
