import { defineRoute, page, permission, redirect } from '#platform/http/route.ts';
import { incidentPaths } from '../../../paths.ts';
import { filePermissions } from '../../../permissions.ts';
import { notifyDraft } from '../../../queries/notify-draft.query.ts';
import { discardNotify } from '../../../services/discard-notify.ts';
import { discardPage } from './discard.view.tsx';

const access = permission(filePermissions, 'discard');

export const discardRoutes = [
  defineRoute({
    method: 'GET',
    path: incidentPaths.discardNotify,
    access,
    async handle(ctx, { params: { fileId } }) {
      const draft = await notifyDraft(ctx, fileId);
      return draft === 'open' ? redirect(incidentPaths.file.link({ params: { fileId } })) : page(discardPage(draft));
    },
  }),
  defineRoute({
    method: 'POST',
    path: incidentPaths.discardNotify,
    access,
    async handle(ctx, { params: { fileId } }) {
      await discardNotify(ctx, fileId);
      return redirect(incidentPaths.notify.link(), { kind: 'success', messageKey: 'notify.discarded' });
    },
  }),
];
