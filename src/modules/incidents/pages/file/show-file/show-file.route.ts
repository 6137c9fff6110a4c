import { defineRoute, page, permission, redirect } from '#platform/http/route.ts';
import { incidentPaths } from '../../../paths.ts';
import { filePermissions } from '../../../permissions.ts';
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
        ctx.db,
        file.incidents.map(({ id }) => id),
        excerptSize,
      );
      return page(showFilePage({ file, log, laws: query.law, now: ctx.clock.now() }));
    },
  }),
];
