import type { Ctx } from '#platform/context/ctx.ts';
import type { Flash, RequestInfo } from '#platform/http/route.ts';
import { writeDate, writeTime, writeZone } from '#platform/i18n/moment.ts';
import { previousSignIn } from '../../queries/previous-sign-in.query.ts';
import { rememberDevice } from '../../services/known-devices.ts';
import { setLanguage } from '../../services/set-language.ts';

/**
 * What follows when somebody is in, by whatever second step: the browser is one of theirs from now on, and the page says when and from
 * where they signed in before (governance.md 5.3). The browser speaks the language of the account; only the first time the account takes
 * on what was chosen on the way in (interface.md 9).
 */
export async function welcome(ctx: Ctx, info: RequestInfo, defaultZone: string): Promise<Flash | undefined> {
  if (!info.session) return undefined;
  const { accountId, language, timeZone: zone = defaultZone } = info.session;
  const { deviceTokens: tokens, userAgent, ip: address } = info;
  info.setDeviceTokens(await rememberDevice(ctx, { accountId, tokens, userAgent, address }));
  const previous = await previousSignIn(ctx.db, accountId);
  if (!previous) {
    info.setLanguage(ctx.language);
    if (ctx.language !== language) await setLanguage(ctx, accountId, ctx.language);
    return undefined;
  }
  info.setLanguage(language);
  const at = previous.at.epochMilliseconds;
  const when = `${writeDate(language, at, zone)}, ${writeTime(language, at, zone)} ${writeZone(language, at, zone)}`;
  const values = { when, address: previous.address, known: previous.address ? 'yes' : 'no' };
  return { kind: 'info', messageKey: 'governance.previousSignIn', values };
}
