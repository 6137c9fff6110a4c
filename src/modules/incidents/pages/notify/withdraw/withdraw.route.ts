import { defineRoute, page, permission, redirect } from '#platform/http/route.ts';
import { incidentPaths } from '../../../paths.ts';
import { incidentPermissions } from '../../../permissions.ts';
import { withdrawIncident } from '../../../services/withdraw-incident.ts';
import { withdrawData } from './withdraw.query.ts';
import { withdrawPage } from './withdraw.view.tsx';

const access = permission(incidentPermissions, 'withdraw');

export const withdrawRoutes = [
  defineRoute({
    method: 'GET',
    path: incidentPaths.withdraw,
    access,
    handle: async (ctx, { params }) => page(withdrawPage(await withdrawData(ctx, params))),
  }),
  defineRoute({
    method: 'POST',
    path: incidentPaths.withdraw,
    access,
    async handle(ctx, { params }) {
      await withdrawIncident(ctx, params);
      const { fileId } = params;
      return redirect(incidentPaths.file.link({ params: { fileId } }), { kind: 'success', messageKey: 'notify.withdraw.done' });
    },
  }),
];
