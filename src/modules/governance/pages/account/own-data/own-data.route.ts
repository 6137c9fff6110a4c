import { fieldOf } from '#platform/forms/form.ts';
import { anyAccount, defineRoute, file, page, redirect } from '#platform/http/route.ts';
import type { GovernanceDeps } from '../../../module.ts';
import { governancePaths } from '../../../paths.ts';
import { ownAccount } from '../../../queries/own-account.query.ts';
import { requestDeletion, withdrawDeletionRequest } from '../../../services/request-deletion.ts';
import { ownAccountId } from '../own-account.ts';
import { deleteAccountPage, ownDataPage } from './own-data.view.tsx';

const own = { access: anyAccount, stepUp: true } as const;

/** What is kept of a person, for that person; and the wish to go. */
export const ownDataRoutes = ({ seams }: GovernanceDeps) => [
  defineRoute({
    ...own,
    method: 'GET',
    path: governancePaths.ownData,
    listed: { label: ({ t }) => t('governance.ownData.title') },
    handle: async (ctx, { info }) => page(ownDataPage(await ownAccount(ctx, ownAccountId(info)))),
  }),
  defineRoute({
    ...own,
    method: 'GET',
    path: governancePaths.ownDataFile,
    async handle(ctx, { info }) {
      const data = { madeAt: ctx.wallClock.now(), ...(await seams.ownDataOf(ctx, ownAccountId(info))) };
      return file(Buffer.from(`${JSON.stringify(data, null, 2)}\n`), 'vigie-account.json', 'application/json');
    },
  }),
  defineRoute({
    ...own,
    method: 'GET',
    path: governancePaths.deleteAccount,
    handle: async (ctx, { info }) => page(deleteAccountPage(await ownAccount(ctx, ownAccountId(info)))),
  }),
  defineRoute({
    ...own,
    method: 'POST',
    path: governancePaths.deleteAccount,
    anyOrganisation: true,
    async handle(ctx, { form, info }) {
      const accountId = ownAccountId(info);
      const isTakenBack = fieldOf(form, 'intent') === 'withdraw';
      if (isTakenBack) await withdrawDeletionRequest(ctx, accountId);
      else await requestDeletion(ctx, { accountId, address: info.ip });
      const messageKey = isTakenBack ? 'governance.deletion.withdrawn' : 'governance.deletion.asked';
      return redirect(governancePaths.ownData.link(), { kind: 'success', messageKey });
    },
  }),
];
