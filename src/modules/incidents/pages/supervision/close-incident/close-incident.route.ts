import { emptyForm, readForm } from '#platform/forms/form.ts';
import { defineRoute, page, permission, redirect } from '#platform/http/route.ts';
import { incidentPaths } from '../../../paths.ts';
import { incidentPermissions } from '../../../permissions.ts';
import { closeIncident } from '../../../services/close-incident.ts';
import { reopenIncident } from '../../../services/reopen-incident.ts';
import { requireAct } from '../act-page.tsx';
import { loadIncidentPage } from '../show-incident/show-incident.query.ts';
import { closeForm, reopenForm } from './close-incident.form.ts';
import { closeIncidentPage, reopenIncidentPage } from './close-incident.view.tsx';

export const closeIncidentRoutes = [
  defineRoute({
    method: 'GET',
    path: incidentPaths.close,
    access: permission(incidentPermissions, 'close'),
    async handle(ctx, { params }) {
      const data = await loadIncidentPage(ctx, params.incidentId);
      requireAct(data, 'close');
      return page(closeIncidentPage({ data, form: emptyForm }));
    },
  }),
  defineRoute({
    method: 'POST',
    path: incidentPaths.close,
    access: permission(incidentPermissions, 'close'),
    async handle(ctx, { params, form }) {
      const data = await loadIncidentPage(ctx, params.incidentId);
      requireAct(data, 'close');
      const input = readForm(closeForm, form);
      if (!input.ok) return page(closeIncidentPage({ data, form: input.state }), 422);
      await closeIncident(ctx, { incidentId: params.incidentId, ...input.data });
      return redirect(incidentPaths.incident.link({ params }), { kind: 'success', messageKey: 'supervision.done.closed' });
    },
  }),
  defineRoute({
    method: 'GET',
    path: incidentPaths.reopen,
    access: permission(incidentPermissions, 'reopen'),
    async handle(ctx, { params }) {
      const data = await loadIncidentPage(ctx, params.incidentId);
      requireAct(data, 'reopen');
      return page(reopenIncidentPage({ data, form: emptyForm }));
    },
  }),
  defineRoute({
    method: 'POST',
    path: incidentPaths.reopen,
    access: permission(incidentPermissions, 'reopen'),
    async handle(ctx, { params, form }) {
      const data = await loadIncidentPage(ctx, params.incidentId);
      requireAct(data, 'reopen');
      const input = readForm(reopenForm, form);
      if (!input.ok) return page(reopenIncidentPage({ data, form: input.state }), 422);
      await reopenIncident(ctx, { incidentId: params.incidentId, reason: input.data.reason });
      return redirect(incidentPaths.incident.link({ params }), { kind: 'success', messageKey: 'supervision.done.reopened' });
    },
  }),
];
