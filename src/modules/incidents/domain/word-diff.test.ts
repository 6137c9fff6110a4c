import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DiffPart, diffWords } from './word-diff.ts';

const join = (parts: DiffPart[], kind: DiffPart['kind']) =>
  parts
    .filter((part) => part.kind === 'same' || part.kind === kind)
    .map((part) => part.text)
    .join('');

test('words, not characters', () => {
  expect(diffWords('The server was down.', 'The mail server was slow.')).toEqual([
    { kind: 'same', text: 'The ' },
    { kind: 'added', text: 'mail ' },
    { kind: 'same', text: 'server was ' },
    { kind: 'removed', text: 'down' },
    { kind: 'added', text: 'slow' },
    { kind: 'same', text: '.' },
  ]);
  expect(diffWords('', 'new')).toEqual([{ kind: 'added', text: 'new' }]);
  expect(diffWords('same', 'same')).toEqual([{ kind: 'same', text: 'same' }]);
});

test('both texts can be read back, and neighbours differ in kind', () => {
  const text = fc.array(fc.constantFrom('a', 'b ', 'été', '\n', '. ', '😀', '\ud800'), { maxLength: 25 }).map((words) => words.join(''));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const parts = diffWords(before, after);
      expect(join(parts, 'removed')).toBe(before);
      expect(join(parts, 'added')).toBe(after);
      expect(parts.every((part, index) => part.kind !== parts[index - 1]?.kind)).toBe(true);
    }),
  );
});

test('texts too different and too long are replaced whole between their common ends', () => {
  const words = (word: string) => Array.from({ length: 3000 }, (_, index) => `${word}${index}`).join(' ');
  const parts = diffWords(`Start ${words('a')} end`, `Start ${words('b')} end`);
  expect(parts.map(({ kind }) => kind)).toEqual(['same', 'removed', 'added', 'same']);
});
