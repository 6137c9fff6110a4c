import type { Ctx } from '#platform/context/ctx.ts';
import type { Flash, RequestInfo } from '#platform/http/route.ts';
import { writeDate, writeTime, writeZone } from '#platform/i18n/moment.ts';
import { previousSignIn } from '../../queries/previous-sign-in.query.ts';
import { rememberDevice } from '../../services/known-devices.ts';

/**
 * What follows when somebody is in, by whatever second step: the browser is one of theirs from now on, and the page says when and from
 * where they signed in before (governance.md 5.3).
 */
export async function welcome(ctx: Ctx, info: RequestInfo, defaultZone: string): Promise<Flash | undefined> {
  if (!info.session) return undefined;
  const { accountId, timeZone: zone = defaultZone } = info.session;
  const { deviceTokens: tokens, userAgent, ip: address } = info;
  info.setDeviceTokens(await rememberDevice(ctx, { accountId, tokens, userAgent, address }));
  const previous = await previousSignIn(ctx.db, accountId);
  if (!previous) return undefined;
  const at = previous.at.epochMilliseconds;
  const when = `${writeDate(ctx.language, at, zone)}, ${writeTime(ctx.language, at, zone)} ${writeZone(ctx.language, at, zone)}`;
  const values = { when, address: previous.address, known: previous.address ? 'yes' : 'no' };
  return { kind: 'info', messageKey: 'governance.previousSignIn', values };
}
