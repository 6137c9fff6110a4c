import { totpCode } from '#platform/auth/totp.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { emptyForm, type FormState, fieldOf, readForm } from '#platform/forms/form.ts';
import { defineRoute, page, publicAccess, redirect } from '#platform/http/route.ts';
import type { GovernanceDeps } from '../../module.ts';
import { governancePaths, localPath } from '../../paths.ts';
import { completeSignIn, startSignIn } from '../../services/sign-in.ts';
import { codeForm, signInForm } from './sign-in.form.ts';
import { codePage, signInPage } from './sign-in.view.tsx';

const access = publicAccess('whoever is not signed in starts here');

/** E-mail and password, then the code: there is no other way in (governance.md 5.3). */
export function signInRoutes({ secrets, sessionHours, demoAccounts, startPage }: GovernanceDeps) {
  const demoCode = (ctx: Ctx, email: string | undefined) => {
    const demo = demoAccounts.find((account) => account.email === email);
    return demo && totpCode(demo.totpSecret, ctx.wallClock.now());
  };
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
        ctx.actor.kind === 'account'
          ? redirect(query.next)
          : page(signInPage({ form: emptyForm, next: query.next, demoAccounts, startPage })),
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
        if (!input.ok) return page(signInPage({ form: { ...input.state, values }, next, demoAccounts, startPage }), 422);
        const token = await startSignIn(ctx, { ...input.data, userAgent: info.userAgent });
        if (!token) return page(signInPage({ form: refused(values, 'governance.signIn.refused', ''), next, demoAccounts, startPage }), 422);
        info.setSession({ token });
        return redirect(governancePaths.signInCode.link({ query: { next } }));
      },
    }),
    defineRoute({
      method: 'GET',
      path: governancePaths.signInCode,
      access,
      handle(ctx, { query, info }) {
        if (info.session?.state.kind !== 'password') return redirect(governancePaths.signIn.link({ query }));
        return page(codePage({ form: emptyForm, next: query.next, demoCode: demoCode(ctx, info.session.email) }));
      },
    }),
    defineRoute({
      method: 'POST',
      path: governancePaths.signInCode,
      access,
      anyOrganisation: true,
      goesOnInMaintenance: true,
      async handle(ctx, { form, info }) {
        const next = localPath(fieldOf(form, 'next'));
        if (info.session?.state.kind !== 'password') return redirect(governancePaths.signIn.link({ query: { next } }));
        const demo = demoCode(ctx, info.session.email);
        const input = readForm(codeForm, form);
        if (!input.ok) return page(codePage({ form: input.state, next, demoCode: demo }), 422);
        const answer = await completeSignIn(ctx, secrets, { sessionHours }, { sessionDigest: info.sessionDigest, code: input.data.code });
        if (typeof answer === 'string') {
          const messageKey = answer === 'tooMany' ? 'governance.code.tooMany' : 'governance.code.refused';
          return page(codePage({ form: refused({}, messageKey, 'code'), next, demoCode: demo }), 422);
        }
        info.setSession(answer);
        return redirect(next);
      },
    }),
  ];
}
