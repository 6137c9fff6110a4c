import type { Ctx } from '#platform/context/ctx.ts';
import { emptyForm, type FormState, fieldOf, readForm } from '#platform/forms/form.ts';
import { atGate, defineRoute, page, publicAccess, redirect } from '#platform/http/route.ts';
import type { GovernanceDeps } from '../../module.ts';
import { governancePaths, localPath } from '../../paths.ts';
import { completeSignIn, startSignIn } from '../../services/sign-in.ts';
import { demoCodeOf } from '../demo-code.ts';
import { codeForm, signInForm } from './sign-in.form.ts';
import { codePage, signInPage } from './sign-in.view.tsx';
import { welcome } from './welcome.ts';

const access = publicAccess('whoever is not signed in starts here');
const atCode = atGate('code');

/** E-mail and password, then the code: there is no other way in (governance.md 5.3). */
export function signInRoutes({ secrets, sessionHours, signIn, selfRegistration, demoAccounts, startPage, pause, zone }: GovernanceDeps) {
  const offers = { demoAccounts, startPage, selfRegistration };
  const demoCode = (ctx: Ctx, email: string | undefined) => demoCodeOf(demoAccounts, ctx, email);
  const refused = (values: FormState['values'], messageKey: string, field: string): FormState => ({
    values,
    errors: { [field]: { messageKey } },
  });

  return [
    defineRoute({
      method: 'GET',
      path: governancePaths.signIn,
      access,
      listed: { label: ({ t }) => t('governance.signIn.title'), forStrangers: true },
      handle: (ctx, { query }) =>
        ctx.actor.kind === 'account' ? redirect(query.next) : page(signInPage({ ...offers, form: emptyForm, next: query.next })),
    }),
    defineRoute({
      method: 'POST',
      path: governancePaths.signIn,
      access,
      anyOrganisation: true,
      goesOnInMaintenance: true,
      async handle(ctx, { form, info }) {
        const next = localPath(fieldOf(form, 'next'));
        // A password is never sent back to the browser.
        const values = { ...form, password: '' };
        const input = readForm(signInForm, form);
        if (!input.ok) return page(signInPage({ ...offers, form: { ...input.state, values }, next }), 422);
        const { userAgent, ip: address, deviceTokens } = info;
        const token = await startSignIn(ctx, { signIn, pause }, { ...input.data, userAgent, address, deviceTokens });
        if (!token) return page(signInPage({ ...offers, form: refused(values, 'governance.signIn.refused', ''), next }), 422);
        info.setSession({ token });
        return redirect(governancePaths.signInCode.link({ query: { next } }));
      },
    }),
    defineRoute({
      method: 'GET',
      path: governancePaths.signInCode,
      access: atCode,
      handle: (ctx, { query, info }) => page(codePage({ form: emptyForm, next: query.next, demoCode: demoCode(ctx, info.session?.email) })),
    }),
    defineRoute({
      method: 'POST',
      path: governancePaths.signInCode,
      access: atCode,
      anyOrganisation: true,
      goesOnInMaintenance: true,
      async handle(ctx, { form, info }) {
        const next = localPath(fieldOf(form, 'next'));
        const demo = demoCode(ctx, info.session?.email);
        const input = readForm(codeForm, form);
        if (!input.ok) return page(codePage({ form: input.state, next, demoCode: demo }), 422);
        const { sessionDigest, ip: address } = info;
        const answer = await completeSignIn(ctx, secrets, { sessionHours, signIn }, { sessionDigest, address, code: input.data.code });
        if (typeof answer === 'string') {
          const messageKey = answer === 'tooMany' ? 'governance.code.tooMany' : 'governance.code.refused';
          return page(codePage({ form: refused({}, messageKey, 'code'), next, demoCode: demo }), 422);
        }
        info.setSession(answer);
        return redirect(next, await welcome(ctx, info, zone));
      },
    }),
  ];
}
