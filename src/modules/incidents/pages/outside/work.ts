import { createHash } from 'node:crypto';
import type { SecretBox } from '#platform/auth/secret-box.ts';
import { digestOf } from '#platform/auth/tokens.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { fieldOf } from '#platform/forms/form.ts';
import type { FormBody } from '#platform/http/route.ts';
import { takeAttempt } from '#platform/limits/attempts.ts';
import { leadingZeroBits, workBits, workText } from '../../domain/proof-of-work.ts';

export const workFields = { challenge: '_challenge', attempt: '_work' } as const;
/** A page may lie open for so long. */
const minutes = 120;

/** Sealed by us and dated, so that nothing is kept for pages that are only looked at. */
export const newChallenge = (secrets: SecretBox, { wallClock }: Ctx): string => secrets.seal(String(wallClock.now().epochMilliseconds));

/** Whether the browser has done the work of this very page, which counts once. */
export async function hasWorked(secrets: SecretBox, ctx: Ctx, form: FormBody): Promise<boolean> {
  const challenge = fieldOf(form, workFields.challenge);
  const attempt = fieldOf(form, workFields.attempt);
  if (!/^\d{1,9}$/.test(attempt) || !isFresh(secrets, ctx, challenge)) return false;
  const digest = createHash('sha256')
    .update(workText(challenge, Number(attempt)))
    .digest();
  if (leadingZeroBits(digest) < workBits) return false;
  const once = { kind: 'incidents.filingWork', most: 1, minutes: 2 * minutes };
  return ctx.db.transaction((tx) => takeAttempt(tx, once, digestOf(challenge), ctx.wallClock.now()));
}

function isFresh(secrets: SecretBox, { wallClock }: Ctx, challenge: string): boolean {
  try {
    const age = wallClock.now().epochMilliseconds - Number(secrets.open(challenge));
    return age >= 0 && age < minutes * 60_000;
  } catch {
    return false;
  }
}
