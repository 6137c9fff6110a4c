import { NotFoundError } from '#platform/context/errors.ts';
import { defineRoute, page, permission, redirect } from '#platform/http/route.ts';
import { governancePaths } from '../../../paths.ts';
import { factorResetPermissions } from '../../../permissions.ts';
import { confirmFactorReset, isWaiting } from '../../../services/confirm-factor-reset.ts';
import { factorResetToConfirm } from '../factor-resets.query.ts';
import { confirmResetPage } from './confirm-reset.view.tsx';

const access = permission(factorResetPermissions, 'confirm');

/** Where the mail about a regulator's reset leads; looking at it confirms nothing (decisions.md D8). */
export const confirmResetRoutes = [
  defineRoute({
    method: 'GET',
    path: governancePaths.factorReset,
    access,
    async handle(ctx, { params: { resetId } }) {
      const entry = await factorResetToConfirm(ctx, resetId);
      if (!entry) throw new NotFoundError();
      return page(confirmResetPage({ entry, isOpen: isWaiting(entry, ctx.wallClock.now()) }));
    },
  }),
  defineRoute({
    method: 'POST',
    path: governancePaths.factorReset,
    access,
    async handle(ctx, { params: { resetId } }) {
      const isConfirmed = await confirmFactorReset(ctx, resetId);
      return redirect(
        governancePaths.people.link(),
        isConfirmed
          ? { kind: 'success', messageKey: 'governance.confirmReset.done' }
          : { kind: 'info', messageKey: 'governance.confirmReset.tooLate' },
      );
    },
  }),
];
