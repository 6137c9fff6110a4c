import { z } from 'zod';
import { emptyForm, type FormState, readForm, refusedForm } from '#platform/forms/form.ts';
import { defineRoute, page, publicAccess, redirect } from '#platform/http/route.ts';
import { governancePaths } from '../../paths.ts';
import { ownerOfLink, type PasswordLink, usePasswordLink } from '../../services/use-password-link.ts';
import { choosePasswordPage, invalidLinkPage } from './choose-password.view.tsx';

const access = publicAccess('whoever came by the link of a mail chooses a password here');
const form = z.object({ password: z.string().min(1, 'governance.password.broken.length').max(1_000, 'governance.password.broken.length') });

/** The link of a mail: opening it only shows a form, since mail scanners open links too; sending the form uses it up. */
export const choosePasswordRoutes = [
  defineRoute({
    method: 'GET',
    path: governancePaths.choosePassword,
    access,
    async handle(ctx, { params }) {
      const owner = await ownerOfLink(ctx, params);
      return owner ? page(choosePasswordPage({ link: params, owner, form: emptyForm })) : invalid(params);
    },
  }),
  defineRoute({
    method: 'POST',
    path: governancePaths.choosePassword,
    access,
    anyOrganisation: true,
    async handle(ctx, { params, form: fields, info }) {
      const owner = await ownerOfLink(ctx, params);
      if (!owner) return invalid(params);
      const refused = (state: FormState) => page(choosePasswordPage({ link: params, owner, form: { ...state, values: {} } }), 422);
      const input = readForm(form, fields);
      if (!input.ok) return refused(input.state);
      try {
        const isSet = await usePasswordLink(ctx, params, { password: input.data.password, address: info.ip });
        if (!isSet) return invalid(params);
      } catch (error) {
        return refused(refusedForm(error, {}));
      }
      // Whoever was signed in here, with this account or another one, signs in anew.
      if (info.session?.accountId === owner.id) info.setSession({ token: null });
      return redirect(governancePaths.signIn.link(), { kind: 'success', messageKey: 'governance.password.chosen' });
    },
  }),
];

const invalid = ({ purpose }: PasswordLink) => page(invalidLinkPage(purpose), 410);
