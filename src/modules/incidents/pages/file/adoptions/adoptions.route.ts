import { fieldOf } from '#platform/forms/form.ts';
import { defineRoute, page, permission, type Route, redirect } from '#platform/http/route.ts';
import { incidentPaths } from '../../../paths.ts';
import { adoptionPermissions } from '../../../permissions.ts';
import { offeredAdoptions, requireOffered } from '../../../queries/adoptions.query.ts';
import { decideAdoption } from '../../../services/decide-adoption.ts';
import { adoptionsPage } from './adoptions.view.tsx';

const access = permission(adoptionPermissions, 'decide');
const adoptions = incidentPaths.adoptions.link();

/** What somebody outside has filed in the operator's name, to be taken over or not. */
export const adoptionsRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: incidentPaths.adoptions,
    access,
    listed: { label: ({ t }) => t('outside.adoption.title') },
    handle: async (ctx) => page(adoptionsPage({ offers: await offeredAdoptions(ctx) })),
  }),
  defineRoute({
    method: 'POST',
    path: incidentPaths.adoption,
    access,
    async handle(ctx, { params: { adoptionId }, form }) {
      const decision = fieldOf(form, 'decision');
      await requireOffered(ctx, adoptionId);
      if (decision !== 'accept' && decision !== 'decline')
        return redirect(adoptions, { kind: 'warning', messageKey: 'outside.adoption.choose' });
      const fileId = await decideAdoption(ctx, { adoptionId, accept: decision === 'accept' });
      return fileId
        ? redirect(incidentPaths.file.link({ params: { fileId } }), { kind: 'success', messageKey: 'outside.adoption.accepted' })
        : redirect(adoptions, { kind: 'info', messageKey: 'outside.adoption.declined' });
    },
  }),
];
