import type { FormBody } from './route.ts';

/** Choices, dates and ids are quickly given again; what was written is not. */
const fewestLetters = 12;
const isWritten = (text: string) => text.length >= fewestLetters && /\s/.test(text.trim());

/**
 * What somebody wrote in a form that no page can show again, because its record, its organisation or the session has moved on: the
 * answer gives it back, so that nothing written is lost.
 */
export const keptTexts = (form: FormBody): string[] => [
  ...new Set(
    Object.entries(form)
      .filter(([name]) => !/^_|password/i.test(name))
      .flatMap(([, value]) => [value ?? []].flat())
      .filter(isWritten),
  ),
];
