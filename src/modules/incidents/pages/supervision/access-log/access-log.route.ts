import { isObserver } from '#platform/context/actor.ts';
import { defineRoute, page, permission } from '#platform/http/route.ts';
import { incidentPaths } from '../../../paths.ts';
import { incidentPermissions } from '../../../permissions.ts';
import { loadLog, loggedIncident } from './access-log.query.ts';
import { accessLogPage } from './access-log.view.tsx';

const pageSize = 50;

export const accessLogRoute = defineRoute({
  method: 'GET',
  path: incidentPaths.incidentLog,
  // Not `readLog`: operators have that too, and their log is on their own page.
  access: permission(incidentPermissions, 'read'),
  async handle(ctx, { params, query }) {
    const incident = await loggedIncident(ctx, params.incidentId);
    const log = await loadLog(ctx, incident.id, { size: pageSize, after: query.after });
    return page(accessLogPage({ incident, log, isObserver: isObserver(ctx.actor), isBehind: query.after !== undefined }));
  },
});
