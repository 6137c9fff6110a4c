import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { questionTypes } from './definition.ts';
import { type FormFields, parseFormAnswer, toFormFields } from './form-answer.ts';
import { aQuestion, arbitraryAnswers } from './testing/questions.ts';

const zone = 'Europe/Brussels';
const parse = (type: (typeof questionTypes)[number], fields: FormFields) => parseFormAnswer(aQuestion(type, { key: 'q' }), fields, zone);
const problem = (type: (typeof questionTypes)[number], fields: FormFields) => {
  const answer = parse(type, fields);
  return answer.ok ? undefined : answer.problem;
};

describe('every type survives a round trip through the form', () => {
  test.each(questionTypes)('%s', (type) => {
    const question = aQuestion(type);
    fc.assert(
      fc.property(arbitraryAnswers[type], (value) => {
        expect(parseFormAnswer(question, toFormFields(question, value), zone)).toEqual({ ok: true, value });
      }),
      { numRuns: 60 },
    );
  });

  test.each(questionTypes)('%s left empty is no answer', (type) => {
    expect(parse(type, {})).toEqual({ ok: true, value: undefined });
    expect(parse(type, { q: '', 'q.option': '', 'q.details': ' ', 'q.amount': '', 'q.currency': 'EUR', 'q.days': '' })).toEqual({
      ok: true,
      value: undefined,
    });
  });
});

describe('numbers as people type them', () => {
  test('comma or point, blanks between thousands', () => {
    expect(parse('decimal', { q: '1 234,5' })).toEqual({ ok: true, value: '1234.5' });
    expect(parse('decimal', { q: "1'234.50" })).toEqual({ ok: true, value: '1234.5' });
    expect(parse('integer', { q: '12 000' })).toEqual({ ok: true, value: 12000 });
    expect(parse('money', { 'q.amount': '10,50', 'q.currency': 'eur' })).toEqual({ ok: true, value: { amount: '10.5', currency: 'EUR' } });
  });

  test('what could be a thousand or a fraction is asked again', () => {
    expect(problem('decimal', { q: '1,500' })).toEqual({ code: 'ambiguousNumber' });
    expect(problem('money', { 'q.amount': '1.500', 'q.currency': 'EUR' })).toEqual({ code: 'ambiguousNumber' });
    expect(problem('integer', { q: '1.500' })).toEqual({ code: 'notAWholeNumber' });
    expect(parse('money', { 'q.amount': '1.125', 'q.currency': 'KWD' })).toEqual({ ok: true, value: { amount: '1.125', currency: 'KWD' } });
  });

  test('nonsense has its own problem', () => {
    expect(problem('decimal', { q: 'many' })).toEqual({ code: 'notANumberText' });
    expect(problem('percentage', { q: '101' })).toEqual({ code: 'tooLarge', max: 100 });
    expect(problem('integer', { q: '-1' })).toEqual({ code: 'negative' });
    expect(problem('money', { 'q.amount': '5' })).toEqual({ code: 'currencyMissing' });
    expect(problem('money', { 'q.amount': '5', 'q.currency': 'XYZ' })).toEqual({ code: 'unknownCurrency', currency: 'XYZ' });
    expect(problem('duration', { 'q.hours': '4.5' })).toEqual({ code: 'notADuration' });
    expect(parse('duration', { 'q.days': '1', 'q.hours': '4', 'q.minutes': '' })).toEqual({ ok: true, value: 'PT28H' });
  });
});

describe('dates', () => {
  test('a day and a moment', () => {
    expect(parse('date', { 'q.day': '3', 'q.month': '11', 'q.year': '2026' })).toEqual({ ok: true, value: '2026-11-03' });
    expect(
      parse('dateTime', { 'q.day': '3', 'q.month': '11', 'q.year': '2026', 'q.hour': '9', 'q.minute': '05', 'q.estimate': 'on' }),
    ).toEqual({
      ok: true,
      value: { at: '2026-11-03T08:05:00Z', zone, estimate: true },
    });
  });

  test('a zone chosen in the form wins; an hour that occurs twice needs a choice', () => {
    const fields = { 'q.day': '25', 'q.month': '10', 'q.year': '2026', 'q.hour': '2', 'q.minute': '30' };
    expect(problem('dateTime', fields)?.code).toBe('repeatedTime');
    expect(parse('dateTime', { ...fields, 'q.repeated': 'later' })).toMatchObject({ value: { at: '2026-10-25T01:30:00Z' } });
    expect(parse('dateTime', { ...fields, 'q.zone': 'UTC' })).toMatchObject({ value: { at: '2026-10-25T02:30:00Z', zone: 'UTC' } });
  });

  test('half a date is a problem, not an empty answer', () => {
    expect(problem('date', { 'q.day': '3' })).toEqual({ code: 'missingParts', parts: ['month', 'year'] });
    expect(problem('date', { 'q.day': '31', 'q.month': '2', 'q.year': '2026' })).toEqual({ code: 'impossibleDate' });
  });
});

describe('rows', () => {
  test('gaps and empty rows do not count, problems name the row, other content is kept', () => {
    const fields = {
      'q.0.item-name': '',
      'q.2.item-name': 'Bank',
      'q.7.item-name': 'Post',
      'q.7.item-cost.amount': 'x',
      'q.7.item-cost.currency': 'EUR',
    };
    expect(parse('group', fields)).toEqual({
      ok: false,
      problem: { code: 'rows', rows: [{ index: 1, key: 'item-cost', problem: { code: 'notANumberText' } }] },
      value: [{ 'item-name': 'Bank' }, { 'item-name': 'Post' }],
    });
  });

  test('forged row numbers and keys are ignored', () => {
    expect(parse('group', { 'q.99999999.item-name': 'x', 'q.__proto__.item-name': 'x', 'q.1.constructor': 'x' })).toEqual({
      ok: true,
      value: undefined,
    });
  });
});

test('text with Windows line ends and a text that is too long', () => {
  expect(parse('longText', { q: 'a\r\nb' })).toEqual({ ok: true, value: 'a\nb' });
  const long = 'x'.repeat(256);
  expect(parse('text', { q: long })).toEqual({ ok: false, problem: { code: 'tooLong', max: 255, length: 256 }, value: long });
});
