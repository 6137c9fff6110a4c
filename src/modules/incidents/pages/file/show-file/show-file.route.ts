import { fieldOf } from '#platform/forms/form.ts';
import { defineRoute, page, permission, redirect } from '#platform/http/route.ts';
import { mayEver } from '#platform/permissions/permissions.ts';
import { incidentPaths } from '../../../paths.ts';
import { filePermissions } from '../../../permissions.ts';
import { offerFile } from '../../../services/offer-adoption.ts';
import { loadLogExcerpt } from '../access-log/access-log.query.ts';
import { loadFile } from './show-file.query.ts';
import { showFilePage } from './show-file.view.tsx';

const excerptSize = 5;

export const showFileRoutes = [
  defineRoute({
    method: 'GET',
    path: incidentPaths.file,
    access: permission(filePermissions, 'read'),
    async handle(ctx, { params, query }) {
      const file = await loadFile(ctx, params.fileId);
      // Nothing has been notified yet: the draft goes on where it was left.
      if (file.state === 'draft') return redirect(incidentPaths.notifyStep.link({ params: { fileId: file.id, step: 'regulations' } }));
      const log = await loadLogExcerpt(
        ctx,
        file.incidents.map(({ id }) => id),
        excerptSize,
      );
      const mayOffer = mayEver(filePermissions, ctx.actor, 'offer');
      return page(showFilePage({ file, log, laws: query.law, now: ctx.clock.now(), mayOffer }));
    },
  }),
  defineRoute({
    method: 'POST',
    path: incidentPaths.offerFile,
    access: permission(filePermissions, 'offer'),
    async handle(ctx, { params, form }) {
      await offerFile(ctx, { fileId: params.fileId, organisation: fieldOf(form, 'organisation').slice(0, 255) });
      return redirect(incidentPaths.file.link({ params }), { kind: 'info', messageKey: 'outside.offer.done' });
    },
  }),
];
