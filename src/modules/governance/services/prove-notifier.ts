/** Proof that the typed e-mail address is the notifier's: a code or a link, in one mail, good for a day (decisions.md D4). */
import { randomInt, timingSafeEqual } from 'node:crypto';
import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import { digestOf, newToken } from '#platform/auth/tokens.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { notifier } from '../schema.ts';

const proofHours = 24;
/** Wrong codes before another must be asked for. */
const mostTries = 5;
/** Codes one notifier can have sent: nobody is flooded through us. */
const mostProofs = 5;

/** Salted with the notifier: equal codes of two people have different digests. */
const digestOfCode = (notifierId: string, code: string): string => digestOf(`${notifierId} ${code}`);

/** Counts one more mail with a code; undefined: proven already, or too many were asked for. Answers its number. */
export async function askProof(tx: Tx, notifierId: string): Promise<number | undefined> {
  const [row] = await tx
    .update(notifier)
    .set({ proofsAsked: sql`${notifier.proofsAsked} + 1` })
    .where(and(eq(notifier.id, notifierId), isNull(notifier.provenAt), sql`${notifier.proofsAsked} < ${mostProofs}`))
    .returning({ asked: notifier.proofsAsked });
  return row?.asked;
}

/** Makes code and link while their mail is written, so that no job and no row holds them. What was made before ends. */
export async function makeProof({ db, wallClock }: Ctx, notifierId: string): Promise<{ code: string; token: string } | undefined> {
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const token = newToken();
  const made = await db
    .update(notifier)
    .set({
      proofHash: digestOfCode(notifierId, code),
      proofLinkHash: digestOf(token),
      proofExpiresAt: wallClock.now().add({ hours: proofHours }),
      proofTries: 0,
    })
    .where(and(eq(notifier.id, notifierId), isNull(notifier.provenAt)))
    .returning({ id: notifier.id });
  return made.length > 0 ? { code, token } : undefined;
}

export type ProofAnswer = 'proven' | 'wrong' | 'tooMany' | 'expired';

/** Takes a typed code. A wrong one is counted, and after five of them no code is right any more. Proven twice is proven. */
export async function proveByCode(tx: Tx, ctx: Ctx, notifierId: string, typed: string): Promise<ProofAnswer> {
  const [row] = await tx.select().from(notifier).where(eq(notifier.id, notifierId)).for('update');
  if (row?.provenAt) return 'proven';
  const now = ctx.wallClock.now();
  if (!row?.proofHash || !row.proofExpiresAt || row.proofExpiresAt.epochMilliseconds <= now.epochMilliseconds) return 'expired';
  if (row.proofTries >= mostTries) return 'tooMany';
  if (timingSafeEqual(Buffer.from(digestOfCode(notifierId, typed)), Buffer.from(row.proofHash))) {
    await setProven(tx, ctx, notifierId);
    return 'proven';
  }
  await tx
    .update(notifier)
    .set({ proofTries: row.proofTries + 1 })
    .where(eq(notifier.id, notifierId));
  return row.proofTries + 1 >= mostTries ? 'tooMany' : 'wrong';
}

const isLink = ({ wallClock }: Ctx, token: string) =>
  and(eq(notifier.proofLinkHash, digestOf(token)), gt(notifier.proofExpiresAt, wallClock.now()));

/** Whose link it is; undefined when it is unknown, replaced or too old. Changes nothing: mail scanners open links. */
export async function notifierOfLink(reader: Database | Tx, ctx: Ctx, token: string): Promise<{ id: string; name: string } | undefined> {
  const [row] = await reader.select({ id: notifier.id, name: notifier.name }).from(notifier).where(isLink(ctx, token));
  return row;
}

/** Answers whose address is proven by it. The same link may be used again on its day: it then proves nothing new. */
export async function proveByLink(tx: Tx, ctx: Ctx, token: string): Promise<{ id: string; name: string } | undefined> {
  const [row] = await tx
    .select({ id: notifier.id, name: notifier.name, provenAt: notifier.provenAt })
    .from(notifier)
    .where(isLink(ctx, token))
    .for('update');
  if (!row) return undefined;
  if (!row.provenAt) await setProven(tx, ctx, row.id);
  return { id: row.id, name: row.name };
}

const setProven = (tx: Tx, { wallClock }: Ctx, notifierId: string) =>
  tx.update(notifier).set({ provenAt: wallClock.now(), proofHash: null }).where(eq(notifier.id, notifierId));
