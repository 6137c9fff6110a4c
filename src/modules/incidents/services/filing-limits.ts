import type { Ctx } from '#platform/context/ctx.ts';
import { RefusedError } from '#platform/context/errors.ts';
import type { Tx } from '#platform/db/database.ts';
import { type AttemptLimit, countAttempts, takeAttempt } from '#platform/limits/attempts.ts';
import { normaliseEmail } from '#platform/mail/address.ts';

const day = 24 * 60;
/** Per network. A browser that has done its work may begin more often than one without script (decisions.md D4). */
const begun = {
  worked: { kind: 'incidents.filingBegun', most: 30, minutes: day },
  plain: { kind: 'incidents.filingBegun', most: 10, minutes: day },
};
/** decisions.md D15: three a day. A network is often a whole organisation, so that work widens it there, and only there. */
const perAddress: AttemptLimit = { kind: 'incidents.filingByEmail', most: 3, minutes: day };
const perNetwork = {
  worked: { kind: 'incidents.filingByNetwork', most: 12, minutes: day },
  plain: { kind: 'incidents.filingByNetwork', most: 3, minutes: day },
};

const limitFor = (limits: Record<'worked' | 'plain', AttemptLimit>, worked: boolean): AttemptLimit =>
  worked ? limits.worked : limits.plain;

/** Throws RefusedError when too many filings were begun from this network today. */
export async function requireMayBegin(tx: Tx, { wallClock }: Ctx, worked: boolean, network: string): Promise<void> {
  if (!(await takeAttempt(tx, limitFor(begun, worked), network, wallClock.now()))) throw new RefusedError('outside.limit');
}

/** Throws RefusedError when the address or the network has sent as many as it may today. */
export async function requireMaySend(tx: Tx, { wallClock }: Ctx, worked: boolean, from: { email: string; network: string }): Promise<void> {
  const now = wallClock.now();
  const email = subjectOf(from.email);
  const isWithin =
    (await takeAttempt(tx, limitFor(perNetwork, worked), from.network, now)) && (await takeAttempt(tx, perAddress, email, now));
  if (!isWithin) throw new RefusedError('outside.limit');
}

const subjectOf = (email: string): string => normaliseEmail(email) ?? email;

/** Whether an incident user may begin another notification today: the same three as without the account (decisions.md D15). */
export const mayNotifyToday = async ({ db, wallClock }: Ctx, email: string): Promise<boolean> =>
  (await countAttempts(db, perAddress, subjectOf(email), wallClock.now())) < perAddress.most;

/** Counts one more. Throws RefusedError when it is one too many. */
export async function requireMayNotify(tx: Tx, { wallClock }: Ctx, email: string): Promise<void> {
  if (!(await takeAttempt(tx, perAddress, subjectOf(email), wallClock.now()))) throw new RefusedError('outside.limit');
}
