import { lastOrganisationTyped } from '#modules/governance/index.ts';
import { isIncidentUser } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { type FormState, fieldOf, refusedForm } from '#platform/forms/form.ts';
import { defineRoute, page, permission, type Result, redirect } from '#platform/http/route.ts';
import { incidentPaths } from '../../../paths.ts';
import { filePermissions } from '../../../permissions.ts';
import { notifyDrafts } from '../../../queries/notify-draft.query.ts';
import { mayNotifyToday } from '../../../services/filing-limits.ts';
import { startNotify } from '../../../services/start-notify.ts';
import { choosePage } from './choose.view.tsx';

const access = permission(filePermissions, 'notify');

async function show(ctx: Ctx, regulation: string, form: FormState, status?: number): Promise<Result> {
  const { actor } = ctx;
  const isAlone = isIncidentUser(actor);
  const isOverLimit = isAlone && !(await mayNotifyToday(ctx, actor.email));
  return page(choosePage({ drafts: await notifyDrafts(ctx), regulation, form, isAlone, isOverLimit }), status);
}

/** A new notification, or one that was begun (interface.md B5). Only the POST creates something. */
export const chooseRoutes = [
  defineRoute({
    method: 'GET',
    path: incidentPaths.notify,
    access,
    listed: { label: ({ t }) => t('incidents.nav.notify') },
    async handle(ctx, { query }) {
      const { actor } = ctx;
      const organisation = isIncidentUser(actor) ? await lastOrganisationTyped(ctx.db, actor.accountId) : undefined;
      return show(ctx, query.regulation ?? '', { values: organisation ? { organisation } : {}, errors: {} });
    },
  }),
  defineRoute({
    method: 'POST',
    path: incidentPaths.notify,
    access,
    async handle(ctx, { form }) {
      const regulation = fieldOf(form, 'regulation');
      try {
        const fileId = await startNotify(ctx, { regulation, organisation: fieldOf(form, 'organisation') });
        return redirect(incidentPaths.notifyStep.link({ params: { fileId, step: 'regulations' } }));
      } catch (error) {
        return show(ctx, regulation, refusedForm(error, form), 422);
      }
    },
  }),
];
