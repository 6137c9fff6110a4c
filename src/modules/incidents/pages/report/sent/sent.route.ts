import { defineRoute, page, permission, type Route, redirect } from '#platform/http/route.ts';
import { incidentPaths } from '../../../paths.ts';
import { incidentPermissions } from '../../../permissions.ts';
import { coveredBy } from '../../../queries/covered-reports.query.ts';
import { nextDueOfFile } from '../../../queries/incident-reports.query.ts';
import { readReport } from '../../../queries/open-report.query.ts';
import { sentPage } from './sent.view.tsx';

export const sentRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: incidentPaths.reportSent,
    access: permission(incidentPermissions, 'readReported'),
    async handle(ctx, { params }) {
      const report = await readReport(ctx, params.reportId);
      const { latest } = report;
      if (!latest) return redirect(incidentPaths.report.link({ params }));
      const covered = await coveredBy(ctx.db, report.incident.id, latest.id);
      return page(sentPage({ report, latest, covered, due: await nextDueOfFile(ctx, report.file.id) }));
    },
  }),
];
