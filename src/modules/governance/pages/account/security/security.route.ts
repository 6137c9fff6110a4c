import { anyAccount, defineRoute, page } from '#platform/http/route.ts';
import { governancePaths } from '../../../paths.ts';
import { accountSecurity } from '../../../queries/account-security.query.ts';
import { ownAccountId } from '../own-account.ts';
import { securityPage } from './security.view.tsx';

export const securityRoute = defineRoute({
  method: 'GET',
  path: governancePaths.accountSecurity,
  access: anyAccount,
  listed: { label: ({ t }) => t('governance.security.title') },
  stepUp: true,
  handle: async (ctx, { info }) => page(securityPage(await accountSecurity(ctx, ownAccountId(info)))),
});
