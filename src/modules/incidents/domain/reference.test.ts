import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isEditedReference, normaliseReference, referenceFromBytes, referencePattern } from './reference.ts';

const bytes = fc.uint8Array({ minLength: 5, maxLength: 5 });

// incidents.md check 6
test('NI_ and eight characters without I, L, O, U, one reference per five bytes', () => {
  expect(referenceFromBytes(new Uint8Array(5))).toBe('NI_00000000');
  expect(referenceFromBytes(new Uint8Array(5).fill(255))).toBe('NI_ZZZZZZZZ');
  fc.assert(
    fc.property(bytes, bytes, (one, other) => {
      expect(referenceFromBytes(one)).toMatch(referencePattern);
      expect(referenceFromBytes(one)).not.toMatch(/_.*[ILOU]/);
      expect(referenceFromBytes(one) === referenceFromBytes(other)).toBe(one.every((byte, index) => byte === other[index]));
    }),
  );
  expect(() => referenceFromBytes(new Uint8Array(4))).toThrow(RangeError);
});

// incidents.md check 6
test('however it is typed, the reference is found', () => {
  fc.assert(
    fc.property(bytes, fc.constantFrom('NI_', 'ni_', ' ni-', 'Ni '), fc.constantFrom('I', 'L', 'i', 'l'), (random, prefix, one) => {
      const reference = referenceFromBytes(random);
      const token = reference.slice(3).replaceAll('0', 'o').replaceAll('1', one);
      expect(normaliseReference(prefix + token)).toBe(reference);
      expect(normaliseReference(token.toLowerCase())).toBe(reference.slice(3));
    }),
  );
});

test('a part is enough, the letters of the prefix stay, other references are left alone', () => {
  expect(normaliseReference('NI_7O')).toBe('NI_70');
  expect(normaliseReference('abcl')).toBe('ABC1');
  expect(normaliseReference('ACME_ENE_ELE_0001_2024')).toBeUndefined();
  expect(normaliseReference('')).toBeUndefined();
});

test('an edited reference has 1 to 28 printable characters', () => {
  for (const text of ['X', 'ACME 2024/17', 'x'.repeat(28)]) expect(isEditedReference(text)).toBe(true);
  for (const text of ['', ' ', ' x', 'x ', 'a\nb', 'a\u202eb', 'x'.repeat(29)]) expect(isEditedReference(text)).toBe(false);
});
