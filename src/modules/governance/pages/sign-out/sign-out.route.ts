import { anyAccount, defineRoute, redirect } from '#platform/http/route.ts';
import { governancePaths } from '../../paths.ts';
import { signOut } from '../../services/end-sessions.ts';

export const signOutRoute = defineRoute({
  method: 'POST',
  anyOrganisation: true,
  goesOnInMaintenance: true,
  path: governancePaths.signOut,
  access: anyAccount,
  async handle(ctx, { info }) {
    if (ctx.actor.kind === 'account') await signOut(ctx, ctx.actor);
    info.setSession({ token: null });
    return redirect(governancePaths.signIn.link(), { kind: 'success', messageKey: 'governance.signedOut' });
  },
});
