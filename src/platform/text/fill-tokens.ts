/** Values by token name, e.g. `INCIDENT_ID`. */
export type TokenValues = Readonly<Record<string, string | null | undefined>>;

/**
 * Fills the `#TOKEN#` placeholders of a template a regulator wrote (incidents.md 7.2). Unknown tokens stay as they are, missing values
 * are empty and take the space before them along, and a value that looks like a token is not expanded.
 */
export function fillTokens(text: string, values: TokenValues): string {
  const names = Object.keys(values).filter((name) => /^[A-Z][A-Z0-9_]*$/.test(name));
  if (names.length === 0) return text;
  const known = names.join('|');
  return text.replace(new RegExp(`^#(${known})#( ?)|( ?)#(${known})#`, 'gm'), (...match: unknown[]) => {
    const [, atStart, after = '', before = '', later] = match.map((part) => (typeof part === 'string' ? part : undefined));
    const value = values[atStart ?? later ?? ''] ?? '';
    if (value !== '') return `${before}${value}${after}`;
    return isFollowedByWord(match) ? before : '';
  });
}

/** The last two arguments of a replacer are the match's place and the whole text. */
function isFollowedByWord(match: readonly unknown[]): boolean {
  const [whole] = match;
  const [place, text] = match.slice(-2);
  if (typeof whole !== 'string' || typeof place !== 'number' || typeof text !== 'string') return false;
  return /^[\p{L}\p{N}#]/u.test(text.slice(place + whole.length));
}

/** The placeholders of a template, so that unknown ones are refused when it is published. */
export const tokensOf = (text: string): string[] => [
  ...new Set([...text.matchAll(/#([A-Z][A-Z0-9_]*)(?=#)/g)].map(([, name = '']) => name)),
];
