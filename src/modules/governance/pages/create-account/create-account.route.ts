import { emptyForm, type FormState, readForm } from '#platform/forms/form.ts';
import { isTrapped } from '#platform/forms/honeypot.tsx';
import { defineRoute, page, publicAccess, redirect } from '#platform/http/route.ts';
import type { GovernanceDeps } from '../../module.ts';
import { governancePaths } from '../../paths.ts';
import { askEntry } from '../../services/ask-entry.ts';
import { emailOfNotifier } from '../../services/link-notifier.ts';
import { createAccountForm } from './create-account.form.ts';
import { createAccountPage } from './create-account.view.tsx';

const access = publicAccess('whoever has no account registers here');
/** Seconds until the limits of registration let somebody in again. */
const anHour = 3_600;

/** Registration as an incident user, without a password: the link of the mail leads to its choice (governance.md 5.2). */
export const createAccountRoutes = ({ terms }: GovernanceDeps) => [
  defineRoute({
    method: 'GET',
    path: governancePaths.createAccount,
    access,
    listed: { label: ({ t }) => t('governance.create.title'), forStrangers: true },
    async handle(ctx, { info }) {
      if (ctx.actor.kind === 'account') return redirect('/');
      const email = await emailOfNotifier(ctx.db, ctx, info.notifierDigest);
      return page(createAccountPage(email ? { values: { email }, errors: {} } : emptyForm));
    },
  }),
  defineRoute({
    method: 'POST',
    path: governancePaths.createAccount,
    access,
    anyOrganisation: true,
    async handle(ctx, { form, info }) {
      if (ctx.actor.kind === 'account') return redirect('/');
      const refused = (state: FormState, status = 422) => page(createAccountPage(state), status);
      const wholly = (messageKey: string): FormState => ({ values: form, errors: { '': { messageKey } } });
      if (isTrapped(form)) return refused(wholly('governance.entry.refused'));
      const input = readForm(createAccountForm, form);
      if (!input.ok) return refused(input.state);
      const { firstName, lastName, email } = input.data;
      const answer = await askEntry(ctx, { kind: 'register', firstName, lastName, email, termsVersion: terms.version, address: info.ip });
      if (answer === 'tooMany') return { ...refused(wholly('governance.entry.tooMany'), 429), retryAfter: anHour };
      return redirect(governancePaths.checkMail.link({ query: { request: answer.token } }));
    },
  }),
];
