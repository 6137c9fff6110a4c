/** Control characters other than tab and line feed, direction overrides (they make a line read differently from what was typed), and the code points PDF forbids. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is looked for
const unprintable = /[\u0000-\u0008\u000b-\u001f\u007f-\u0084\u0086-\u009f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff\ufff9-\uffff]/gu;

const named = (character: string) => `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;

/** A text that Typst accepts and prints literally: what cannot be shown is named, as `[U+0007]`, never dropped. */
export function toPrintable(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replaceAll('\ufffd', '?')
    .replace(unprintable, named);
}

const beyondLatin = (character: string) => (character.codePointAt(0) ?? 0) > 0x24f;

/** Names the characters of `clusters`, for which no font has a picture, wherever they stand in `text`. */
export function nameCharacters(text: string, clusters: readonly string[]): string {
  return clusters.reduce((result, cluster) => {
    const characters = [...cluster];
    const missing = characters.some(beyondLatin) ? characters.filter(beyondLatin) : characters;
    return missing.reduce((current, character) => current.replaceAll(character, named(character)), result);
  }, text);
}

/** Applies `change` to every string of a JSON value; keys are the template's and stay. */
export function mapStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, change));
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapStrings(item, change)]));
  }
  return value;
}
