import { defineRoute, page, permission } from '#platform/http/route.ts';
import { incidentPaths } from '../../../paths.ts';
import { filePermissions } from '../../../permissions.ts';
import { listFiles } from './list-files.query.ts';
import { listFilesPage } from './list-files.view.tsx';

export const listFilesRoutes = [
  defineRoute({
    method: 'GET',
    path: incidentPaths.files,
    access: permission(filePermissions, 'list'),
    listed: { label: ({ t }) => t('incidents.nav.files') },
    handle: async (ctx, { query }) => page(listFilesPage({ query, list: await listFiles(ctx, query) })),
  }),
];
