import { isObserver } from '#platform/context/actor.ts';
import { defineRoute, page, permission, redirect } from '#platform/http/route.ts';
import { incidentPaths } from '../../../paths.ts';
import { incidentPermissions } from '../../../permissions.ts';
import { listIncidents } from './list-incidents.query.ts';
import { listIncidentsPage } from './list-incidents.view.tsx';
import { listOptions } from './list-options.query.ts';

/** Every incident the actor supervises or may observe (incidents.md 5.1). */
export const listIncidentsRoute = defineRoute({
  method: 'GET',
  path: incidentPaths.incidents,
  access: permission(incidentPermissions, 'list'),
  listed: { label: ({ t }) => t('incidents.nav.incidents') },
  async handle(ctx, { query }) {
    const options = await listOptions(ctx, query.operator);
    const found = await listIncidents(ctx, query, options);
    // The rows behind the cursor are gone: what is left begins on the first page.
    if (!found) return redirect(incidentPaths.incidents.link({ query: { ...query, after: undefined, before: undefined } }));
    return page(listIncidentsPage({ query, found, options, isObserver: isObserver(ctx.actor) }));
  },
});
