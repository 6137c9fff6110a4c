import { actorRole } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { emptyForm, type FormState, fieldOf, listOf, readForm, refusedForm } from '#platform/forms/form.ts';
import { anyAccount, defineRoute, page, redirect } from '#platform/http/route.ts';
import { formFields } from '#platform/ui/form.tsx';
import type { GovernanceDeps } from '../../../module.ts';
import { governancePaths } from '../../../paths.ts';
import { ownAccount } from '../../../queries/own-account.query.ts';
import { updateAccount } from '../../../services/update-account.ts';
import { ownAccountId } from '../own-account.ts';
import { detailsForm } from './details.form.ts';
import { detailsPage } from './details.view.tsx';

/** Name, telephone, language, zone and mails: what somebody decides about their own account (governance.md 8.2). */
export function detailsRoutes({ seams }: GovernanceDeps) {
  const show = async (ctx: Ctx, accountId: string, form: FormState) =>
    detailsPage({ owner: await ownAccount(ctx, accountId), role: actorRole(ctx.actor), optional: seams.optionalMails(), form });
  return [
    defineRoute({
      method: 'GET',
      path: governancePaths.account,
      access: anyAccount,
      listed: { label: ({ t }) => t('governance.account.title') },
      stepUp: true,
      handle: async (ctx, { info }) => page(await show(ctx, ownAccountId(info), emptyForm)),
    }),
    defineRoute({
      method: 'POST',
      path: governancePaths.account,
      access: anyAccount,
      anyOrganisation: true,
      stepUp: true,
      async handle(ctx, { form, info }) {
        const accountId = ownAccountId(info);
        const input = readForm(detailsForm, form);
        if (!input.ok) return page(await show(ctx, accountId, input.state), 422);
        const wanted = listOf(form, 'notifications');
        const notifications = Object.fromEntries(seams.optionalMails().map(({ key }) => [key, wanted.includes(key)]));
        const [claimedEmail, version] = [fieldOf(form, 'email'), Number(fieldOf(form, formFields.version))];
        try {
          await updateAccount(ctx, { accountId, version, claimedEmail, details: { ...input.data, notifications } });
        } catch (error) {
          return page(await show(ctx, accountId, refusedForm(error, form)), 422);
        }
        info.setLanguage(input.data.language);
        return redirect(governancePaths.account.link(), { kind: 'success', messageKey: 'governance.account.saved' });
      },
    }),
  ];
}
