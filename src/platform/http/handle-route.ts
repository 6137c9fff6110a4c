import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { LoadedSession } from '../auth/session.ts';
import { digestOf } from '../auth/tokens.ts';
import { organisationOf } from '../context/actor.ts';
import type { Ctx } from '../context/ctx.ts';
import { ExpiredFormError, ForbiddenError, NotFoundError } from '../context/errors.ts';
import { fieldOf } from '../forms/form.ts';
import type { MessageKey } from '../i18n/catalogue.ts';
import { defaultLanguage, isLanguage, type Language, languages } from '../i18n/language.ts';
import { type Maintenance, MaintenanceError } from '../maintenance/maintenance.ts';
import { formFields } from '../ui/form.tsx';
import { cleanValues } from './clean-values.ts';
import { clearCookie, readCookie, writeCookie, writeFlash } from './cookies.ts';
import { comesFromUs, csrfTokenMatches, newCsrfSecret } from './csrf.ts';
import { heldForm, StoppedFormError } from './held-form.tsx';
import { nextParam } from './path.ts';
import { respond } from './respond.ts';
import type { FormBody, RequestInfo, Route } from './route.ts';
import type { ServerDeps } from './server.ts';
import { secondsLeft } from './session-end.ts';

/** Who asks and in which language; kept with the request so that an error page looks like every other page. */
export interface Visit {
  ctx: Ctx;
  session: LoadedSession | undefined;
  csrfSecret: string;
  /** Told on every page while it lasts. */
  maintenance: Maintenance | undefined;
}

const visits = new WeakMap<FastifyRequest, Visit>();

/** Whoever asked, when the request came as far as that. */
export const knownVisit = (request: FastifyRequest): Visit | undefined => visits.get(request);

export async function visitOf(deps: ServerDeps, request: FastifyRequest, reply: FastifyReply): Promise<Visit> {
  const known = visits.get(request);
  if (known) return known;
  const token = readCookie(request, 'session');
  const now = deps.wallClock.now();
  const session = token ? await deps.sessions.load(token, now) : undefined;
  if (session && now.epochMilliseconds - session.lastSeenAt.epochMilliseconds > 60_000) {
    await deps.sessions.touch(session.id, now);
    session.lastSeenAt = now;
  }
  const visit = newVisit(deps, request, reply, session, await deps.maintenance.known());
  visits.set(request, visit);
  return visit;
}

/** On pages for people without an account only their own session counts, whoever else is signed in in this browser. */
async function visitFor(deps: ServerDeps, route: Route, request: FastifyRequest, reply: FastifyReply): Promise<Visit> {
  if (route.access.kind !== 'notifier') return visitOf(deps, request, reply);
  const token = readCookie(request, 'notifier');
  const actor = token ? await deps.sessions.loadNotifier(token, deps.wallClock.now()) : undefined;
  const stranger = visitOfStranger(deps, request, reply);
  const visit = actor ? { ...stranger, ctx: { ...stranger.ctx, actor } } : stranger;
  visits.set(request, visit);
  return visit;
}

/** Without a look into the database: somebody unknown. */
export const visitOfStranger = (deps: ServerDeps, request: FastifyRequest, reply: FastifyReply): Visit =>
  newVisit(deps, request, reply, undefined, undefined);

function newVisit(
  deps: ServerDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  session: LoadedSession | undefined,
  maintenance: Maintenance | undefined,
): Visit {
  let csrfSecret = readCookie(request, 'csrf');
  if (!csrfSecret || Buffer.from(csrfSecret, 'base64url').length !== 32) {
    csrfSecret = newCsrfSecret();
    writeCookie(reply, 'csrf', csrfSecret);
  }
  return {
    ctx: {
      actor: session?.state.kind === 'complete' ? session.state.actor : { kind: 'anonymous' },
      db: deps.db,
      clock: deps.clock,
      wallClock: deps.wallClock,
      language: languageOf(request, session),
      requestId: request.id,
      referenceStamp: session?.referenceStamp,
      log: request.log,
    },
    session,
    csrfSecret,
    maintenance,
  };
}

function languageOf(request: FastifyRequest, session: LoadedSession | undefined): Language {
  const chosen = readCookie(request, 'language');
  if (isLanguage(chosen)) return chosen;
  if (session) return session.language;
  const accepted = (request.headers['accept-language'] ?? '').split(',').map((part) => part.trim().slice(0, 2).toLowerCase());
  return (accepted.find((code) => languages.some((language) => language === code)) as Language | undefined) ?? defaultLanguage;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What is typed here may stand in a page again; of public forms, those of signing in, it may not. */
    keepsForms?: boolean;
  }
}

export function registerRoute(app: FastifyInstance, deps: ServerDeps, route: Route): void {
  app.route({
    method: route.method,
    url: route.path.template,
    ...(route.bodyLimit && { bodyLimit: route.bodyLimit }),
    config: { keepsForms: keepsForms(route) },
    handler: async (request, reply) => {
      // Nothing here is for a cache: pages, and where the gates send people, are one person's.
      reply.header('cache-control', 'no-store');
      const visit = await visitFor(deps, route, request, reply);
      const form = formOf(request);
      if (route.method === 'POST') checkPost(route, request, visit, form);
      const info = infoOf(deps, request, reply, visit);
      const turnedAway = await gate(deps, route, visit, info);
      if (turnedAway) {
        const isOver = !visit.session || visit.session.state.kind === 'noOrganisation';
        const hasEnded = isOver && readCookie(request, route.access.kind === 'notifier' ? 'notifier' : 'session') !== undefined;
        if (hasEnded) clearCookie(reply, route.access.kind === 'notifier' ? 'notifier' : 'session');
        if (info.wantsJson) return reply.code(401).send({ location: turnedAway });
        if (keepsForms(route) && heldForm(request.url, form)) throw stoppedAtGate(deps, route, visit, info.url);
        const messageKey = turnedAwayMessage(deps, route, visit, hasEnded);
        if (messageKey) writeFlash(reply, { kind: 'warning', messageKey });
        return reply.redirect(turnedAway, 303);
      }
      if (!route.access.admits(visit.ctx.actor)) throw new NotFoundError();
      const organisation = route.anyOrganisation ? '' : fieldOf(form, formFields.organisation);
      if (organisation && organisation !== organisationOf(visit.ctx.actor)?.id) throw new StoppedFormError(409, 'error.otherOrganisation');
      const parts = parsedParts(route, request);
      // Asked for anew: whoever began it relies on nothing being changed from then on.
      if (route.method === 'POST' && !route.goesOnInMaintenance && (await deps.maintenance.current())) throw new MaintenanceError();
      const result = await route.handle(visit.ctx, { ...parts, form, info });
      return respond(deps, visit, request, reply, result);
    },
  });
}

function parsedParts(route: Route, request: FastifyRequest) {
  const params = route.path.params.safeParse(request.params);
  if (!params.success) throw new NotFoundError();
  const given = cleanValues(request.query as Record<string, unknown>);
  const query = route.path.query.safeParse(given);
  // A hand-made query is not worth an error page: what does not parse counts as not given.
  return { params: params.data, query: query.success ? given : {} };
}

/** The fields of a post; empty for everything else. */
export const formOf = (request: FastifyRequest): FormBody =>
  request.method === 'POST' ? (cleanValues((request.body ?? {}) as Record<string, unknown>) as FormBody) : {};

/** Not the forms of signing in and of proving who one is: what is typed there is never written into a page. */
const keepsForms = ({ access, secretForm }: Route): boolean =>
  !secretForm && (access.kind === 'session' || access.kind === 'permission' || access.kind === 'notifier');

function checkPost(route: Route, request: FastifyRequest, visit: Visit, form: FormBody): void {
  if (!comesFromUs(request.headers, request.host)) throw new ForbiddenError('error.foreignForm');
  if (hasToken(visit, form)) return;
  throw keepsForms(route) ? new StoppedFormError(419, 'error.staleForm') : new ExpiredFormError();
}

const hasToken = ({ csrfSecret }: Visit, form: FormBody): boolean => csrfTokenMatches(csrfSecret, fieldOf(form, formFields.csrf));

/** A form of our own page that may be written into the page which says that we failed. */
export const isOwnForm = (request: FastifyRequest, visit: Visit): boolean =>
  request.routeOptions.config.keepsForms === true && comesFromUs(request.headers, request.host) && hasToken(visit, formOf(request));

/** Also when no session was sent: another tab, or this very form sent once before, has met its end already. */
function stoppedAtGate({ gates }: ServerDeps, { access }: Route, { session }: Visit, url: string): StoppedFormError {
  if (access.kind === 'notifier') return new StoppedFormError(403, 'error.notifierEnded');
  if (session?.state.kind === 'chooseOperator') return new StoppedFormError(409, 'error.otherOrganisation');
  return session?.state.kind === 'complete'
    ? new StoppedFormError(401, 'error.notProven', { labelKey: 'error.held.prove', href: gates.stepUp(url) })
    : new StoppedFormError(401, 'error.signedOut', { labelKey: 'error.held.signIn', href: gates.signIn('/') });
}

/** Sensitive pages ask for password and code again after that many minutes (governance.md 5.7). */
export const stepUpMinutes = 5;

/**
 * The gate chain of governance.md 5.1: where the visitor must go first, or undefined. A session stands at one gate at a time, the
 * first it has not passed; the page of a gate is closed to everybody who does not stand there.
 */
async function gate(deps: ServerDeps, route: Route, { session, ctx }: Visit, info: RequestInfo): Promise<string | undefined> {
  const { access } = route;
  if (access.kind === 'public') return undefined;
  if (access.kind === 'notifier') return ctx.actor.kind === 'notifier' ? undefined : deps.gates.withoutAccount;
  const next = route.method === 'GET' ? info.url : '/';
  if (!session) return deps.gates.signIn(next);
  const { state } = session;
  if (state.kind === 'complete') {
    if (access.kind === 'gate') return route.method === 'GET' ? nextOf(info) : '/';
    return route.stepUp && !isProven(deps, session) ? deps.gates.stepUp(info.url) : undefined;
  }
  if (state.kind === 'noOrganisation') {
    await deps.sessions.end(ctx, session);
    return deps.gates.signIn('/');
  }
  return access.gates?.includes(state.kind) ? undefined : deps.gates[state.kind](access.kind === 'gate' ? nextOf(info) : next);
}

const isProven = ({ wallClock }: ServerDeps, { provenAt }: LoadedSession): boolean =>
  provenAt !== undefined && wallClock.now().since(provenAt).total('minutes') < stepUpMinutes;

/** Where the address of a gate says that its visitor wanted to go. */
const nextOf = ({ url }: RequestInfo): string => nextParam.parse(new URL(url, 'http://localhost').searchParams.get('next') ?? undefined);

function turnedAwayMessage({ gates }: ServerDeps, { access }: Route, { session }: Visit, hasEnded: boolean): MessageKey | undefined {
  if (access.kind === 'notifier') return hasEnded ? gates.notifierEndedMessage : undefined;
  if (session?.state.kind === 'noOrganisation') return gates.noOrganisationMessage;
  return hasEnded ? gates.endedMessage : undefined;
}

function infoOf(deps: ServerDeps, request: FastifyRequest, reply: FastifyReply, visit: Visit): RequestInfo {
  return {
    ip: request.ip,
    userAgent: String(request.headers['user-agent'] ?? '').slice(0, 300),
    url: request.url,
    wantsJson: request.headers.accept === 'application/json',
    session: visit.session,
    sessionSeconds: secondsLeft(deps, visit.session),
    sessionDigest: digestOf(readCookie(request, 'session') ?? ''),
    notifierDigest: digestOf(readCookie(request, 'notifier') ?? ''),
    deviceTokens: (readCookie(request, 'device') ?? '').split('.').filter(Boolean).slice(0, 8),
    header: (name) => [request.headers[name.toLowerCase()]].flat()[0],
    setSession({ token, goesOn = false }) {
      // A new secret with every change of session: a form from before it is refused, one of the answer's own page is not.
      if (!goesOn) {
        visit.csrfSecret = newCsrfSecret();
        writeCookie(reply, 'csrf', visit.csrfSecret);
      }
      if (token) writeCookie(reply, 'session', token);
      else {
        clearCookie(reply, 'session');
        // Not the cache as well: pages are in none, and everybody would fetch styles and scripts again.
        reply.header('clear-site-data', '"storage"');
      }
    },
    setNotifier: ({ token }) => (token ? writeCookie(reply, 'notifier', token) : clearCookie(reply, 'notifier')),
    setLanguage: (language) => writeCookie(reply, 'language', language),
    setDeviceTokens: (tokens) => writeCookie(reply, 'device', tokens.join('.')),
    setShortcuts: (on) => (on ? clearCookie(reply, 'shortcuts') : writeCookie(reply, 'shortcuts', 'off')),
    setScheme: (scheme) => (scheme === 'system' ? clearCookie(reply, 'scheme') : writeCookie(reply, 'scheme', scheme)),
  };
}
