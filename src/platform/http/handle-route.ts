import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { LoadedSession } from '../auth/session.ts';
import { digestOf } from '../auth/tokens.ts';
import { organisationOf } from '../context/actor.ts';
import type { Ctx } from '../context/ctx.ts';
import { ExpiredFormError, ForbiddenError, NotFoundError } from '../context/errors.ts';
import { fieldOf } from '../forms/form.ts';
import { defaultLanguage, isLanguage, type Language, languages } from '../i18n/language.ts';
import { type Maintenance, MaintenanceError } from '../maintenance/maintenance.ts';
import { formFields } from '../ui/form.tsx';
import { cleanValues } from './clean-values.ts';
import { clearCookie, readCookie, writeCookie, writeFlash } from './cookies.ts';
import { comesFromUs, csrfTokenMatches, newCsrfSecret } from './csrf.ts';
import { heldForm, StoppedFormError } from './held-form.tsx';
import { respond } from './respond.ts';
import type { FormBody, RequestInfo, Route } from './route.ts';
import type { ServerDeps } from './server.ts';

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
  if (session && now.since(session.lastSeenAt).total('seconds') > 60) await deps.sessions.touch(session.id, now);
  const visit = newVisit(deps, request, reply, session, await deps.maintenance.known());
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
    config: { keepsForms: route.access.kind !== 'public' },
    handler: async (request, reply) => {
      // Nothing here is for a cache: pages, and where the gates send people, are one person's.
      reply.header('cache-control', 'no-store');
      const visit = await visitOf(deps, request, reply);
      const form = formOf(request);
      if (route.method === 'POST') checkPost(route, request, visit, form);
      const info = infoOf(request, reply, visit);
      const turnedAway = gate(deps, route, visit, info);
      if (turnedAway) {
        const hasEnded = !visit.session && readCookie(request, 'session') !== undefined;
        if (hasEnded) clearCookie(reply, 'session');
        if (info.wantsJson) return reply.code(401).send({ location: turnedAway });
        if (heldForm(request.url, form)) throw stoppedAtGate(visit);
        if (hasEnded) writeFlash(reply, { kind: 'warning', messageKey: deps.gates.endedMessage });
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

function checkPost({ access }: Route, request: FastifyRequest, visit: Visit, form: FormBody): void {
  if (!comesFromUs(request.headers, request.host)) throw new ForbiddenError('error.foreignForm');
  if (hasToken(visit, form)) return;
  // Public forms are those of signing in: what is typed there is not written into a page.
  throw access.kind === 'public' ? new ExpiredFormError() : new StoppedFormError(419, 'error.staleForm');
}

const hasToken = ({ csrfSecret }: Visit, form: FormBody): boolean => csrfTokenMatches(csrfSecret, fieldOf(form, formFields.csrf));

/** A form of our own page that may be written into the page which says that we failed. */
export const isOwnForm = (request: FastifyRequest, visit: Visit): boolean =>
  request.routeOptions.config.keepsForms === true && comesFromUs(request.headers, request.host) && hasToken(visit, formOf(request));

/** Also when no session was sent: another tab, or this very form sent once before, has met its end already. */
const stoppedAtGate = ({ session }: Visit): StoppedFormError =>
  session?.state.kind === 'chooseOperator'
    ? new StoppedFormError(409, 'error.otherOrganisation')
    : new StoppedFormError(401, 'error.signedOut');

/** The gate chain of governance.md 5.1: where the visitor must go first, or undefined. */
function gate(deps: ServerDeps, route: Route, { session }: Visit, info: RequestInfo): string | undefined {
  if (route.access.kind === 'public') return undefined;
  const next = route.method === 'GET' ? info.url : '/';
  if (!session) return deps.gates.signIn(next);
  if (session.state.kind === 'password') return deps.gates.code(next);
  if (session.state.kind === 'chooseOperator') return deps.gates.chooseOperator(next);
  return undefined;
}

function infoOf(request: FastifyRequest, reply: FastifyReply, visit: Visit): RequestInfo {
  return {
    ip: request.ip,
    userAgent: String(request.headers['user-agent'] ?? '').slice(0, 300),
    url: request.url,
    wantsJson: request.headers.accept === 'application/json',
    session: visit.session,
    sessionDigest: digestOf(readCookie(request, 'session') ?? ''),
    header: (name) => [request.headers[name.toLowerCase()]].flat()[0],
    setSession({ token }) {
      // A new secret with every change of session: a form from before it is refused.
      writeCookie(reply, 'csrf', newCsrfSecret());
      if (token) writeCookie(reply, 'session', token);
      else {
        clearCookie(reply, 'session');
        // Not the cache as well: pages are in none, and everybody would fetch styles and scripts again.
        reply.header('clear-site-data', '"storage"');
      }
    },
    setLanguage: (language) => writeCookie(reply, 'language', language),
    setShortcuts: (on) => (on ? clearCookie(reply, 'shortcuts') : writeCookie(reply, 'shortcuts', 'off')),
    setScheme: (scheme) => (scheme === 'system' ? clearCookie(reply, 'scheme') : writeCookie(reply, 'scheme', scheme)),
  };
}
