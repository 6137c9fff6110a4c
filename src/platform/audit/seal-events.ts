import { asc, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Ctx } from '../context/ctx.ts';
import type { Reader, Tx } from '../db/database.ts';
import { auditChain, auditEvent, auditSeal, auditUnsealed } from '../db/schema.ts';
import { Temporal } from '../time/temporal.ts';
import type { AuditSigner } from './audit-keys.ts';
import { hashAt, noHash, type Seal, type SealedSpan, type TrailEvent, textOfSeal } from './chain.ts';
import { sealOf, sealTime, trailEventOf } from './trail-rows.ts';

/** Events of one seal: enough for a busy minute, few enough for short transactions when much has waited. */
const batch = 1_000;

/**
 * Chains and seals what has been committed, a transaction a seal, until nothing waits; answers the seals made. Any number may run at
 * once and be killed at any moment: the rows of the seal and the chain are unique, and one that loses looks again.
 */
export async function sealEvents(ctx: Ctx, signer: AuditSigner, signal?: AbortSignal): Promise<Seal[]> {
  const seals: Seal[] = [];
  for (;;) {
    signal?.throwIfAborted();
    const outcome = await ctx.db.transaction((tx) => sealBatch(tx, ctx, signer));
    if (outcome === 'nothing waits') return seals;
    if (outcome === 'look again') continue;
    seals.push(outcome);
    // The log is kept elsewhere than the database: it shows an end of the chain that was cut off (`vigie audit verify --head`).
    const { number, last, head, keyId } = outcome;
    ctx.log.info({ event: 'audit.sealed', seal: number, place: last, head, keyId }, 'the trail of changes was sealed');
  }
}

/** The newest seal; undefined before the first. */
export async function newestSeal(reader: Reader): Promise<Seal | undefined> {
  const [row] = await reader.select().from(auditSeal).orderBy(desc(auditSeal.number)).limit(1);
  return row && sealOf(row);
}

/** Undefined when there is none of that number. */
export async function sealByNumber(reader: Reader, number: number): Promise<Seal | undefined> {
  const [row] = await reader.select().from(auditSeal).where(eq(auditSeal.number, number));
  return row && sealOf(row);
}

async function sealBatch(tx: Tx, ctx: Ctx, signer: AuditSigner): Promise<Seal | 'nothing waits' | 'look again'> {
  // Before the events: whoever seals in between takes the number that is used here, and this transaction ends without a trace.
  const last = await newestSeal(tx);
  const waiting = await selectWaiting(tx);
  if (waiting.length === 0) return 'nothing waits';
  // An event may wait that has its place: after tables were filled by hand.
  const links = chain(
    waiting.filter(({ link }) => link === null).map(({ event }) => trailEventOf(event)),
    last,
  );
  const end = links.at(-1);
  if (!end) {
    await endWaiting(tx, waiting);
    return 'look again';
  }
  const span: SealedSpan = {
    number: (last?.number ?? 0) + 1,
    first: (last?.last ?? 0) + 1,
    last: end.place,
    head: end.hash,
    sealedAt: sealTime(ctx.wallClock.now()),
    keyId: signer.keyId,
  };
  const seal = { ...span, signature: signer.sign(textOfSeal(span)) };
  if (!(await insertSeal(tx, seal))) return 'look again';
  await tx.execute(sql`insert into ${auditChain} (place, event_id, hash)
    select place, event_id, hash from jsonb_to_recordset(${JSON.stringify(links)}::jsonb) as links (place bigint, event_id uuid, hash text)`);
  await endWaiting(tx, waiting);
  return seal;
}

/**
 * In the order of their numbers, as far as they are committed; the others come in a later seal. Each is looked up alone, by an index:
 * the database knows the size of what waits only from its last vacuum, and would now and then read a history whole for one event.
 */
export function selectWaiting(reader: Reader) {
  const waiting = reader.select({ seq: auditUnsealed.seq }).from(auditUnsealed).orderBy(asc(auditUnsealed.seq)).limit(batch).as('waiting');
  const event = reader.select().from(auditEvent).where(eq(auditEvent.seq, waiting.seq)).limit(1).as('event');
  const link = reader.select({ place: auditChain.place }).from(auditChain).where(eq(auditChain.eventId, event.id)).limit(1).as('link');
  return reader.select().from(waiting).innerJoinLateral(event, sql`true`).leftJoinLateral(link, sql`true`).orderBy(asc(waiting.seq));
}

function chain(events: readonly TrailEvent[], last: Seal | undefined): { place: number; event_id: string; hash: string }[] {
  let place = last?.last ?? 0;
  let hash = last?.head ?? noHash;
  return events.map((event) => {
    place += 1;
    hash = hashAt(place, hash, event);
    return { place, event_id: event.id, hash };
  });
}

/** False when another sealer has that number; it waits for the other's commit to know. */
async function insertSeal(tx: Tx, { first, last, sealedAt, ...seal }: Seal): Promise<boolean> {
  const row = { ...seal, firstPlace: first, lastPlace: last, sealedAt: Temporal.Instant.from(sealedAt) };
  const inserted = await tx.insert(auditSeal).values(row).onConflictDoNothing().returning({ number: auditSeal.number });
  return inserted.length === 1;
}

/** Of exactly those that were read, which all have their place now: one that is committed only now, with a lower number, waits on. */
const endWaiting = (tx: Tx, read: readonly { waiting: { seq: number } }[]) => {
  const numbers = read.map(({ waiting }) => waiting.seq);
  return tx.delete(auditUnsealed).where(inArray(auditUnsealed.seq, numbers));
};
