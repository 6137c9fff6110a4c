/**
 * What is hashed and what is signed of the trail (decisions.md D13). Pure; docs/audit-export.md says the same to whoever checks a
 * trail with other tools.
 */
import { createHash } from 'node:crypto';
import { canonicalJson, type JsonValue } from '../text/canonical-json.ts';

/** An event as it is hashed; it holds no name and no value. */
export interface TrailEvent {
  id: string;
  seq: number;
  /** UTC, in milliseconds: `2026-03-05T09:00:00.000Z`. */
  at: string;
  actorKind: string;
  actorId: string | null;
  organisationId: string | null;
  requestId: string;
  action: string;
  subjectKind: string;
  subjectId: string | null;
  detailSha256: string;
}

/** What a seal vouches for: the places `first` to `last` of the chain, whose last hash is `head`. */
export interface SealedSpan {
  number: number;
  first: number;
  last: number;
  head: string;
  sealedAt: string;
  keyId: string;
}

export interface Seal extends SealedSpan {
  signature: string;
}

/** The hash before the first place. */
export const noHash = '0'.repeat(64);

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** The hash of a place: it depends on the event there and, through the hash before it, on all places before. */
export const hashAt = (place: number, previous: string, event: TrailEvent): string => sha256(canonicalJson({ place, previous, ...event }));

/** The text that a seal's signature is over. */
export const textOfSeal = ({ number, first, last, head, sealedAt, keyId }: SealedSpan): string =>
  canonicalJson({ format: 'vigie-audit-seal-1', number, first, last, head, sealedAt, keyId });

/** Of a detail before it is written, and of one that was read back: a JSON value has one digest. */
export const digestOfDetail = (detail: unknown): string => sha256(canonicalJson(JSON.parse(JSON.stringify(detail)) as JsonValue));
