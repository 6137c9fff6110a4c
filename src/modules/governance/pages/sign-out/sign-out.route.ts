import { anyAccountOrAtGate, defineRoute, redirect } from '#platform/http/route.ts';
import { governancePaths } from '../../paths.ts';
import { signOut } from '../../services/end-sessions.ts';

export const signOutRoute = defineRoute({
  method: 'POST',
  anyOrganisation: true,
  goesOnInMaintenance: true,
  path: governancePaths.signOut,
  access: anyAccountOrAtGate('code', 'enrolFactor', 'acceptTerms', 'chooseOperator'),
  async handle(ctx, { info }) {
    if (info.session) await signOut(ctx, { sessionId: info.session.id, accountId: info.session.accountId });
    info.setSession({ token: null });
    return redirect(governancePaths.signIn.link(), { kind: 'success', messageKey: 'governance.signedOut' });
  },
});
