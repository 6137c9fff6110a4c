import { expect, test } from 'vitest';
import type { AnswerValue } from './answer-value.ts';
import { isCrossBorder } from './cross-border.ts';

const procedure = { crossBorder: { question: 'abroad', option: 'yes' } };
const flag = (...values: (AnswerValue | undefined)[]) =>
  isCrossBorder(
    procedure,
    values.map((value) => new Map(value === undefined ? [] : [['abroad', value]])),
  );

// incidents.md check 27
test('the newest submission that answers the question decides', () => {
  expect(flag({ option: 'yes' })).toBe(true);
  expect(flag({ option: 'yes' }, undefined)).toBe(true);
  expect(flag({ option: 'yes' }, { option: 'no' })).toBe(false);
  expect(flag({ option: 'no' }, { options: ['maybe', 'yes'] })).toBe(true);
  expect(flag(true)).toBe(true);
  expect(flag(false)).toBe(false);
});

test('false when nobody answered or no question is named', () => {
  expect(flag()).toBe(false);
  expect(flag({ details: 'yes' })).toBe(false);
  expect(isCrossBorder({}, [new Map([['abroad', { option: 'yes' }]])])).toBe(false);
});
