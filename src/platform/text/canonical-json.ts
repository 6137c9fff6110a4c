/** One byte sequence per value, after RFC 8785: sorted keys, no blanks, numbers as ECMAScript writes them. What is hashed goes through it. */

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue | undefined };

/**
 * Keys whose value is undefined are left out, as JSON does.
 *
 * @throws TypeError for numbers that JSON does not know and for lone surrogates, which have no bytes in UTF-8
 */
export function canonicalJson(value: JsonValue): string {
  if (typeof value === 'string') return canonicalString(value);
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`Not a JSON number: ${value}`);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.keys(value)
    .sort(byCodeUnit)
    .flatMap((key) => {
      const member = value[key];
      return member === undefined ? [] : [`${canonicalString(key)}:${canonicalJson(member)}`];
    });
  return `{${members.join(',')}}`;
}

function canonicalString(text: string): string {
  if (!text.isWellFormed()) throw new TypeError('A lone surrogate has no canonical form');
  return JSON.stringify(text);
}

const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);
/** The order of UTF-16 code units, which `<` uses and no locale changes. */
const byCodeUnit = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
