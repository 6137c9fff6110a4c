/**
 * What no text of ours may hold, taken out of every field and parameter in one place: a NUL, which the database refuses, and halves of
 * surrogate pairs, which are no characters. Names that belong to every object are nobody's field.
 */
export function cleanValues(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (name in Object.prototype ? [] : [[name, cleanValue(value)]])),
  );
}

function cleanValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(cleanValue);
  return typeof value === 'string' ? value.replaceAll('\u0000', '').toWellFormed() : value;
}
