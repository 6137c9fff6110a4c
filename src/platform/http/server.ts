import { join } from 'node:path';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import rateLimit from '@fastify/rate-limit';
import fastifyStatic from '@fastify/static';
import underPressure from '@fastify/under-pressure';
import Fastify, { type FastifyInstance, LogController } from 'fastify';
import type { GateKind, SessionPort } from '../auth/session.ts';
import type { Config } from '../config/config.ts';
import type { Ctx } from '../context/ctx.ts';
import type { Database } from '../db/database.ts';
import type { MessageKey, Translator } from '../i18n/catalogue.ts';
import { defaultLanguage, translate } from '../i18n/language.ts';
import { type MaintenanceWatch, watchMaintenance } from '../maintenance/maintenance.ts';
import { databaseProblem } from '../observability/health.ts';
import type { Logger } from '../observability/logger.ts';
import type { Metrics } from '../observability/metrics.ts';
import type { Theme } from '../theme/load-theme.ts';
import { otherVersionOf, sendThemeFile } from '../theme/send-theme-file.ts';
import type { Clock } from '../time/clock.ts';
import type { Assets } from '../ui/assets.ts';
import type { Frame, NavigationItem } from '../ui/frame.ts';
import { answerError, answerUnknownPage } from './answer-error.tsx';
import { createDrain, type Drain } from './drain.ts';
import { registerRoute } from './handle-route.ts';
import { logRequest, routeOf } from './log-request.ts';
import { takePolicyReports } from './policy-reports.ts';
import { answerPublicTexts } from './public-texts.ts';
import type { RequestCeilings } from './request-ceilings.ts';
import type { Route } from './route.ts';
import { sendSecurityHeaders } from './security-headers.ts';

/** The part of a page's frame that the modules decide. */
export type SiteFrame = Pick<
  Frame,
  'homeHref' | 'navigation' | 'modules' | 'primary' | 'siteLinks' | 'help' | 'footerLinks' | 'version'
> & {
  accountLinks: readonly NavigationItem[];
};

/** Everything the web side needs; tests call `buildServer` with exactly the same. */
export interface ServerSettings {
  config: Config;
  db: Database;
  clock: Clock;
  wallClock: Clock;
  log: Logger;
  routes: readonly Route[];
  sessions: SessionPort;
  translator: Translator;
  assets: Assets;
  theme: Theme;
  /** Navigation and what surrounds a page; the modules decide. */
  frame(ctx: Ctx, url: string): SiteFrame;
  /** Of the program: "Vigie 1.0". */
  version: string;
  /** Called after every post that was answered, so that the jobs it left need not wait for the next sweep. */
  afterChange?: () => void;
  /** How the server goes away; the process that runs it says when. */
  drain?: Drain;
  /** Counts requests; absent: nobody asks. */
  metrics?: Pick<Metrics, 'request'> | undefined;
  /** Counts requests together with other processes; absent: this process counts alone. */
  ceilings?: RequestCeilings | undefined;
  /** Names of the migrations without which the server is not ready. */
  migrations?: readonly string[];
  /** Registered before every route: a gate in front of all of them. */
  guard?: ((app: FastifyInstance) => void) | undefined;
  /** Where the gates send people. */
  gates: Record<Exclude<GateKind, 'noOrganisation'> | 'signIn' | 'stepUp', (next: string) => string> & {
    /** Where somebody without an account begins, and begins again. */
    withoutAccount: string;
    switchOperator: string;
    switchLanguage: string;
    changeDisplay: string;
    contact: string;
    signOut: string;
    /** Answers script how long the session lasts, and is use of it. */
    keepSession: string;
    /** The text for somebody whose session has run out. */
    endedMessage: MessageKey;
    /** The text for somebody without an account whose time is over. */
    notifierEndedMessage: MessageKey;
    /** The text for somebody whose organisation is gone. */
    noOrganisationMessage: MessageKey;
  };
}

/** The same with what the server makes itself of it. */
export interface ServerDeps extends ServerSettings {
  maintenance: MaintenanceWatch;
}

const twoMegabytes = 2 * 1024 * 1024;

/** Routes say with Zod what they take, and pages are no JSON: Fastify's own two compilers would be loaded for nobody. */
const noJsonSchema = { buildValidator: refuseJsonSchema, buildSerializer: refuseJsonSchema };

function refuseJsonSchema(): never {
  throw new Error('A route has a JSON schema for Fastify; say it with Zod, as the other routes do');
}

export async function buildServer(given: ServerSettings): Promise<FastifyInstance> {
  const deps: ServerDeps = { ...given, maintenance: watchMaintenance(given.db) };
  const { config, drain = createDrain() } = deps;
  const app = Fastify({
    loggerInstance: deps.log,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    bodyLimit: twoMegabytes,
    trustProxy: config.trustedProxies ?? false,
    return503OnClosing: false,
    keepAliveTimeout: 65_000,
    requestTimeout: 30_000,
    genReqId: () => crypto.randomUUID(),
    // What is no id is a page that does not exist; the router's own refusals would pass by our headers and our pages.
    routerOptions: { maxParamLength: 16_384 },
    rewriteUrl: ({ url = '/' }) => (isReadable(url) ? url : '/unreadable'),
    schemaController: { compilersFactory: noJsonSchema },
  });
  drain.watch(app);
  app.addHook('onResponse', async (request, reply) => {
    logRequest(request, reply);
    const { method } = request;
    deps.metrics?.request({ method, route: routeOf(request), status: reply.statusCode }, reply.elapsedTime / 1_000);
    if (request.method === 'POST') deps.afterChange?.();
  });
  app.addHook('onRequest', async (request, reply) => void reply.header('x-request-id', request.id));
  await sendSecurityHeaders(app, config.baseUrl?.startsWith('https:') ?? false);
  await app.register(cookie);
  await app.register(formbody, { bodyLimit: twoMegabytes });
  // Forms are all we take: the values of another shape would not be the texts that pages expect.
  app.removeContentTypeParser(['application/json', 'text/plain']);
  // The embedded database works in this process: a slow machine stalls it, and a late answer is better than a refusal. So it is in tests.
  const mayStall = config.mode === 'test' || config.databaseUrl === undefined;
  await app.register(underPressure, { maxEventLoopDelay: mayStall ? 0 : 2_000, retryAfter: 5 });
  await app.register(rateLimit, {
    max: config.rateLimit,
    timeWindow: '1 minute',
    ...(deps.ceilings && { store: deps.ceilings.store }),
    allowList: (request) => request.url.startsWith('/static/'),
  });
  await app.register(fastifyStatic, {
    root: join(config.root, 'dist', 'static'),
    prefix: '/static/',
    immutable: true,
    maxAge: '1y',
    preCompressed: true,
    index: false,
  });

  deps.guard?.(app);
  for (const [url, themeFile] of deps.theme.files) {
    app.get(url, { config: { rateLimit: false } }, (request, reply) => sendThemeFile(themeFile, request, reply));
  }
  app.get('/theme/:name', { config: { rateLimit: false } }, (request, reply) => {
    const themeFile = otherVersionOf(deps.theme, request.url);
    return themeFile ? sendThemeFile(themeFile, request, reply, 'no-store') : answerUnknownPage(deps, request, reply);
  });
  takePolicyReports(app);
  const { siteName, owner, security } = deps.theme.settings;
  answerPublicTexts(app, {
    baseUrl: config.baseUrl,
    security,
    wallClock: deps.wallClock,
    siteName: translate(siteName, defaultLanguage),
    owner: { name: translate(owner.name, defaultLanguage), url: owner.url },
    contact: config.contact.email,
    version: deps.version,
  });
  app.get('/livez', { config: { rateLimit: false } }, async () => ({ status: 'up' }));
  app.get('/readyz', { config: { rateLimit: false } }, async (_request, reply) => {
    const reason = drain.isDraining ? 'draining' : await databaseProblem(deps.db, deps.migrations ?? []);
    if (reason) return reply.code(503).send({ status: 'not ready', reason });
    return { status: 'ready', ...((await deps.maintenance.known()) && { readOnly: true }) };
  });

  const seen = new Set<string>();
  for (const route of deps.routes) {
    const name = `${route.method} ${route.path.template}`;
    if (seen.has(name)) throw new Error(`Two routes answer ${name}`);
    if (!route.access) throw new Error(`${name} declares no permission: give it one, or publicAccess(reason)`);
    if (!route.path.params || !route.path.query) throw new Error(`${name} declares no schema: make its path with definePath()`);
    seen.add(name);
    registerRoute(app, deps, route);
  }
  app.setErrorHandler((error, request, reply) => answerError(deps, error, request, reply));
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, (request, reply) => answerUnknownPage(deps, request, reply));
  return app;
}

function isReadable(url: string): boolean {
  if (!url.includes('%')) return true;
  try {
    decodeURIComponent(url.split('?')[0] ?? '');
    return true;
  } catch {
    return false;
  }
}
