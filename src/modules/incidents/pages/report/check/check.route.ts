import { randomUUID } from 'node:crypto';
import type { Ctx } from '#platform/context/ctx.ts';
import { RefusedError } from '#platform/context/errors.ts';

import { emptyForm, type FormState, fieldOf, readForm, refusedForm } from '#platform/forms/form.ts';
import { defineRoute, page, permission, type Route, redirect } from '#platform/http/route.ts';
import { incidentPaths } from '../../../paths.ts';
import { incidentPermissions } from '../../../permissions.ts';
import { readReport } from '../../../queries/open-report.query.ts';
import { readDraft } from '../../../queries/report-draft.query.ts';
import { readParts } from '../../../queries/report-parts.query.ts';
import { submitReport } from '../../../services/submit-report.ts';
import { conflictResult } from '../conflict.ts';
import { checkForm } from './check.form.ts';
import { checkPage } from './check.view.tsx';

async function show(ctx: Ctx, reportId: string, form: FormState) {
  const report = await readReport(ctx, reportId);
  const draft = await readDraft(ctx, report);
  const material = { report, draft, parts: await readParts(ctx, report, draft), now: ctx.clock.now() };
  // The same key as long as the same page is posted again.
  const key = fieldOf(form.values, 'key') || randomUUID();
  return { draft, view: checkPage({ ...material, form, key }) };
}

export const checkRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: incidentPaths.reportCheck,
    access: permission(incidentPermissions, 'readReported'),
    async handle(ctx, { params }) {
      const { draft, view } = await show(ctx, params.reportId, emptyForm);
      return draft.row ? page(view) : redirect(incidentPaths.report.link({ params }));
    },
  }),
  defineRoute({
    method: 'POST',
    path: incidentPaths.reportCheck,
    access: permission(incidentPermissions, 'fillReport'),
    async handle(ctx, { params, form }) {
      const { reportId } = params;
      const input = readForm(checkForm, form);
      if (!input.ok) return page((await show(ctx, reportId, input.state)).view, 422);
      return conflictResult(ctx, reportId, async () => {
        try {
          await submitReport(ctx, { reportId, baseNo: input.data.base, idempotencyKey: input.data.key });
          return redirect(incidentPaths.reportSent.link({ params }));
        } catch (error) {
          if (!(error instanceof RefusedError)) throw error;
          return page((await show(ctx, reportId, refusedForm(error, form))).view, 422);
        }
      });
    },
  }),
];
