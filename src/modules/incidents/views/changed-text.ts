/** An answer beside its earlier one, as parts that stayed, went and came (incidents.md 5.2). */
import type { Question } from '../domain/definition.ts';
import { type DiffPart, diffWords } from '../domain/word-diff.ts';
import type { AnswerText } from './answer-text.ts';

type Described = Pick<Question, 'type'>;

const wordByWord: readonly string[] = ['text', 'longText', 'url', 'email'];
const setTypes: readonly string[] = ['multi', 'countries', 'regions'];
/** The share of letters that must have stayed: below it, scattered words would say less than the two texts as they are. */
const leastKept = 0.4;

/** One entry per paragraph. Lists of choices compare as sets, texts word by word, rows one by one, all else as a whole. */
export function changedParts({ type }: Described, before: AnswerText, after: AnswerText): DiffPart[][] {
  if (type === 'group') return changedRows(before.lines, after.lines);
  const main = setTypes.includes(type)
    ? changedSet(before.lines, after.lines)
    : changedLine(type, before.lines.join('\n'), after.lines.join('\n'));
  const details = before.details || after.details ? [changedWords(before.details ?? '', after.details ?? '')] : [];
  return [main, ...details].filter((parts) => parts.length > 0);
}

function changedLine(type: string, before: string, after: string): DiffPart[] {
  return wordByWord.includes(type) ? changedWords(before, after) : replaced(before, after);
}

/** Word by word while enough stayed, else the old text and then the new one. */
export function changedWords(before: string, after: string): DiffPart[] {
  const found = diffWords(before, after);
  const kept = found.filter(({ kind }) => kind === 'same').reduce((sum, { text }) => sum + letters(text), 0);
  return kept < leastKept * Math.max(letters(before), letters(after)) ? replaced(before, after) : found;
}

const letters = (text: string) => text.replace(/\s/g, '').length;

export function replaced(before: string, after: string): DiffPart[] {
  if (before === after) return parts(['same', after]);
  return parts(['removed', before], ['same', before && after ? ' ' : ''], ['added', after]);
}

/** In today's order, then what went; items are set apart by semicolons. */
function changedSet(before: readonly string[], after: readonly string[]): DiffPart[] {
  const items: [DiffPart['kind'], string][] = [
    ...after.map((line): [DiffPart['kind'], string] => [before.includes(line) ? 'same' : 'added', line]),
    ...before.filter((line) => !after.includes(line)).map((line): [DiffPart['kind'], string] => ['removed', line]),
  ];
  return parts(...items.flatMap((item, at): [DiffPart['kind'], string][] => (at === 0 ? [item] : [['same', '; '], item])));
}

function changedRows(before: readonly string[], after: readonly string[]): DiffPart[][] {
  const count = Math.max(before.length, after.length);
  return Array.from({ length: count }, (_, at) => changedWords(before[at] ?? '', after[at] ?? ''));
}

const parts = (...entries: [DiffPart['kind'], string][]): DiffPart[] => entries.flatMap(([kind, text]) => (text ? [{ kind, text }] : []));
