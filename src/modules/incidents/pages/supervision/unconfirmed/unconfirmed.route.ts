import { z } from 'zod';
import type { Ctx } from '#platform/context/ctx.ts';
import { emptyForm, type FormState, fieldOf, readForm } from '#platform/forms/form.ts';
import { defineRoute, page, permission, type Result, type Route, redirect } from '#platform/http/route.ts';
import { reasonLimit } from '../../../domain/formats.ts';
import { incidentPaths } from '../../../paths.ts';
import { filingPermissions } from '../../../permissions.ts';
import { circumstancesOf, filingDeadline, filingTarget, queuedFiling } from '../../../queries/filing.query.ts';
import { sectorNames } from '../../../queries/notify-draft.query.ts';
import { dismissFiling, restoreFiling } from '../../../services/dismiss-filing.ts';
import { typedText } from '../act-page.tsx';
import { listUnconfirmed } from './unconfirmed.query.ts';
import { unconfirmedPage } from './unconfirmed.view.tsx';
import { unconfirmedFilingPage } from './unconfirmed-filing.view.tsx';

const dismissForm = z.object({
  reason: z
    .string()
    .catch('')
    .transform(typedText)
    .pipe(z.string().min(1, 'supervision.act.reason.missing').max(reasonLimit, 'supervision.act.reason.tooLong')),
});

async function show(ctx: Ctx, filingId: string, form: FormState, status = 200): Promise<Result> {
  const row = await queuedFiling(ctx, filingId);
  const target = await filingTarget(ctx, row);
  if (!target || !row.sentAt) throw new Error(`The filing ${filingId} was sent to nobody`);
  const sectors = await sectorNames(ctx.db, row.content.sectors);
  const around = circumstancesOf(row, target, row.sentAt);
  const met = filingDeadline(row, target, row.sentAt);
  return page(unconfirmedFilingPage({ row: { ...row, sentAt: row.sentAt }, target, sectors, around, met, form }), status);
}

export const unconfirmedRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: incidentPaths.unconfirmed,
    access: permission(filingPermissions, 'read'),
    listed: { label: ({ t }) => t('outside.queue.title') },
    async handle(ctx, { query }) {
      const isDismissed = query.dismissed === 'yes';
      return page(unconfirmedPage({ ...(await listUnconfirmed(ctx, { after: query.after, isDismissed })), isDismissed }));
    },
  }),
  defineRoute({
    method: 'GET',
    path: incidentPaths.unconfirmedFiling,
    access: permission(filingPermissions, 'read'),
    handle: (ctx, { params }) => show(ctx, params.filingId, emptyForm),
  }),
  defineRoute({
    method: 'POST',
    path: incidentPaths.unconfirmedFiling,
    access: permission(filingPermissions, 'dismiss'),
    async handle(ctx, { params: { filingId }, form }) {
      await queuedFiling(ctx, filingId);
      if (fieldOf(form, 'intent') === 'restore') {
        await restoreFiling(ctx, filingId);
        return redirect(incidentPaths.unconfirmedFiling.link({ params: { filingId } }), {
          kind: 'success',
          messageKey: 'outside.queue.restored',
        });
      }
      const input = readForm(dismissForm, form);
      if (!input.ok) return show(ctx, filingId, input.state, 422);
      await dismissFiling(ctx, { filingId, reason: input.data.reason });
      return redirect(incidentPaths.unconfirmed.link(), { kind: 'success', messageKey: 'outside.queue.dismissed' });
    },
  }),
];
