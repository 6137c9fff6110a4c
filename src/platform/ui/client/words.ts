/** Words for a number, written by the server into `data-*` attributes with `{n}` in the place of the number. */
export interface CountWords {
  none?: string;
  one: string;
  other: string;
}

const language = () => document.documentElement.lang || 'en';
const locale = () => (language() === 'en' ? 'en-GB' : language());

export function countText(words: CountWords, count: number): string {
  if (count === 0 && words.none !== undefined) return words.none;
  const rule = new Intl.PluralRules(locale()).select(count);
  return (rule === 'one' ? words.one : words.other).replace('{n}', new Intl.NumberFormat(locale()).format(count));
}
