/**
 * What guessing passwords costs (governance.md 5.4, decisions.md D15). Wrong passwords lock an account for one network only, so that
 * nobody can lock its owner out from elsewhere; seen from all networks together they only slow down. A device that the account has
 * signed in from before is judged by its own mistakes alone. Everything is counted under a digest of the address that was typed, so
 * that an unknown address is treated like a known one, statement by statement.
 */
import { and, eq, gt, sql } from 'drizzle-orm';
import { digestOf } from '#platform/auth/tokens.ts';
import type { SignInRules } from '#platform/config/config.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { rowsOf, type Tx } from '#platform/db/database.ts';
import { type AttemptLimit, countAttempts, forgetAttempts, giveBackAttempt, takeAttempt } from '#platform/limits/attempts.ts';
import { networkOf } from '#platform/limits/network.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import { signInLock } from '../schema-credentials.ts';
import { writeRequest } from './ask-entry.ts';

const placeKind = 'governance.signIn.place';
/** Wrong passwords for one account from one place. */
const perPlace = ({ wrongPasswords, windowMinutes }: SignInRules): AttemptLimit => ({
  kind: placeKind,
  most: wrongPasswords,
  minutes: windowMinutes,
});
/** Beyond what slows down most nothing needs to be counted. */
const slowest = 5;
const perAccount = ({ slowAccountAfter, windowMinutes }: SignInRules): AttemptLimit => ({
  kind: 'governance.signIn.account',
  most: slowAccountAfter + slowest,
  minutes: windowMinutes,
});
const perNetwork = ({ slowNetworkAfter, windowMinutes }: SignInRules): AttemptLimit => ({
  kind: 'governance.signIn.network',
  most: slowNetworkAfter + slowest,
  minutes: windowMinutes,
});

/** So often a lock is doubled at most: a minute becomes a day long before. */
const highestLevel = 16;

export interface Attempt {
  email: string;
  address: string;
  /** The known device of the account that the browser is, if any. */
  deviceId: string | undefined;
}

/** Where mistakes are counted, and locks hold: a known device by itself, anybody else by network. */
export const placeOf = ({ address, deviceId }: Attempt): string => (deviceId ? `device:${deviceId}` : networkOf(address));

const subjectsOf = (attempt: Attempt) => {
  const person = digestOf(attempt.email);
  return { person, place: `${person} ${placeOf(attempt)}`, network: networkOf(attempt.address) };
};

const lockOf = (attempt: Attempt) => and(eq(signInLock.person, subjectsOf(attempt).person), eq(signInLock.place, placeOf(attempt)));

export interface Admission {
  /** Locked, or so many tries at once that they are as good as locked: the password does not count, right or wrong. */
  isLocked: boolean;
  /** Milliseconds before the password is looked at. */
  delay: number;
}

/**
 * Takes one try before the password is looked at: many at once must not all be looked at before the first one counts. While a lock
 * lasts nothing more is taken, so that it ends when it says.
 */
export async function admitAttempt(tx: Tx, ctx: Ctx, rules: SignInRules, attempt: Attempt): Promise<Admission> {
  const now = ctx.wallClock.now();
  const subjects = subjectsOf(attempt);
  const [lock] = await tx
    .select({ until: signInLock.lockedUntil })
    .from(signInLock)
    .where(and(lockOf(attempt), gt(signInLock.lockedUntil, now)));
  const isTaken = lock === undefined && (await takeAttempt(tx, perPlace(rules), subjects.place, now));
  const failures = {
    account: await countAttempts(tx, perAccount(rules), subjects.person, now),
    network: await countAttempts(tx, perNetwork(rules), subjects.network, now),
  };
  return { isLocked: !isTaken, delay: attempt.deviceId ? 0 : delayAfter(rules, failures) };
}

/** Milliseconds: nothing up to so many wrong passwords for the account or from the network; then 250, doubling, at most 8 seconds. */
export function delayAfter(
  { slowAccountAfter, slowNetworkAfter }: Pick<SignInRules, 'slowAccountAfter' | 'slowNetworkAfter'>,
  failures: { account: number; network: number },
): number {
  const over = Math.max(failures.account - slowAccountAfter, failures.network - slowNetworkAfter);
  return over < 0 ? 0 : Math.min(250 * 2 ** over, 250 * 2 ** slowest);
}

/** The machine was too busy to look at the password: the try does not count. */
export const giveBack = (tx: Tx, rules: SignInRules, attempt: Attempt): Promise<void> =>
  giveBackAttempt(tx, perPlace(rules), subjectsOf(attempt).place);

/** Counts a wrong password, and locks after the last that is borne; the owner is told by mail. */
export async function recordFailure(tx: Tx, ctx: Ctx, rules: SignInRules, attempt: Attempt, { isLocked }: Admission): Promise<void> {
  const now = ctx.wallClock.now();
  const subjects = subjectsOf(attempt);
  await takeAttempt(tx, perAccount(rules), subjects.person, now);
  await takeAttempt(tx, perNetwork(rules), subjects.network, now);
  if (isLocked || (await countAttempts(tx, perPlace(rules), subjects.place, now)) < rules.wrongPasswords) return;
  if (await lock(tx, rules, attempt, now)) await writeRequest(tx, ctx, { kind: 'locked', email: attempt.email, address: attempt.address });
}

/** Answers whether this was the one that locked: of five wrong ones at once each would. A day without a lock begins anew. */
async function lock(tx: Tx, { lockMinutes, longestLockHours }: SignInRules, attempt: Attempt, now: Temporal.Instant): Promise<boolean> {
  const at = sql`${now.toString()}::timestamptz`;
  const level = sql`case when sign_in_lock.locked_until < ${at} - interval '24 hours' then 1 else least(sign_in_lock.level + 1, ${highestLevel}::int) end`;
  const minutes = sql`interval '1 minute' * least(${longestLockHours * 60}::int, ${lockMinutes}::int * (2 ^ (${level} - 1))::int)`;
  const locked = await rowsOf<{ level: number }>(
    tx,
    sql`insert into sign_in_lock (person, place, locked_until, level)
      values (${subjectsOf(attempt).person}, ${placeOf(attempt)}, ${at} + interval '1 minute' * ${lockMinutes}::int, 1)
      on conflict (person, place) do update set level = ${level}, locked_until = ${at} + ${minutes}
        where sign_in_lock.locked_until <= ${at}
      returning level`,
  );
  return locked.length > 0;
}

/** After the right password: what was wrong before it from the same place says nothing any more. */
export async function forgiveAttempts(tx: Tx, attempt: Attempt): Promise<void> {
  await forgetAttempts(tx, placeKind, subjectsOf(attempt).place);
  await tx.delete(signInLock).where(lockOf(attempt));
}

/** After a new password by way of the mailbox: whoever guessed at the old one holds its owner up no longer. */
export async function unlock(tx: Tx, email: string): Promise<void> {
  await tx.delete(signInLock).where(eq(signInLock.person, digestOf(email.toLowerCase())));
}
