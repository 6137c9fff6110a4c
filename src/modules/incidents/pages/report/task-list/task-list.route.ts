import type { Ctx } from '#platform/context/ctx.ts';
import { NotFoundError } from '#platform/context/errors.ts';
import { readForm } from '#platform/forms/form.ts';
import { defineRoute, type Flash, page, permission, type Route, redirect } from '#platform/http/route.ts';
import { incidentPaths } from '../../../paths.ts';
import { incidentPermissions } from '../../../permissions.ts';
import { readReport } from '../../../queries/open-report.query.ts';
import { readDraft } from '../../../queries/report-draft.query.ts';
import { readParts } from '../../../queries/report-parts.query.ts';
import { readVersions } from '../../../queries/report-versions.query.ts';
import { keepProposals } from '../../../services/keep-proposals.ts';
import { migrateDraft } from '../../../services/migrate-draft.ts';
import { openDraft } from '../../../services/open-draft.ts';
import { rebaseDraft } from '../../../services/rebase-draft.ts';
import { conflictResult } from '../conflict.ts';
import { intentForm, type ReportIntent } from './task-list.form.ts';
import { taskListPage } from './task-list.view.tsx';

const read = permission(incidentPermissions, 'readReported');
const fill = permission(incidentPermissions, 'fillReport');

export const taskListRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: incidentPaths.report,
    access: read,
    async handle(ctx, { params }) {
      const report = await readReport(ctx, params.reportId);
      const draft = await readDraft(ctx, report);
      const parts = await readParts(ctx, report, draft);
      return page(taskListPage({ report, draft, parts, versions: await readVersions(ctx.db, params.reportId), now: ctx.clock.now() }));
    },
  }),
  defineRoute({
    method: 'POST',
    path: incidentPaths.report,
    access: fill,
    async handle(ctx, { params, form }) {
      const input = readForm(intentForm, form);
      if (!input.ok) throw new NotFoundError();
      const { reportId } = params;
      return conflictResult(ctx, reportId, async () => {
        const flash = await act(ctx, reportId, input.data.intent);
        return redirect(incidentPaths.report.link({ params: { reportId } }), flash);
      });
    },
  }),
];

async function act(ctx: Ctx, reportId: string, intent: ReportIntent): Promise<Flash | undefined> {
  switch (intent) {
    case 'keep':
      return { kind: 'success', messageKey: 'report.kept', values: { count: await keepProposals(ctx, reportId) } };
    case 'migrate': {
      const moved = await migrateDraft(ctx, reportId);
      return {
        kind: 'success',
        messageKey: 'report.migrated',
        values: { added: moved?.added.length ?? 0, dropped: moved?.dropped.length ?? 0 },
      };
    }
    case 'rebase':
      await rebaseDraft(ctx, reportId);
      return { kind: 'success', messageKey: 'report.rebased' };
    default:
      await openDraft(ctx, { reportId, takeOver: intent === 'takeOver' });
      return undefined;
  }
}
