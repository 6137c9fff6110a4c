import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AnswerValue } from './answer-value.ts';
import { canonicalJson, type JsonValue } from './canonical-json.ts';
import { canonicalSubmission, contentHash, type SubmissionContent } from './content-hash.ts';

const json = fc.jsonValue({ noUnicodeString: false }) as fc.Arbitrary<JsonValue>;
const shuffleKeys = (value: JsonValue): JsonValue => {
  if (Array.isArray(value)) return value.map(shuffleKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, member === undefined ? member : shuffleKeys(member)]),
  );
};

describe('canonical JSON', () => {
  test('sorts keys by code unit, writes numbers as ECMAScript does, escapes only what must be', () => {
    expect(canonicalJson({ b: 1, a: [1e21, 0.1, -0, 333333333.3333333], '\u20ac': '€/\u0007"\\', '\r': null, '1': true })).toBe(
      '{"\\r":null,"1":true,"a":[1e+21,0.1,0,333333333.3333333],"b":1,"€":"€/\\u0007\\"\\\\"}',
    );
    expect(canonicalJson({ '\ufb33': 1, '\u{1f600}': 2 })).toBe('{"\u{1f600}":2,"\ufb33":1}');
  });

  test('is JSON of the same value, whatever the order of keys', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(shuffleKeys(value))).toBe(canonicalJson(value));
      }),
    );
  });

  test('refuses what has no canonical form', () => {
    expect(() => canonicalJson(Number.NaN)).toThrow(TypeError);
    expect(() => canonicalJson({ a: '\ud800' })).toThrow(TypeError);
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
  });
});

describe('the digest of a submission', () => {
  const answers = new Map<string, AnswerValue>([
    ['cause', { option: 'other', details: 'digger' }],
    ['abroad', ['BE', 'FR']],
  ]);
  const content: SubmissionContent = {
    format: 1,
    reference: 'NI_0123ABCD',
    stage: 'early-warning',
    ordinal: 1,
    no: 1,
    procedureVersionId: 'p',
    formVersionId: 'f',
    submittedAt: '2026-03-02T10:00:00Z',
    submitterName: 'Zoé Müller',
    organisationName: 'Acme',
    facts: { aware: { at: '2026-03-02T09:00:00Z', zone: 'Europe/Brussels' } },
    contacts: { primary: { last: 'Müller' } },
    sectors: ['rail', 'energy'],
    impacts: [],
    covers: [],
    answers,
  };

  test('is SHA-256 of the canonical text, computable with common tools', () => {
    expect(contentHash(content)).toBe(
      createHash('sha256')
        .update(Buffer.from(canonicalSubmission(content), 'utf8'))
        .digest('hex'),
    );
    // Pinned: receipts in people's hands carry such digests.
    expect(contentHash(content)).toBe('2ceef3f2d4b974282e6070882d1e2373775c33f5d567132e20027164523ada1b');
  });

  test('does not depend on the order of answers and sectors, and does on every value', () => {
    const shuffled = { ...content, sectors: ['energy', 'rail'], answers: new Map([...answers].reverse()) };
    expect(contentHash(shuffled)).toBe(contentHash(content));
    const changes: Partial<SubmissionContent>[] = [
      { no: 2 },
      { submittedAt: '2026-03-02T10:00:01Z' },
      { facts: {} },
      { sectors: ['rail'] },
      { answers: new Map([...answers, ['__proto__', 'x']]) },
      { answers: new Map([...answers].slice(1)) },
    ];
    const digests = changes.map((change) => contentHash({ ...content, ...change }));
    expect(new Set([...digests, contentHash(content)]).size).toBe(changes.length + 1);
  });
});
