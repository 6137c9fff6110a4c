import { z } from 'zod';
import type { Ctx } from '#platform/context/ctx.ts';
import { emptyForm, type FormState, fieldOf, readForm } from '#platform/forms/form.ts';
import { anyAccount, defineRoute, page, redirect } from '#platform/http/route.ts';
import type { GovernanceDeps } from '../../../module.ts';
import { governancePaths, localPath } from '../../../paths.ts';
import { proveAgain } from '../../../services/prove-again.ts';
import { demoCodeOf } from '../../demo-code.ts';
import { ownSession } from '../own-account.ts';
import { stepUpPage } from './step-up.view.tsx';

const proofForm = z.object({
  password: z.string().min(1, 'governance.signIn.password.missing').max(1_000),
  code: z.string().trim().min(1, 'governance.stepUp.code.missing').max(60),
});

/** Password and code once more, before what is sensitive (governance.md 5.7). The session goes on, under a new token. */
export function stepUpRoutes({ secrets, signIn, demoAccounts }: GovernanceDeps) {
  const show = (ctx: Ctx, form: FormState, next: string, email: string | undefined) =>
    stepUpPage({ form, next, demoCode: demoCodeOf(demoAccounts, ctx, email) });
  return [
    defineRoute({
      method: 'GET',
      path: governancePaths.stepUp,
      access: anyAccount,
      handle: (ctx, { query, info }) => page(show(ctx, emptyForm, query.next, info.session?.email)),
    }),
    defineRoute({
      method: 'POST',
      path: governancePaths.stepUp,
      access: anyAccount,
      anyOrganisation: true,
      goesOnInMaintenance: true,
      secretForm: true,
      async handle(ctx, { form, info }) {
        const next = localPath(fieldOf(form, 'next'));
        const session = ownSession(info);
        const input = readForm(proofForm, form);
        if (!input.ok) return page(show(ctx, { values: {}, errors: input.state.errors }, next, session.email), 422);
        const answer = await proveAgain(
          ctx,
          { secrets, rules: signIn },
          {
            ...input.data,
            sessionId: session.id,
            accountId: session.accountId,
            address: info.ip,
          },
        );
        if (typeof answer === 'string') {
          const messageKey = answer === 'tooMany' ? 'governance.stepUp.tooMany' : 'governance.stepUp.refused';
          return page(show(ctx, { values: {}, errors: { '': { messageKey } } }, next, session.email), 422);
        }
        info.setSession({ ...answer, goesOn: true });
        return redirect(next);
      },
    }),
  ];
}
