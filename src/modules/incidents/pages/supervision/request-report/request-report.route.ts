import { emptyForm, refusedForm } from '#platform/forms/form.ts';
import { defineRoute, page, permission, redirect } from '#platform/http/route.ts';
import { incidentPaths } from '../../../paths.ts';
import { incidentPermissions } from '../../../permissions.ts';
import { requestReport } from '../../../services/request-report.ts';
import { requireAct } from '../act-page.tsx';
import { loadIncidentPage } from '../show-incident/show-incident.query.ts';
import { readRequest } from './request-report.form.ts';
import { requestReportPage } from './request-report.view.tsx';

const access = permission(incidentPermissions, 'requestReport');

export const requestReportRoutes = [
  defineRoute({
    method: 'GET',
    path: incidentPaths.requestReport,
    access,
    async handle(ctx, { params }) {
      const data = await loadIncidentPage(ctx, params.incidentId);
      requireAct(data, 'request');
      return page(requestReportPage({ data, form: emptyForm }));
    },
  }),
  defineRoute({
    method: 'POST',
    path: incidentPaths.requestReport,
    access,
    async handle(ctx, { params, form }) {
      const data = await loadIncidentPage(ctx, params.incidentId);
      requireAct(data, 'request');
      const input = readRequest(form, data.record.zone);
      if (!input.ok) return page(requestReportPage({ data, form: input.state }), 422);
      try {
        await requestReport(ctx, { incidentId: params.incidentId, ...input.data });
      } catch (error) {
        return page(requestReportPage({ data, form: refusedForm(error, form) }), 422);
      }
      return redirect(incidentPaths.incident.link({ params }), { kind: 'success', messageKey: 'supervision.done.requested' });
    },
  }),
];
