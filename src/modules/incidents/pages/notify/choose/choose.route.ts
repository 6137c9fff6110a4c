import { fieldOf } from '#platform/forms/form.ts';
import { defineRoute, page, permission, redirect } from '#platform/http/route.ts';
import { incidentPaths } from '../../../paths.ts';
import { filePermissions } from '../../../permissions.ts';
import { notifyDrafts } from '../../../queries/notify-draft.query.ts';
import { startNotify } from '../../../services/start-notify.ts';
import { choosePage } from './choose.view.tsx';

const access = permission(filePermissions, 'notify');

/** A new notification, or one that was begun (interface.md B5). Only the POST creates something. */
export const chooseRoutes = [
  defineRoute({
    method: 'GET',
    path: incidentPaths.notify,
    access,
    listed: { label: ({ t }) => t('incidents.nav.notify') },
    handle: async (ctx, { query }) => page(choosePage({ drafts: await notifyDrafts(ctx), regulation: query.regulation ?? '' })),
  }),
  defineRoute({
    method: 'POST',
    path: incidentPaths.notify,
    access,
    async handle(ctx, { form }) {
      const fileId = await startNotify(ctx, { regulation: fieldOf(form, 'regulation') });
      return redirect(incidentPaths.notifyStep.link({ params: { fileId, step: 'regulations' } }));
    },
  }),
];
