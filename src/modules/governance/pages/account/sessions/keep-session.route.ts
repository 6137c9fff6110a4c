import { anyAccount, defineRoute, json, redirect } from '#platform/http/route.ts';
import { governancePaths } from '../../../paths.ts';

/** Script asks while somebody types: asking is use of the session, and the answer says how long it lasts (interface.md 7.3). */
export const keepSessionRoute = defineRoute({
  method: 'GET',
  path: governancePaths.keepSession,
  access: anyAccount,
  handle: (_ctx, { info }) => (info.wantsJson ? json({ seconds: info.sessionSeconds }) : redirect('/')),
});
