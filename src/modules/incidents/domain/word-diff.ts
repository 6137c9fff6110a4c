/** What changed between two texts, word by word, for the review page. */

export interface DiffPart {
  kind: 'same' | 'removed' | 'added';
  text: string;
}

/** Above this many pairs of differing words the middle is shown as replaced whole: the table would cost memory and help nobody. */
const maxPairs = 4_000_000;

/** The parts in reading order: `same` and `removed` make up the old text, `same` and `added` the new one. */
export function diffWords(before: string, after: string): DiffPart[] {
  const [old, next] = [tokens(before), tokens(after)];
  let start = 0;
  while (start < old.length && start < next.length && old[start] === next[start]) start += 1;
  let end = 0;
  while (end < old.length - start && end < next.length - start && old.at(-1 - end) === next.at(-1 - end)) end += 1;
  const oldMiddle = old.slice(start, old.length - end);
  const newMiddle = next.slice(start, next.length - end);
  return merge([
    { kind: 'same', text: old.slice(0, start).join('') },
    ...(oldMiddle.length * newMiddle.length > maxPairs ? replaced(oldMiddle, newMiddle) : alignWords(oldMiddle, newMiddle)),
    { kind: 'same', text: old.slice(old.length - end).join('') },
  ]);
}

/** Words, blanks and punctuation, so that joining them gives the text again. */
const tokens = (text: string): string[] => text.match(/[\p{L}\p{N}]+|\s+|[^\p{L}\p{N}\s]/gu) ?? [];

const replaced = (old: string[], next: string[]): DiffPart[] => [
  { kind: 'removed', text: old.join('') },
  { kind: 'added', text: next.join('') },
];

/** Longest common subsequence: `lengths[i][j]` is that of the old words from i and the new ones from j. */
function alignWords(old: string[], next: string[]): DiffPart[] {
  const width = next.length + 1;
  // No subsequence is longer than the square root of `maxPairs`, so 16 bits are enough.
  const lengths = new Uint16Array((old.length + 1) * width);
  const length = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = next.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] = old[i] === next[j] ? length(i + 1, j + 1) + 1 : Math.max(length(i + 1, j), length(i, j + 1));
    }
  }
  const parts: DiffPart[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < next.length) {
    if (i < old.length && j < next.length && old[i] === next[j]) {
      parts.push({ kind: 'same', text: old[i] ?? '' });
      i += 1;
      j += 1;
    } else if (i < old.length && (j === next.length || length(i + 1, j) >= length(i, j + 1))) {
      parts.push({ kind: 'removed', text: old[i] ?? '' });
      i += 1;
    } else {
      parts.push({ kind: 'added', text: next[j] ?? '' });
      j += 1;
    }
  }
  return parts;
}

function merge(parts: DiffPart[]): DiffPart[] {
  const merged: DiffPart[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (part.text === '') continue;
    if (last?.kind === part.kind) last.text += part.text;
    else merged.push({ ...part });
  }
  return merged;
}
