import { isIncidentUser, isOperator } from '#platform/context/actor.ts';
import { defineRoute, page, permission } from '#platform/http/route.ts';
import { mayEver } from '#platform/permissions/permissions.ts';
import { incidentPaths } from '../../../paths.ts';
import { adoptionPermissions, filePermissions } from '../../../permissions.ts';
import { offeredAdoptions } from '../../../queries/adoptions.query.ts';
import { claimableFiling } from '../../../queries/claimable-filing.query.ts';
import { listFiles } from './list-files.query.ts';
import { listFilesPage } from './list-files.view.tsx';
import { takenOver } from './taken-over.query.ts';

export const listFilesRoutes = [
  defineRoute({
    method: 'GET',
    path: incidentPaths.files,
    access: permission(filePermissions, 'list'),
    listed: { label: ({ t }) => t('incidents.nav.files') },
    async handle(ctx, { query, info }) {
      const offers = mayEver(adoptionPermissions, ctx.actor, 'decide') ? (await offeredAdoptions(ctx)).length : 0;
      const withheldUntil = isOperator(ctx.actor) ? ctx.actor.hold?.until : undefined;
      const isAlone = isIncidentUser(ctx.actor);
      const isClaimable = isAlone && (await claimableFiling(ctx, info.notifierDigest)) !== undefined;
      const notices = { offers, withheldUntil, isClaimable, takenOver: isAlone ? await takenOver(ctx) : [] };
      return page(listFilesPage({ query, list: await listFiles(ctx, query), ...notices }));
    },
  }),
];
