/** `vigie admin ...`: what only whoever has the machine may do. */
import type { Ctx } from '#platform/context/ctx.ts';
import { resetPlatformAdministrator } from './services/reset-factor.ts';

export interface AdminCommandDeps {
  print(line: string): void;
  withCtx<Result>(work: (ctx: Ctx) => Promise<Result>): Promise<Result>;
}

const usage = 'vigie admin reset-factor EMAIL';

/** Answers the exit code: 0 done, 1 refused, 2 not understood. */
export async function runAdminCommand([act, email, ...rest]: readonly string[], { print, withCtx }: AdminCommandDeps): Promise<number> {
  if (act !== 'reset-factor' || !email || rest.length > 0) {
    print(usage);
    return 2;
  }
  if (!(await withCtx((ctx) => resetPlatformAdministrator(ctx, email)))) {
    print(`${email} is no platform administrator; administrators reset the second factor of everybody else.`);
    return 1;
  }
  print(`The second factor of ${email} is gone and its sessions are closed. The next sign-in with the password sets up a new one.`);
  return 0;
}
