import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, type JsonValue } from './canonical-json.ts';

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
