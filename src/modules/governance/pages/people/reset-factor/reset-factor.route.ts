import { isRegulator } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { NotFoundError } from '#platform/context/errors.ts';
import { fieldOf } from '#platform/forms/form.ts';
import { defineRoute, page, permission, type Result, redirect } from '#platform/http/route.ts';
import { governancePaths } from '../../../paths.ts';
import type { PeoplePermissions } from '../../../permissions.ts';
import { resetFactor } from '../../../services/reset-factor.ts';
import { resettablePerson } from '../list-people/list-people.query.ts';
import { resetFactorPage } from './reset-factor.view.tsx';

/** Takes somebody's second factor away: asked for, confirmed, and never by opening an address (governance.md 5.6). */
export function resetFactorRoutes(permissions: PeoplePermissions) {
  const access = permission(permissions, 'resetFactor');
  const show = async (ctx: Ctx, accountId: string, isMissing: boolean): Promise<Result> => {
    const person = await resettablePerson(ctx, permissions, accountId);
    if (!person) throw new NotFoundError();
    return page(resetFactorPage({ person, byRegulator: isRegulator(ctx.actor), isMissing }), isMissing ? 422 : 200);
  };
  return [
    defineRoute({
      method: 'GET',
      path: governancePaths.resetFactor,
      access,
      stepUp: true,
      handle: (ctx, { params }) => show(ctx, params.accountId, false),
    }),
    defineRoute({
      method: 'POST',
      path: governancePaths.resetFactor,
      access,
      stepUp: true,
      async handle(ctx, { params: { accountId }, form, info }) {
        const person = await resettablePerson(ctx, permissions, accountId);
        if (!person || fieldOf(form, 'sure') !== 'yes') return show(ctx, accountId, true);
        await resetFactor(ctx, permissions, { accountId, address: info.ip });
        const { name } = person;
        return redirect(governancePaths.people.link(), { kind: 'success', messageKey: 'governance.resetFactor.done', values: { name } });
      },
    }),
  ];
}
