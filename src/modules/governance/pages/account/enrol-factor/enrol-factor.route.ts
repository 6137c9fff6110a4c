import { emptyForm, fieldOf, readForm, refusedForm } from '#platform/forms/form.ts';
import { atGate, defineRoute, page, redirect } from '#platform/http/route.ts';
import type { GovernanceDeps } from '../../../module.ts';
import { governancePaths, localPath } from '../../../paths.ts';
import { enrolFactor } from '../../../services/authenticators.ts';
import { newAuthenticator, sameAuthenticator } from '../../../services/set-up-authenticator.ts';
import { welcome } from '../../sign-in/welcome.ts';
import { sealCodes } from '../backup-codes/backup-codes.route.ts';
import { backupCodesPage } from '../backup-codes/backup-codes.view.tsx';
import { ownSession } from '../own-account.ts';
import { setUpForm } from './enrol-factor.form.ts';
import { enrolFactorPage } from './enrol-factor.view.tsx';

const access = atGate('enrolFactor');

/** A gate: whoever has no second factor sets one up, and reaches nothing else (governance.md 5.6, check 21). */
export const enrolFactorRoutes = ({ secrets, sessionHours, zone }: GovernanceDeps) => [
  defineRoute({
    method: 'GET',
    path: governancePaths.enrolFactor,
    access,
    handle(ctx, { query, info }) {
      const { accountId, email } = ownSession(info);
      return page(enrolFactorPage({ made: newAuthenticator(ctx, secrets, accountId), email, form: emptyForm, next: query.next }));
    },
  }),
  defineRoute({
    method: 'POST',
    path: governancePaths.enrolFactor,
    access,
    anyOrganisation: true,
    async handle(ctx, { form, info }) {
      const next = localPath(fieldOf(form, 'next'));
      const { id: sessionId, accountId, email } = ownSession(info);
      const made = sameAuthenticator(ctx, secrets, accountId, fieldOf(form, 'sealed'));
      const again = governancePaths.enrolFactor.link({ query: { next } });
      if (!made) return redirect(again, { kind: 'warning', messageKey: 'governance.enrol.tooOld' });
      const input = readForm(setUpForm, form);
      if (!input.ok) return page(enrolFactorPage({ made, email, form: input.state, next }), 422);
      try {
        const added = { ...input.data, accountId, sessionId, made, address: info.ip };
        const { token, codes } = await enrolFactor(ctx, secrets, { sessionHours }, added);
        info.setSession({ token });
        await welcome(ctx, info, zone);
        return page(backupCodesPage({ codes, sealed: sealCodes(secrets, ctx, accountId, codes), next, form: emptyForm, isFirst: true }));
      } catch (error) {
        return page(enrolFactorPage({ made, email, form: refusedForm(error, form), next }), 422);
      }
    },
  }),
];
