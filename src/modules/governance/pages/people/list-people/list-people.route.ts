import { actorId } from '#platform/context/actor.ts';
import { defineRoute, page, permission } from '#platform/http/route.ts';
import { mayEver } from '#platform/permissions/permissions.ts';
import { governancePaths } from '../../../paths.ts';
import { factorResetPermissions, type PeoplePermissions } from '../../../permissions.ts';
import { factorResetLog } from '../factor-resets.query.ts';
import { listPeople } from './list-people.query.ts';
import { listPeoplePage } from './list-people.view.tsx';

/** Whom one looks after; for administrators of an operator with what regulators did to their people's second factors. */
export const listPeopleRoute = (permissions: PeoplePermissions) =>
  defineRoute({
    method: 'GET',
    path: governancePaths.people,
    access: permission(permissions, 'list'),
    listed: { label: ({ t }) => t('governance.people.title') },
    async handle(ctx, { query }) {
      const list = await listPeople(ctx, permissions, query);
      const log = mayEver(factorResetPermissions, ctx.actor, 'list') ? await factorResetLog(ctx) : undefined;
      return page(listPeoplePage({ query, list, log, ownId: actorId(ctx.actor) ?? '', now: ctx.wallClock.now() }));
    },
  });
