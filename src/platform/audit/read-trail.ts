/** The trail as the database holds it, read in pages: it may be larger than memory. */
import { and, asc, desc, eq, gt, gte, isNull, lt, lte, max, min, type SQL } from 'drizzle-orm';
import type { Database, Reader, Tx } from '../db/database.ts';
import { auditChain, auditDetail, auditEvent, auditSeal, auditUnsealed } from '../db/schema.ts';
import type { Temporal } from '../time/temporal.ts';
import { noHash, type Seal } from './chain.ts';
import { sealOf, trailEventOf } from './trail-rows.ts';
import { type TrailRecord, type TrailStart, wholeTrail } from './verify-trail.ts';

const page = 1_000;

/** Half open: from `from`, before `until`. */
export interface Period {
  from?: Temporal.Instant | undefined;
  until?: Temporal.Instant | undefined;
}

export interface Span {
  start: TrailStart;
  /** The number of the last seal; undefined: to the end, with what is not sealed yet. */
  lastSeal: number | undefined;
}

/** Runs the reading in one snapshot: others seal meanwhile. */
export const inSnapshot = <Result>(db: Database, read: (tx: Tx) => Promise<Result>): Promise<Result> =>
  db.transaction(read, { isolationLevel: 'repeatable read', accessMode: 'read only' });

/** Everything there is, for `readSpan`. */
export const everything: Span = { start: wholeTrail, lastSeal: undefined };

/** Whole seals, those made in the period. Undefined when there is none. */
export async function findSpan(tx: Tx, { from, until }: Period): Promise<Span | undefined> {
  if (!from && !until) return everything;
  const isIn: SQL | undefined = and(from && gte(auditSeal.sealedAt, from), until && lt(auditSeal.sealedAt, until));
  const [numbers] = await tx
    .select({ first: min(auditSeal.number), last: max(auditSeal.number) })
    .from(auditSeal)
    .where(isIn);
  if (numbers?.first == null) return undefined;
  const [first] = await tx.select({ place: auditSeal.firstPlace }).from(auditSeal).where(eq(auditSeal.number, numbers.first));
  const place = first?.place ?? 1;
  const [before] = await tx
    .select({ hash: auditChain.hash })
    .from(auditChain)
    .where(lt(auditChain.place, place))
    .orderBy(desc(auditChain.place))
    .limit(1);
  const start: TrailStart = { place, previous: before?.hash ?? noHash, seal: numbers.first };
  return { start, lastSeal: until ? (numbers.last ?? undefined) : undefined };
}

/** In the order that `verifyTrail` wants. */
export async function* readSpan(tx: Tx, { start, lastSeal }: Span): AsyncGenerator<TrailRecord> {
  // Below the first place nothing should be; if something is, it must be seen.
  let after = start.place === 1 ? Number.MIN_SAFE_INTEGER : start.place - 1;
  for await (const seal of seals(tx, start.seal, lastSeal)) {
    for await (const record of links(tx, after, seal.last)) {
      yield record;
      after = record.place;
    }
    yield { kind: 'seal', seal };
  }
  if (lastSeal !== undefined) return;
  yield* links(tx, after, Number.MAX_SAFE_INTEGER);
  yield* unsealed(tx);
}

async function* seals(reader: Reader, from: number, last: number | undefined): AsyncGenerator<Seal> {
  let after = from === 1 ? Number.MIN_SAFE_INTEGER : from - 1;
  for (;;) {
    const rows = await reader
      .select()
      .from(auditSeal)
      .where(and(gt(auditSeal.number, after), last === undefined ? undefined : lte(auditSeal.number, last)))
      .orderBy(asc(auditSeal.number))
      .limit(page);
    for (const row of rows) yield sealOf(row);
    after = rows.at(-1)?.number ?? after;
    if (rows.length < page) return;
  }
}

async function* links(reader: Reader, from: number, last: number): AsyncGenerator<Extract<TrailRecord, { kind: 'event' }>> {
  let after = from;
  for (;;) {
    const rows = await reader
      .select({ place: auditChain.place, hash: auditChain.hash, event: auditEvent, detail: auditDetail })
      .from(auditChain)
      .leftJoin(auditEvent, eq(auditEvent.id, auditChain.eventId))
      .leftJoin(auditDetail, eq(auditDetail.eventId, auditChain.eventId))
      .where(and(gt(auditChain.place, after), lte(auditChain.place, last)))
      .orderBy(asc(auditChain.place))
      .limit(page);
    for (const { place, hash, event, detail } of rows)
      yield { kind: 'event', place, hash, event: event ? trailEventOf(event) : undefined, detail: detail?.detail };
    after = rows.at(-1)?.place ?? after;
    if (rows.length < page) return;
  }
}

/** Every event without a place, not only those that wait for one: what was slipped in by somebody else must be seen. */
async function* unsealed(reader: Reader): AsyncGenerator<TrailRecord> {
  let after = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const rows = await reader
      .select({ event: auditEvent, detail: auditDetail, waiting: auditUnsealed.seq })
      .from(auditEvent)
      .leftJoin(auditChain, eq(auditChain.eventId, auditEvent.id))
      .leftJoin(auditDetail, eq(auditDetail.eventId, auditEvent.id))
      .leftJoin(auditUnsealed, eq(auditUnsealed.seq, auditEvent.seq))
      .where(and(isNull(auditChain.place), gt(auditEvent.seq, after)))
      .orderBy(asc(auditEvent.seq))
      .limit(page);
    for (const { event, detail, waiting } of rows)
      yield { kind: 'unsealed', event: trailEventOf(event), detail: detail?.detail, waits: waiting !== null };
    after = rows.at(-1)?.event.seq ?? after;
    if (rows.length < page) return;
  }
}
