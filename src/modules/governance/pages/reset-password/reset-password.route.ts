import { emptyForm, type FormState, readForm } from '#platform/forms/form.ts';
import { isTrapped } from '#platform/forms/honeypot.tsx';
import { defineRoute, page, publicAccess, redirect } from '#platform/http/route.ts';
import { governancePaths } from '../../paths.ts';
import { askEntry } from '../../services/ask-entry.ts';
import { resetPasswordForm } from '../create-account/create-account.form.ts';
import { resetPasswordPage } from './reset-password.view.tsx';

const access = publicAccess('whoever has forgotten their password asks for a link here');
/** Seconds. */
const anHour = 3_600;

/** Asks for a link; the answer is the same for every address (governance.md 5.5). */
export const resetPasswordRoutes = [
  defineRoute({
    method: 'GET',
    path: governancePaths.resetPassword,
    access,
    listed: { label: ({ t }) => t('governance.reset.title'), forStrangers: true },
    handle: () => page(resetPasswordPage(emptyForm)),
  }),
  defineRoute({
    method: 'POST',
    path: governancePaths.resetPassword,
    access,
    anyOrganisation: true,
    async handle(ctx, { form, info }) {
      const refused = (state: FormState, status = 422) => page(resetPasswordPage(state), status);
      const wholly = (messageKey: string): FormState => ({ values: form, errors: { '': { messageKey } } });
      if (isTrapped(form)) return refused(wholly('governance.entry.refused'));
      const input = readForm(resetPasswordForm, form);
      if (!input.ok) return refused(input.state);
      const answer = await askEntry(ctx, { kind: 'reset', email: input.data.email, address: info.ip });
      if (answer === 'tooMany') return { ...refused(wholly('governance.entry.tooMany'), 429), retryAfter: anHour };
      return redirect(governancePaths.checkMail.link({ query: { request: answer.token } }));
    },
  }),
];
