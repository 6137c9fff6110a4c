import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { organisationOf } from '../context/actor.ts';
import type { Ctx } from '../context/ctx.ts';
import type { Translate } from '../i18n/catalogue.ts';
import { createFormat } from '../i18n/format.ts';
import type { Maintenance } from '../maintenance/maintenance.ts';
import { type FlashMessage, type Frame, type Scheme, schemes } from '../ui/frame.ts';
import { createUi, type Ui } from '../ui/page-context.ts';
import { renderPage } from '../ui/render.ts';
import { readCookie, takeFlash, writeFlash } from './cookies.ts';
import { csrfTokenFor } from './csrf.ts';
import type { Visit } from './handle-route.ts';
import type { Flash, Result } from './route.ts';
import type { ServerDeps } from './server.ts';
import { secondsLeft } from './session-end.ts';

/** The one place where a handler's result becomes a response. */
export function respond(deps: ServerDeps, visit: Visit, request: FastifyRequest, reply: FastifyReply, result: Result): FastifyReply {
  switch (result.kind) {
    case 'page':
      if (result.retryAfter !== undefined) reply.header('retry-after', result.retryAfter);
      return sendPage(deps, visit, request, reply, result.view, result.status ?? 200);
    case 'redirect':
      if (result.flash) writeFlash(reply, result.flash);
      return reply.redirect(result.to, 303);
    case 'json':
      return reply
        .code(result.status ?? 200)
        .type('application/json')
        .send(JSON.stringify(result.body));
    case 'text':
      return reply.type(result.type).send(result.body);
    case 'file':
      return reply
        .type(result.type)
        .header('content-disposition', `${result.inline ? 'inline' : 'attachment'}; filename="${result.name.replace(/[^\w.-]/g, '_')}"`)
        .send(Buffer.from(result.bytes));
  }
}

export function sendPage(
  deps: ServerDeps,
  visit: Visit,
  request: FastifyRequest,
  reply: FastifyReply,
  view: VNode,
  status: number,
): FastifyReply {
  reply.header('cache-control', 'no-store');
  return (
    reply
      .code(status)
      .type('text/html; charset=utf-8')
      // As bytes: Node would put a text behind the headers and copy the whole of it once more.
      .send(Buffer.from(renderPage(uiFor(deps, visit, request, reply), view)))
  );
}

function uiFor(deps: ServerDeps, visit: Visit, request: FastifyRequest, reply: FastifyReply): Ui {
  const { ctx } = visit;
  const organisation = organisationOf(ctx.actor);
  return createUi({
    translator: deps.translator,
    language: ctx.language,
    zone: visit.session?.timeZone ?? deps.config.defaultZone,
    now: ctx.clock.now(),
    assets: deps.assets,
    theme: deps.theme,
    csrfToken: csrfTokenFor(visit.csrfSecret),
    ...(organisation && { organisationId: organisation.id }),
    frame: frameFor(deps, visit, request, reply),
  });
}

function frameFor(deps: ServerDeps, { ctx, session, maintenance }: Visit, request: FastifyRequest, reply: FastifyReply): Frame {
  const t = deps.translator.in(ctx.language);
  const organisation = organisationOf(ctx.actor);
  const flash = takeFlash(request, reply);
  const messages = [...maintenanceMessages(deps, ctx, maintenance), ...(flash ? flashMessages(deps, t, flash) : [])];
  const { accountLinks, ...frame } = deps.frame(ctx, request.url);
  return {
    ...frame,
    languageAction: deps.gates.switchLanguage,
    display: {
      scheme: schemeOf(request),
      hasShortcuts: readCookie(request, 'shortcuts') !== 'off',
      action: deps.gates.changeDisplay,
    },
    path: request.url,
    ...(organisation && {
      organisation: {
        id: organisation.id,
        name: organisation.name,
        others: (session?.operators ?? []).filter(({ id }) => id !== organisation.id),
        action: deps.gates.switchOperator,
      },
    }),
    ...(ctx.actor.kind === 'account'
      ? {
          user: {
            name: ctx.actor.name,
            links: accountLinks,
            signOutAction: deps.gates.signOut,
            secondsLeft: secondsLeft(deps, session),
            keepHref: deps.gates.keepSession,
            signInHref: deps.gates.signIn(request.method === 'GET' ? request.url : '/'),
          },
        }
      : { anonymousLinks: [{ href: deps.gates.signIn('/'), label: t('http.signIn') }] }),
    messages,
  };
}

/** The administrator's own words stand behind ours, which are in the reader's language. */
function maintenanceMessages({ translator, config }: ServerDeps, ctx: Ctx, maintenance: Maintenance | undefined): FlashMessage[] {
  if (!maintenance) return [];
  const t = translator.in(ctx.language);
  const { until, message } = maintenance;
  const format = createFormat({ language: ctx.language, t, zone: config.defaultZone, now: ctx.wallClock.now() });
  const words = [until && t('http.maintenance.until', { until: format.dateTime(until) }), message];
  const text = words.filter((part) => part).join(' ');
  return [{ kind: 'warning', title: t('http.maintenance'), ...(text && { text }) }];
}

function schemeOf(request: FastifyRequest): Scheme {
  const chosen = readCookie(request, 'scheme');
  return schemes.find((scheme) => scheme === chosen) ?? 'system';
}

/** Key and values came back from the browser: an unknown key, or a value the text misses, shows nothing. */
function flashMessages({ translator }: ServerDeps, t: Translate, { kind, messageKey, values }: Flash): FlashMessage[] {
  if (!translator.has(messageKey)) return [];
  try {
    return [{ kind, title: t(messageKey, values) }];
  } catch {
    return [];
  }
}
