import { z } from 'zod';
import type { Ctx } from '#platform/context/ctx.ts';
import { emptyForm, type FormState, fieldOf, readForm, refusedForm } from '#platform/forms/form.ts';
import { anyAccount, defineRoute, page, publicAccess, redirect } from '#platform/http/route.ts';
import { governancePaths } from '../../../paths.ts';
import { findEmailChange } from '../../../queries/email-change.query.ts';
import { askEmailChange, cancelEmailChange, confirmEmailChange, emailOfLink } from '../../../services/change-email.ts';
import { ownAccountId, ownSession } from '../own-account.ts';
import { changeEmailPage, confirmEmailPage } from './email.view.tsx';

const form = z.object({ email: z.string().trim().min(1, 'governance.signIn.email.missing').max(254, 'governance.changeEmail.invalid') });
const fromMail = publicAccess('whoever has the mailbox confirms, signed in or not');
const backTo = (messageKey: string) => redirect(governancePaths.changeEmail.link(), { kind: 'success', messageKey });

const show = async (ctx: Ctx, session: { accountId: string; email: string }, state: FormState) =>
  changeEmailPage({ email: session.email, pending: await findEmailChange(ctx, session.accountId), form: state });

/** Asked with fresh proof, confirmed by both mailboxes; a link never acts by being opened. */
export const changeEmailRoutes = [
  defineRoute({
    method: 'GET',
    path: governancePaths.changeEmail,
    access: anyAccount,
    stepUp: true,
    handle: async (ctx, { info }) => page(await show(ctx, ownSession(info), emptyForm)),
  }),
  defineRoute({
    method: 'POST',
    path: governancePaths.changeEmail,
    access: anyAccount,
    anyOrganisation: true,
    stepUp: true,
    async handle(ctx, { form: fields, info }) {
      const session = ownSession(info);
      const input = readForm(form, fields);
      if (!input.ok) return page(await show(ctx, session, input.state), 422);
      try {
        await askEmailChange(ctx, { accountId: session.accountId, email: input.data.email, address: info.ip });
      } catch (error) {
        return page(await show(ctx, session, refusedForm(error, fields)), 422);
      }
      return backTo('governance.changeEmail.asked');
    },
  }),
  defineRoute({
    method: 'POST',
    path: governancePaths.cancelEmailChange,
    access: anyAccount,
    anyOrganisation: true,
    async handle(ctx, { info }) {
      await cancelEmailChange(ctx, ownAccountId(info));
      return backTo('governance.changeEmail.cancelled');
    },
  }),
  defineRoute({
    method: 'GET',
    path: governancePaths.confirmEmail,
    access: fromMail,
    async handle(ctx, { query: { token, box } }) {
      const newEmail = await emailOfLink(ctx, box, token);
      return newEmail ? page(confirmEmailPage({ state: 'open', newEmail, token, box })) : page(confirmEmailPage({ state: 'invalid' }), 404);
    },
  }),
  defineRoute({
    method: 'POST',
    path: governancePaths.confirmEmail,
    access: fromMail,
    anyOrganisation: true,
    async handle(ctx, { form: fields, info }) {
      const box = fieldOf(fields, 'box') === 'old' ? 'old' : 'new';
      const state = await confirmEmailChange(ctx, { box, token: fieldOf(fields, 'token'), address: info.ip });
      if (state === 'invalid') return page(confirmEmailPage({ state }), 404);
      return redirect(governancePaths.signIn.link(), { kind: 'success', messageKey: `governance.changeEmail.${state}` });
    },
  }),
];
