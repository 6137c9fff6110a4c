import { defineRoute, page, permission, type Route, redirect } from '#platform/http/route.ts';
import { incidentPaths } from '../../../paths.ts';
import { incidentPermissions } from '../../../permissions.ts';
import { readReport } from '../../../queries/open-report.query.ts';
import { discardDraft } from '../../../services/discard-draft.ts';
import { discardPage } from './discard.view.tsx';

export const discardRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: incidentPaths.discardDraft,
    access: permission(incidentPermissions, 'fillReport'),
    handle: async (ctx, { params }) => page(discardPage({ report: await readReport(ctx, params.reportId) })),
  }),
  defineRoute({
    method: 'POST',
    path: incidentPaths.discardDraft,
    access: permission(incidentPermissions, 'fillReport'),
    async handle(ctx, { params }) {
      const report = await readReport(ctx, params.reportId);
      await discardDraft(ctx, params.reportId);
      return redirect(incidentPaths.file.link({ params: { fileId: report.file.id } }), { kind: 'success', messageKey: 'report.discarded' });
    },
  }),
];
