import { defineRoute, page, permission, type Route, redirect } from '#platform/http/route.ts';
import { incidentPaths } from '../../../paths.ts';
import { filePermissions } from '../../../permissions.ts';
import { claimableFiling } from '../../../queries/claimable-filing.query.ts';
import { claimFiling } from '../../../services/claim-filing.ts';
import { claimPage } from './claim.view.tsx';

const access = permission(filePermissions, 'claim');

/** Somebody signed in takes over what they sent in this browser before, without an account. */
export const claimRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: incidentPaths.claimFiling,
    access,
    listed: { label: ({ t }) => t('outside.claim.title') },
    handle: async (ctx, { info }) => page(claimPage({ filing: await claimableFiling(ctx, info.notifierDigest) })),
  }),
  defineRoute({
    method: 'POST',
    path: incidentPaths.claimFiling,
    access,
    async handle(ctx, { info }) {
      await claimFiling(ctx, info.notifierDigest);
      return redirect(incidentPaths.files.link(), { kind: 'success', messageKey: 'outside.claim.done' });
    },
  }),
];
