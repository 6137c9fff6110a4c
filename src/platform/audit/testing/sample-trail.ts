import { newId } from '../../db/ids.ts';
import { type AuditKeys, createAuditKeys } from '../audit-keys.ts';
import { digestOfDetail, hashAt, noHash, type TrailEvent, textOfSeal } from '../chain.ts';
import type { TrailRecord } from '../verify-trail.ts';

/** A ring of one key; the same number makes the same key. */
export const ringOf = (number: number, id = `k${number}`): string => `${id}:${Buffer.alloc(32, number).toString('base64')}`;

/** Of a size, in so many seals, and some events that wait. */
export interface TrailShape {
  /** Events of each seal. */
  spans: readonly number[];
  waiting: number;
}

/** A trail as a sealer makes it, without a database. Every third detail was deleted. */
export function sampleTrail({ spans, waiting }: TrailShape, keys: AuditKeys = createAuditKeys(ringOf(1))): TrailRecord[] {
  const { signer } = keys;
  if (!signer) throw new Error('no private key');
  const records: TrailRecord[] = [];
  let place = 0;
  let hash = noHash;
  for (const [at, size] of spans.entries()) {
    const first = place + 1;
    for (let count = 0; count < size; count += 1) {
      place += 1;
      const { event, detail } = sampleEvent(place);
      hash = hashAt(place, hash, event);
      records.push({ kind: 'event', place, hash, event, detail: place % 3 === 0 ? undefined : detail });
    }
    const span = { number: at + 1, first, last: place, head: hash, sealedAt: momentOf(place), keyId: signer.keyId };
    records.push({ kind: 'seal', seal: { ...span, signature: signer.sign(textOfSeal(span)) } });
  }
  for (let count = 0; count < waiting; count += 1) records.push({ kind: 'unsealed', ...sampleEvent(place + count + 1), waits: true });
  return records;
}

const momentOf = (second: number): string =>
  `2026-03-05T09:${String(Math.floor(second / 60)).padStart(2, '0')}:${String(second % 60).padStart(2, '0')}.000Z`;

function sampleEvent(seq: number): { event: TrailEvent; detail: Record<string, unknown> } {
  // A line separator of Unicode, which some readers of lines would stop at.
  const detail = { name: `Zoé\u2028${seq}`, count: seq, list: [{ b: true, a: null }] };
  const event: TrailEvent = {
    id: newId(),
    seq,
    at: momentOf(seq),
    actorKind: 'account',
    actorId: newId(),
    organisationId: seq % 2 === 0 ? null : newId(),
    requestId: `r${seq}`,
    action: 'test.changed',
    subjectKind: 'setting',
    subjectId: seq % 5 === 0 ? null : newId(),
    detailSha256: digestOfDetail(detail),
  };
  return { event, detail };
}
