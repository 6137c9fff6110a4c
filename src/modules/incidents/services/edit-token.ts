/** What a form remembers about a value it showed, so that a later save can tell who changed what (incidents.md 3.14). */
import { createHash } from 'node:crypto';
import { canonicalJson, type JsonValue } from '#platform/text/canonical-json.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import type { AnswerValue } from '../domain/answer-value.ts';

export interface EditToken {
  /** Of the stored row; 0 when there was none. */
  version: number;
  /** Of the value that was shown. */
  digest: string;
}

/** Everything a draft holds is plain JSON. */
export type DraftValue = AnswerValue | JsonValue | null | undefined;

export const digestOfValue = (value: DraftValue): string =>
  createHash('sha256')
    .update(canonicalJson((value ?? null) as JsonValue))
    .digest('hex')
    .slice(0, 16);

export const writeToken = (version: number, value: DraftValue): string => `${version}.${digestOfValue(value)}`;

/** Undefined for what no form of ours has written. */
export function readToken(text: string): EditToken | undefined {
  const match = /^(\d{1,9})\.([0-9a-f]{16})$/.exec(text);
  return match ? { version: Number(match[1]), digest: match[2] ?? '' } : undefined;
}

export type Verdict = 'keep' | 'write' | 'conflict';

/**
 * Three values meet: what the form showed (`base`), what is stored now and what comes back. A field nobody touched in this form
 * never overwrites what somebody else changed; one that both changed is a conflict.
 */
export function judgeEdit(base: EditToken, stored: { version: number; value: DraftValue } | undefined, posted: DraftValue): Verdict {
  const digest = digestOfValue(posted);
  if (stored && digest === digestOfValue(stored.value)) return 'keep';
  if (digest === base.digest) return 'keep';
  return base.version === (stored?.version ?? 0) ? 'write' : 'conflict';
}

/** Two people changed the same answer: the form shows both. */
export interface SaveConflict {
  key: string;
  theirs: unknown;
  by: string;
  at: Temporal.Instant;
}
