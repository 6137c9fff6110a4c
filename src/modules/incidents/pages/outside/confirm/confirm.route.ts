import { defineRoute, page, publicAccess, type Route, redirect } from '#platform/http/route.ts';
import { incidentPaths } from '../../../paths.ts';
import { filingBehindLink } from '../../../queries/mailed-filing.query.ts';
import { confirmFiling } from '../../../services/prove-filing.ts';
import { confirmPage, linkGonePage } from './confirm.view.tsx';

const access = publicAccess('a link in a mail leads here, also on another device');

/** Opening the link changes nothing, because mail scanners open links; the button does. */
export const confirmRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: incidentPaths.confirmFiling,
    access,
    async handle(ctx, { params: { token } }) {
      const filing = await filingBehindLink(ctx, token);
      return filing ? page(confirmPage({ token, filing })) : page(linkGonePage(), 410);
    },
  }),
  defineRoute({
    method: 'POST',
    path: incidentPaths.confirmFiling,
    access,
    async handle(ctx, { params: { token }, info }) {
      const session = await confirmFiling(ctx, token);
      if (!session) return page(linkGonePage(), 410);
      info.setNotifier({ token: session });
      return redirect(incidentPaths.filingReceipt.link(), { kind: 'success', messageKey: 'outside.proof.done' });
    },
  }),
];
