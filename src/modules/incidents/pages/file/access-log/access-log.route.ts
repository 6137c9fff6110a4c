import { defineRoute, page, permission } from '#platform/http/route.ts';
import { incidentPaths } from '../../../paths.ts';
import { filePermissions } from '../../../permissions.ts';
import { loadLogPage } from './access-log.query.ts';
import { accessLogPage } from './access-log.view.tsx';

/** Operators see the entries of their own side only (decisions.md D5). */
export const accessLogRoutes = [
  defineRoute({
    method: 'GET',
    path: incidentPaths.fileLog,
    access: permission(filePermissions, 'read'),
    handle: async (ctx, { params, query }) =>
      page(accessLogPage({ fileId: params.fileId, log: await loadLogPage(ctx, params.fileId, query) })),
  }),
];
