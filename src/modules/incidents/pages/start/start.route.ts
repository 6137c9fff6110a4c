import { defineRoute, page, publicAccess } from '#platform/http/route.ts';
import { mayEver } from '#platform/permissions/permissions.ts';
import { incidentPaths } from '../../paths.ts';
import { filePermissions } from '../../permissions.ts';
import { startData } from './start.query.ts';
import { startPage } from './start.view.tsx';

/** Who must report, by when, and the way in: one page per regulation (interface.md B2). */
export const startRoute = defineRoute({
  method: 'GET',
  path: incidentPaths.startPage,
  access: publicAccess('whoever has an incident starts here, also without an account'),
  async handle(ctx, { params }) {
    const data = await startData(ctx, params.regulation);
    const mayNotify = ctx.actor.kind === 'anonymous' ? 'afterSignIn' : mayEver(filePermissions, ctx.actor, 'notify') ? 'now' : 'never';
    return page(startPage({ data, mayNotify }));
  },
});
