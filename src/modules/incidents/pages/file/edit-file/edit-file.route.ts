import { ConflictError } from '#platform/context/errors.ts';
import { fieldOf, refusedForm } from '#platform/forms/form.ts';
import { defineRoute, page, permission, redirect } from '#platform/http/route.ts';
import { formFields } from '#platform/ui/form.tsx';
import { incidentPaths } from '../../../paths.ts';
import { filePermissions } from '../../../permissions.ts';
import { editFile } from '../../../services/edit-file.ts';
import { filledFile, readFile } from './edit-file.form.ts';
import { loadEditableFile } from './edit-file.query.ts';
import { editFilePage } from './edit-file.view.tsx';

const access = permission(filePermissions, 'edit');

export const editFileRoutes = [
  defineRoute({
    method: 'GET',
    path: incidentPaths.editFile,
    access,
    async handle(ctx, { params }) {
      const file = await loadEditableFile(ctx, params.fileId);
      return page(editFilePage({ file, form: filledFile(file), isStale: false }));
    },
  }),
  defineRoute({
    method: 'POST',
    path: incidentPaths.editFile,
    access,
    async handle(ctx, { params, form }) {
      const file = await loadEditableFile(ctx, params.fileId);
      const input = readFile(form, params.fileId);
      // What was refused keeps the version it was made from: it may be stale as well.
      if (!input.ok)
        return page(
          editFilePage({ file: { ...file, version: Number(fieldOf(form, formFields.version)) || 0 }, form: input.state, isStale: false }),
          422,
        );
      try {
        await editFile(ctx, input.data);
      } catch (error) {
        if (!(error instanceof ConflictError)) return page(editFilePage({ file, form: refusedForm(error, form), isStale: false }), 422);
        const stored = await loadEditableFile(ctx, params.fileId);
        return page(editFilePage({ file: stored, form: { values: form, errors: {} }, isStale: true }), 409);
      }
      return redirect(incidentPaths.file.link({ params }), { kind: 'success', messageKey: 'file.edit.saved' });
    },
  }),
];
