import { totpCode } from '#platform/auth/totp.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import type { DemoAccount } from '../module.ts';

/** In the demo, the code that the authenticator of this account shows now. */
export function demoCodeOf(demoAccounts: readonly DemoAccount[], ctx: Ctx, email: string | undefined): string | undefined {
  const demo = demoAccounts.find((account) => account.email === email);
  return demo && totpCode(demo.totpSecret, ctx.wallClock.now());
}
