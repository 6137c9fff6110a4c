import { z } from 'zod';
import type { Ctx } from '#platform/context/ctx.ts';
import { emptyForm, type FormState, readForm, refusedForm } from '#platform/forms/form.ts';
import { anyAccount, defineRoute, page, redirect } from '#platform/http/route.ts';
import { governancePaths } from '../../../paths.ts';
import { ownAccount } from '../../../queries/own-account.query.ts';
import { changePassword } from '../../../services/change-password.ts';
import { ownAccountId, ownSession } from '../own-account.ts';
import { changePasswordPage } from './password.view.tsx';

const form = z.object({
  current: z.string().min(1, 'governance.changePassword.current.missing').max(1_000, 'governance.changePassword.current.wrong'),
  password: z.string().min(1, 'governance.changePassword.new.missing').max(1_000, 'governance.password.broken.length'),
});

const show = async (ctx: Ctx, accountId: string, { errors }: FormState) =>
  changePasswordPage({ owner: await ownAccount(ctx, accountId), form: { values: {}, errors } });

export const changePasswordRoutes = [
  defineRoute({
    method: 'GET',
    path: governancePaths.changePassword,
    access: anyAccount,
    listed: { label: ({ t }) => t('governance.changePassword.title') },
    stepUp: true,
    handle: async (ctx, { info }) => page(await show(ctx, ownAccountId(info), emptyForm)),
  }),
  defineRoute({
    method: 'POST',
    path: governancePaths.changePassword,
    access: anyAccount,
    anyOrganisation: true,
    stepUp: true,
    secretForm: true,
    async handle(ctx, { form: fields, info }) {
      const { id: sessionId, accountId } = ownSession(info);
      const input = readForm(form, fields);
      if (!input.ok) return page(await show(ctx, accountId, input.state), 422);
      try {
        await changePassword(ctx, { ...input.data, accountId, sessionId, address: info.ip });
      } catch (error) {
        return page(await show(ctx, accountId, refusedForm(error, {})), 422);
      }
      return redirect(governancePaths.accountSecurity.link(), { kind: 'success', messageKey: 'governance.changePassword.done' });
    },
  }),
];
