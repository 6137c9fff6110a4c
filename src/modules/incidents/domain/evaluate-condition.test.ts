import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Temporal } from '#platform/time/temporal.ts';
import type { Answers, AnswerValue } from './answer-value.ts';
import { type Condition, conditionSchema } from './condition.ts';
import { addDuration, readDuration } from './duration.ts';
import { type ConditionWorld, evaluate } from './evaluate-condition.ts';

const answers = (values: Record<string, AnswerValue>): Answers => new Map(Object.entries(values));
const holds = (condition: Condition, values: Record<string, AnswerValue> = {}, world: Partial<ConditionWorld> = {}) =>
  evaluate(conditionSchema.parse(condition), { answers: answers(values), ...world });
const at = (text: string) => Temporal.Instant.from(text);

describe('answers', () => {
  test('is and in compare scalars and chosen options', () => {
    expect(holds({ answer: 'cause', is: 'malicious' }, { cause: { option: 'malicious' } })).toBe(true);
    expect(holds({ answer: 'cause', is: 'malicious' }, { cause: { options: ['malicious'] } })).toBe(false);
    expect(holds({ answer: 'cause', in: ['a', 'b'] }, { cause: { option: 'b' } })).toBe(true);
    expect(holds({ answer: 'over', is: false }, { over: false })).toBe(true);
    expect(holds({ answer: 'n', is: 5 }, { n: '5.0' })).toBe(true);
  });

  test('includes and atLeast look into lists and sizes', () => {
    expect(holds({ answer: 'where', includes: 'FR' }, { where: ['BE', 'FR'] })).toBe(true);
    expect(holds({ answer: 'what', includes: 'data' }, { what: { options: ['data'] } })).toBe(true);
    expect(holds({ answer: 'where', atLeast: 2 }, { where: ['BE', 'FR'] })).toBe(true);
    expect(holds({ answer: 'loss', atLeast: 100_000 }, { loss: { amount: '100000.01', currency: 'EUR' } })).toBe(true);
    expect(holds({ answer: 'share', atLeast: 10 }, { share: '9.99' })).toBe(false);
  });

  test('an unanswered question makes every comparison false', () => {
    for (const condition of [{ is: 'x' }, { in: ['x'] }, { includes: 'x' }, { atLeast: 0 }]) {
      expect(holds({ answer: 'constructor', ...condition } as Condition)).toBe(false);
    }
    expect(holds({ answer: 'q', answered: false })).toBe(true);
    expect(holds({ answer: 'q', answered: true }, { q: ' ' })).toBe(false);
  });
});

describe('facts, stages, sectors, categories', () => {
  const facts = { aware: at('2026-01-31T10:00:00Z'), classified: at('2026-02-28T10:00:00Z') };
  const anchorInstant = (anchor: string) => (anchor === 'aware' ? facts.aware : undefined);

  test('not later than includes the very instant, in the incident zone', () => {
    const world = { facts, anchorInstant, zone: 'Europe/Brussels' };
    expect(holds({ fact: 'classified', notLaterThan: { from: 'aware', add: 'P1M' } }, {}, world)).toBe(true);
    expect(holds({ fact: 'classified', notLaterThan: { from: 'aware', add: 'P27D' } }, {}, world)).toBe(false);
    expect(holds({ fact: 'classified', notLaterThan: { from: 'detected', add: 'P9D' } }, {}, world)).toBe(false);
    expect(holds({ fact: 'resolved', known: false }, {}, world)).toBe(true);
  });

  test('sectors and categories need one in common', () => {
    expect(holds({ sectors: ['energy'] }, {}, { sectors: ['electricity', 'energy'] })).toBe(true);
    expect(holds({ categories: ['essential'] }, {}, { categories: ['important'] })).toBe(false);
    expect(holds({ stage: 'initial', submitted: true }, {}, { isSubmitted: (stage) => stage === 'initial' })).toBe(true);
  });

  test('the browser knows none of them: comparisons are false', () => {
    expect(holds({ fact: 'aware', known: true })).toBe(false);
    expect(holds({ sectors: ['energy'] })).toBe(false);
    expect(holds({ stage: 'initial', submitted: true })).toBe(false);
  });
});

test('trees follow logic at any depth', () => {
  const leaf = fc.constantFrom<Condition>({ answer: 'a', is: true }, { answer: 'b', is: true });
  const { tree } = fc.letrec<{ tree: Condition }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'medium', withCrossShrink: true },
      leaf,
      fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
      fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
      tie('tree').map((not) => ({ not })),
    ),
  }));
  const negate = (condition: Condition): Condition => {
    if ('all' in condition) return { any: condition.all.map(negate) };
    if ('any' in condition) return { all: condition.any.map(negate) };
    return 'not' in condition ? condition.not : { not: condition };
  };
  fc.assert(
    fc.property(tree, fc.boolean(), fc.boolean(), (condition, a, b) => {
      expect(holds(negate(condition), { a, b })).toBe(!holds(condition, { a, b }));
    }),
  );
});

describe('durations', () => {
  // incidents.md check 8
  test('hours are elapsed time across a change of clocks, days and months are local time', () => {
    const saturday = at('2026-03-28T09:00:00Z');
    expect(addDuration(saturday, 'PT24H', 'Europe/Brussels').toString()).toBe('2026-03-29T09:00:00Z');
    expect(addDuration(saturday, 'P1D', 'Europe/Brussels').toString()).toBe('2026-03-29T08:00:00Z');
    expect(addDuration(at('2027-01-31T22:30:00Z'), 'P1M', 'Europe/Brussels').toString()).toBe('2027-02-28T22:30:00Z');
    expect(addDuration(at('2028-01-31T22:30:00Z'), 'P1M', 'Europe/Brussels').toString()).toBe('2028-02-29T22:30:00Z');
  });

  test('a local time that is skipped becomes the later one, a repeated one the first', () => {
    expect(addDuration(at('2026-03-28T01:30:00Z'), 'P1D', 'Europe/Brussels').toString()).toBe('2026-03-29T01:30:00Z');
    expect(addDuration(at('2026-10-24T00:30:00Z'), 'P1D', 'Europe/Brussels').toString()).toBe('2026-10-25T00:30:00Z');
  });

  test('one unit only', () => {
    expect(readDuration('-PT6H')).toEqual({ amount: -6, unit: 'hours' });
    expect(readDuration('P1DT2H')).toBeUndefined();
    expect(() => addDuration(at('2026-01-01T00:00:00Z'), 'tomorrow', 'UTC')).toThrow(RangeError);
  });
});
