/** What a password may not be (governance.md 5.5). Pure: the server refuses by it, and the page ticks its rules while somebody types. */

export const passwordLength = { least: 12, most: 128 };

/** In the order in which a page lists them. The last two only the server can judge. */
export const passwordRules = ['length', 'digits', 'personal', 'common', 'reused'] as const;
export type PasswordRule = (typeof passwordRules)[number];
export const rulesWhileTyping = ['length', 'digits', 'personal'] as const satisfies readonly PasswordRule[];

export interface PasswordOwner {
  email: string;
  firstName: string;
  lastName: string;
}

/**
 * One way to write what may be written in several: the same letters typed on two keyboards are one password. Length is counted, and
 * the digest made, of this.
 */
export const normalisePassword = (password: string): string => password.normalize('NFKC');

/** The rules that can be judged by the password and its owner alone, and that it breaks. */
export function brokenWhileTyping(password: string, personal: readonly string[]): (typeof rulesWhileTyping)[number][] {
  const plain = normalisePassword(password);
  const length = [...plain].length;
  const broken = {
    length: length < passwordLength.least || length > passwordLength.most,
    digits: /^\p{Nd}*$/u.test(plain),
    personal: isPersonal(plain, personal),
  };
  return rulesWhileTyping.filter((rule) => broken[rule]);
}

/** Lower case, without accents: what people vary first. */
const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();

const shortestPart = 4;

/** The words of a name and an address that a password must not be made of, longest first. */
export function personalWords({ email, firstName, lastName }: PasswordOwner): string[] {
  const names = [firstName, lastName].map(fold);
  const [local = '', domain = ''] = fold(email).split('@');
  const whole = [...names, names.join(''), names.toReversed().join(''), local, domain, domain.split('.').slice(0, -1).join('.')];
  const parts = whole.flatMap((text) => [text.replace(/[^\p{L}\p{N}]+/gu, ''), ...text.split(/[^\p{L}\p{N}]+/u)]);
  return [...new Set(parts)].filter((part) => [...part].length >= shortestPart).sort((a, b) => b.length - a.length);
}

/** Letters that must be left when name and address are taken out of a password that holds them. */
const enoughLetters = 6;

function isPersonal(password: string, words: readonly string[]): boolean {
  const plain = fold(password).replace(/[^\p{L}\p{N}]+/gu, '');
  const rest = words.reduce((left, word) => left.replaceAll(word, ''), plain);
  return rest !== plain && rest.replace(/\P{L}+/gu, '').length < enoughLetters;
}
