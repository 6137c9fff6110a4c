import type { SecretBox } from '#platform/auth/secret-box.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { NotFoundError } from '#platform/context/errors.ts';
import { emptyForm, type FormState, fieldOf } from '#platform/forms/form.ts';
import { anyAccount, anyAccountOrAtGate, defineRoute, file, page, type RequestInfo, redirect } from '#platform/http/route.ts';
import type { GovernanceDeps } from '../../../module.ts';
import { governancePaths, localPath } from '../../../paths.ts';
import { countBackupCodes } from '../../../services/backup-codes.ts';
import { makeBackupCodes } from '../../../services/make-backup-codes.ts';
import { openFromPage, sealForPage } from '../../../services/set-up-authenticator.ts';
import { ownAccountId } from '../own-account.ts';
import { backupCodesPage, makeBackupCodesPage } from './backup-codes.view.tsx';

/** The codes as their page brings them back, to be shown again or saved: the database keeps only digests. */
export const sealCodes = (secrets: SecretBox, ctx: Ctx, accountId: string, codes: readonly string[]): string =>
  sealForPage(secrets, accountId, codes, ctx.wallClock.now());

/** The codes are shown once the second factor is set up, before the gates that come after it. */
const whileShown = anyAccountOrAtGate('acceptTerms', 'chooseOperator');
const notTicked: FormState = { values: {}, errors: { kept: { messageKey: 'governance.backup.keep.missing' } } };

/** Ten codes for the day the phone is gone (governance.md 5.6): made on demand, shown once. */
export function backupCodesRoutes({ secrets }: GovernanceDeps) {
  const codesIn = (ctx: Ctx, info: RequestInfo, sealed: string) => openFromPage(secrets, ownAccountId(info), sealed, ctx.wallClock.now());
  return [
    defineRoute({
      method: 'GET',
      path: governancePaths.backupCodes,
      access: anyAccount,
      stepUp: true,
      handle: async (ctx, { info }) => page(makeBackupCodesPage({ left: await countBackupCodes(ctx.db, ownAccountId(info)) })),
    }),
    defineRoute({
      method: 'POST',
      path: governancePaths.backupCodes,
      access: anyAccount,
      anyOrganisation: true,
      stepUp: true,
      async handle(ctx, { info }) {
        const accountId = ownAccountId(info);
        const codes = await makeBackupCodes(ctx, { accountId, address: info.ip });
        const next = governancePaths.accountSecurity.link();
        return page(backupCodesPage({ codes, sealed: sealCodes(secrets, ctx, accountId, codes), next, form: emptyForm, isFirst: false }));
      },
    }),
    defineRoute({
      method: 'POST',
      path: governancePaths.backupCodesKept,
      access: whileShown,
      anyOrganisation: true,
      secretForm: true,
      async handle(ctx, { form, info }) {
        const next = localPath(fieldOf(form, 'next'));
        const sealed = fieldOf(form, 'sealed');
        const codes = codesIn(ctx, info, sealed);
        if (codes && fieldOf(form, 'kept') !== 'yes') {
          return page(backupCodesPage({ codes, sealed, next, form: notTicked, isFirst: fieldOf(form, 'first') === 'yes' }), 422);
        }
        return redirect(next);
      },
    }),
    defineRoute({
      method: 'POST',
      path: governancePaths.backupCodesFile,
      access: whileShown,
      anyOrganisation: true,
      secretForm: true,
      async handle(ctx, { form, info }) {
        const codes = codesIn(ctx, info, fieldOf(form, 'sealed'));
        if (!codes) throw new NotFoundError();
        return file(Buffer.from(`${codes.join('\r\n')}\r\n`), 'vigie-backup-codes.txt', 'text/plain; charset=utf-8');
      },
    }),
  ];
}
