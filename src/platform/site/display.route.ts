import { fieldOf } from '../forms/form.ts';
import { nextParam } from '../http/path.ts';
import { defineRoute, publicAccess, redirect } from '../http/route.ts';
import { schemes } from '../ui/frame.ts';
import { sitePaths } from './paths.ts';

/** How this browser shows pages. It stays on the same page, and needs no account. */
export const displayRoute = defineRoute({
  method: 'POST',
  path: sitePaths.display,
  access: publicAccess('everybody chooses how pages look'),
  anyOrganisation: true,
  goesOnInMaintenance: true,
  handle(_ctx, { form, info }) {
    const scheme = schemes.find((one) => one === fieldOf(form, 'scheme'));
    if (scheme) info.setScheme(scheme);
    const shortcuts = fieldOf(form, 'shortcuts');
    if (shortcuts === 'on' || shortcuts === 'off') info.setShortcuts(shortcuts === 'on');
    return redirect(nextParam.parse(fieldOf(form, 'path')));
  },
});
