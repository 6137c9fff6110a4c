/** The secret of an authenticator that is being set up travels in its form, closed with the key ring: until a right code, nothing is stored. */
import { z } from 'zod';
import type { SecretBox } from '#platform/auth/secret-box.ts';
import { matchTotp, newTotpSecret } from '#platform/auth/totp.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Temporal } from '#platform/time/temporal.ts';

/** How long a page of setting up is good for. */
const minutes = 30;

const sealedForm = z.object({ accountId: z.uuid(), values: z.array(z.string()), at: z.int() });

/** Closes what a page must bring back unchanged, for that account and not for long. */
export function sealForPage(secrets: SecretBox, accountId: string, values: readonly string[], now: Temporal.Instant): string {
  return secrets.seal(JSON.stringify({ accountId, values, at: now.epochMilliseconds }));
}

/** Undefined when it is not ours, of somebody else, or too old. */
export function openFromPage(secrets: SecretBox, accountId: string, sealed: string, now: Temporal.Instant): readonly string[] | undefined {
  try {
    const { values, at, ...of } = sealedForm.parse(JSON.parse(secrets.open(sealed)));
    return of.accountId === accountId && now.epochMilliseconds - at < minutes * 60_000 ? values : undefined;
  } catch {
    return undefined;
  }
}

/** What the page of setting up shows, and brings back as `sealed`. */
export interface NewAuthenticator {
  /** Base32. */
  secret: string;
  sealed: string;
}

export function newAuthenticator(ctx: Ctx, secrets: SecretBox, accountId: string): NewAuthenticator {
  const secret = newTotpSecret();
  return { secret, sealed: sealForPage(secrets, accountId, [secret], ctx.wallClock.now()) };
}

/** The same as it was shown before, so that what was scanned stays right. */
export function sameAuthenticator(ctx: Ctx, secrets: SecretBox, accountId: string, sealed: string): NewAuthenticator | undefined {
  const [secret] = openFromPage(secrets, accountId, sealed, ctx.wallClock.now()) ?? [];
  return secret === undefined ? undefined : { secret, sealed };
}

/** The time step of a right code, or undefined. */
export const proveAuthenticator = (ctx: Ctx, { secret }: NewAuthenticator, code: string): number | undefined =>
  matchTotp(secret, code.replace(/\s/g, ''), ctx.wallClock.now(), 0);
