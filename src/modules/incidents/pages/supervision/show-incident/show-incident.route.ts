import { ConflictError } from '#platform/context/errors.ts';
import { type FormState, fieldOf, readForm, refusedForm } from '#platform/forms/form.ts';
import { defineRoute, page, permission, redirect } from '#platform/http/route.ts';
import { incidentPaths } from '../../../paths.ts';
import { incidentPermissions } from '../../../permissions.ts';
import { addNote } from '../../../services/add-note.ts';
import { changeReference } from '../../../services/change-reference.ts';
import { noteForm } from './note.form.ts';
import { loadIncidentPage } from './show-incident.query.ts';
import { showIncidentPage } from './show-incident.view.tsx';

/** One incident, to supervise or to observe, and the two small forms on its page. */
export const showIncidentRoutes = [
  defineRoute({
    method: 'GET',
    path: incidentPaths.incident,
    access: permission(incidentPermissions, 'read'),
    handle: async (ctx, { params }) => page(showIncidentPage({ data: await loadIncidentPage(ctx, params.incidentId) })),
  }),
  defineRoute({
    method: 'POST',
    path: incidentPaths.note,
    access: permission(incidentPermissions, 'addNote'),
    async handle(ctx, { params, form }) {
      const data = await loadIncidentPage(ctx, params.incidentId);
      const input = readForm(noteForm, { body: fieldOf(form, 'body') });
      if (!input.ok) return page(showIncidentPage({ data, refused: { form: 'note', state: input.state } }), 422);
      await addNote(ctx, { incidentId: params.incidentId, body: input.data.body });
      return redirect(incidentPaths.incident.link({ params, hash: 'notes' }), { kind: 'success', messageKey: 'supervision.done.note' });
    },
  }),
  defineRoute({
    method: 'POST',
    path: incidentPaths.reference,
    access: permission(incidentPermissions, 'changeReference'),
    async handle(ctx, { params, form }) {
      const { incidentId } = params;
      const again = async (state: FormState, status: number) =>
        page(showIncidentPage({ data: await loadIncidentPage(ctx, incidentId), refused: { form: 'reference', state } }), status);
      try {
        await changeReference(ctx, { incidentId, reference: fieldOf(form, 'reference'), seen: fieldOf(form, 'seen') });
      } catch (error) {
        // The page that comes back holds the present reference, so a second try says what it replaces.
        if (error instanceof ConflictError)
          return again({ values: form, errors: { reference: { messageKey: error.messageKey, values: error.values } } }, 409);
        return again(refusedForm(error, form), 422);
      }
      return redirect(incidentPaths.incident.link({ params }), { kind: 'success', messageKey: 'supervision.done.reference' });
    },
  }),
];
