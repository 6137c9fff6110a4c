import { describe, expect, it } from 'vitest';
import { isCommonPassword } from './common-passwords.ts';
import { brokenWhileTyping, personalWords } from './password-rules.ts';

const elin = { email: 'elin.marchetti@norvane.example', firstName: 'Elin', lastName: 'Marchetti' };
const brokenBy = (password: string, owner = elin) => brokenWhileTyping(password, personalWords(owner));

// governance.md check 18
describe('a new password', () => {
  it.each([
    ['elevenchars', ['length']],
    ['a'.repeat(129), ['length']],
    ['123456789012', ['digits']],
    ['١٢٣٤٥٦٧٨٩٠١٢', ['digits']],
    ['elin.marchetti2026', ['personal']],
    ['Marchetti-Elin!!99', ['personal']],
    ['MARCHÈTTI 20262026', ['personal']],
    ['norvane-norvane-1', ['personal']],
    ['', ['length', 'digits']],
  ])('"%s" breaks %j', (password, rules) => expect(brokenBy(password)).toEqual(rules));

  it.each([
    'correct horse battery staple',
    'twelve chars',
    'marchetti walks by the lake',
    '🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂',
    'пароль-для-работы',
    '   spaces   count   ',
  ])('"%s" keeps them', (password) => expect(brokenBy(password)).toEqual([]));

  it('counts letters as a person does, however the keyboard made them', () => {
    expect(brokenBy('é'.normalize('NFD').repeat(12))).toEqual([]);
    expect(brokenBy('é'.normalize('NFD').repeat(11))).toEqual(['length']);
  });

  it('is not held against names of a few letters', () => {
    const ng = { email: 'an@ng.example', firstName: 'An', lastName: 'Ng' };
    expect(brokenBy('manganese swans', ng)).toEqual([]);
  });
});

describe('common passwords', () => {
  it.each([
    '1qaz2wsx3edc',
    'Password1234!',
    'P@ssw0rd2026!!',
    '2026-dragon-2026',
    'qwertyqwerty',
    'dragonpassword',
    'aaaaaaaaaaaa',
    'abababababab',
    'letmeinletmein1',
  ])('"%s" is one', async (password) => expect(await isCommonPassword(password)).toBe(true));

  it.each(['correct horse battery staple', 'lighthouse-keeper-2026', 'Zq7!hunter-of-owls', 'kJ8#mP2$vL9@', 'het regent op de polder'])(
    '"%s" is none',
    async (password) => expect(await isCommonPassword(password)).toBe(false),
  );
});
