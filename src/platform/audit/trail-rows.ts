/** The rows of the trail, as they are hashed and signed. */
import type { auditEvent, auditSeal } from '../db/schema.ts';
import type { Temporal } from '../time/temporal.ts';
import type { Seal, TrailEvent } from './chain.ts';

const textOf = (instant: Temporal.Instant): string => instant.toString({ fractionalSecondDigits: 3 });

/** Field by field: a column that is added later must not change the hashes of what is there. */
export const trailEventOf = (row: typeof auditEvent.$inferSelect): TrailEvent => ({
  id: row.id,
  seq: row.seq,
  at: textOf(row.at),
  actorKind: row.actorKind,
  actorId: row.actorId,
  organisationId: row.organisationId,
  requestId: row.requestId,
  action: row.action,
  subjectKind: row.subjectKind,
  subjectId: row.subjectId,
  detailSha256: row.detailSha256,
});

export const sealOf = (row: typeof auditSeal.$inferSelect): Seal => ({
  number: row.number,
  first: row.firstPlace,
  last: row.lastPlace,
  head: row.head,
  sealedAt: textOf(row.sealedAt),
  keyId: row.keyId,
  signature: row.signature,
});

/** The time of a seal, as it is signed. */
export const sealTime = textOf;
