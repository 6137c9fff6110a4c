import { ConflictError } from '#platform/context/errors.ts';
import { emptyForm, readForm, refusedForm } from '#platform/forms/form.ts';
import { defineRoute, page, permission, redirect } from '#platform/http/route.ts';
import { incidentPaths } from '../../../paths.ts';
import { incidentPermissions } from '../../../permissions.ts';
import { setSignificance } from '../../../services/set-significance.ts';
import { requireAct } from '../act-page.tsx';
import { loadIncidentPage } from '../show-incident/show-incident.query.ts';
import { significanceForm } from './significance.form.ts';
import { significancePage } from './significance.view.tsx';

const access = permission(incidentPermissions, 'setSignificance');

export const significanceRoutes = [
  defineRoute({
    method: 'GET',
    path: incidentPaths.significance,
    access,
    async handle(ctx, { params }) {
      const data = await loadIncidentPage(ctx, params.incidentId);
      requireAct(data, 'significance');
      return page(significancePage({ data, form: emptyForm }));
    },
  }),
  defineRoute({
    method: 'POST',
    path: incidentPaths.significance,
    access,
    async handle(ctx, { params, form }) {
      const data = await loadIncidentPage(ctx, params.incidentId);
      requireAct(data, 'significance');
      const input = readForm(significanceForm, form);
      if (!input.ok) return page(significancePage({ data, form: input.state }), 422);
      try {
        await setSignificance(ctx, { incidentId: params.incidentId, ...input.data });
      } catch (error) {
        // The page comes back with the present value, and with what was typed.
        if (error instanceof ConflictError)
          return page(significancePage({ data, form: { values: form, errors: { '': { messageKey: error.messageKey } } } }), 409);
        return page(significancePage({ data, form: refusedForm(error, form) }), 422);
      }
      return redirect(incidentPaths.incident.link({ params }), { kind: 'success', messageKey: 'supervision.done.significance' });
    },
  }),
];
