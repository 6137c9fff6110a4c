import { fieldOf } from '#platform/forms/form.ts';
import { defineRoute, publicAccess, redirect } from '#platform/http/route.ts';
import { isLanguage } from '#platform/i18n/language.ts';
import { governancePaths, localPath } from '../../paths.ts';
import { setLanguage } from '../../services/set-language.ts';

/** Stays on the same page; signed in, the choice is kept with the account (interface.md 9). */
export const languageRoute = defineRoute({
  method: 'POST',
  anyOrganisation: true,
  goesOnInMaintenance: true,
  path: governancePaths.language,
  access: publicAccess('everybody chooses a language'),
  async handle(ctx, { form, info }) {
    const language = fieldOf(form, 'language');
    if (isLanguage(language)) {
      info.setLanguage(language);
      if (ctx.actor.kind === 'account') await setLanguage(ctx, ctx.actor.accountId, language);
    }
    return redirect(localPath(fieldOf(form, 'path')));
  },
});
