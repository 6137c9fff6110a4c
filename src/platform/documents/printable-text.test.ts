import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mapStrings, nameCharacters, toPrintable } from './printable-text.ts';

describe('text made printable', () => {
  it('leaves ordinary text, accents, tabs and line feeds as they are', () => {
    const text = 'Größe\tñ ő\nזה #read("/etc/passwd") <b>null</b> 😀';
    expect(toPrintable(text)).toBe(text);
  });

  it('names what no page can show, and directions that would disguise a line', () => {
    expect(toPrintable('a\u0000b\u0007\r\nc\u2028d')).toBe('a[U+0000]b[U+0007]\nc\nd');
    expect(toPrintable('report\u202efdp.exe')).toBe('report[U+202E]fdp.exe');
    expect(toPrintable('\ud83d alone')).toBe('? alone');
  });

  it('gives text that JSON and Typst accept, whatever was typed, and changes it only once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = toPrintable(text);
        expect(once.isWellFormed()).toBe(true);
        expect(toPrintable(once)).toBe(once);
      }),
    );
  });

  it('names a missing character without touching the letter it stands on', () => {
    expect(nameCharacters('a中b中', ['中'])).toBe('a[U+4E2D]b[U+4E2D]');
    expect(nameCharacters('e\u20ddx e', ['e\u20dd'])).toBe('e[U+20DD]x e');
  });

  it('reaches every string of a nested value and no key', () => {
    expect(mapStrings({ key: ['a', { key: 'a' }, null, 1, true] }, () => 'b')).toEqual({ key: ['b', { key: 'b' }, null, 1, true] });
  });
});
