import { emptyForm, type FormState, fieldOf, readForm } from '#platform/forms/form.ts';
import { atGate, defineRoute, page, redirect } from '#platform/http/route.ts';
import type { GovernanceDeps } from '../../module.ts';
import { governancePaths, localPath } from '../../paths.ts';
import { completeSignIn } from '../../services/sign-in.ts';
import { backupPage } from './backup.view.tsx';
import { backupForm } from './sign-in.form.ts';
import { welcome } from './welcome.ts';

const access = atGate('code');

/** The second step without the phone: one of the codes that were kept (governance.md 5.6). */
export const signInBackupRoutes = ({ secrets, sessionHours, signIn, zone }: GovernanceDeps) => [
  defineRoute({
    method: 'GET',
    path: governancePaths.signInBackup,
    access,
    handle: (_ctx, { query }) => page(backupPage({ form: emptyForm, next: query.next })),
  }),
  defineRoute({
    method: 'POST',
    path: governancePaths.signInBackup,
    access,
    anyOrganisation: true,
    goesOnInMaintenance: true,
    async handle(ctx, { form, info }) {
      const next = localPath(fieldOf(form, 'next'));
      const input = readForm(backupForm, form);
      if (!input.ok) return page(backupPage({ form: input.state, next }), 422);
      const { sessionDigest, ip: address } = info;
      const answer = await completeSignIn(ctx, secrets, { sessionHours, signIn }, { sessionDigest, address, code: input.data.code });
      if (typeof answer === 'string') {
        const messageKey = answer === 'tooMany' ? 'governance.code.tooMany' : 'governance.backup.refused';
        const refused: FormState = { values: {}, errors: { code: { messageKey } } };
        return page(backupPage({ form: refused, next }), 422);
      }
      info.setSession(answer);
      await welcome(ctx, info, zone);
      return redirect(next, { kind: 'info', messageKey: 'governance.backup.used' });
    },
  }),
];
