/** The whole application over a test database, and people who use it: pages through HTTP, verbs through their contexts. */
import { resolve } from 'node:path';
import { eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { account, session } from '#modules/governance/schema.ts';
import { termsInForce } from '#modules/governance/testing/terms.ts';
import { createAuditKeys } from '#platform/audit/audit-keys.ts';
import { createSecretBox, type SecretBox } from '#platform/auth/secret-box.ts';
import { digestOf, newToken } from '#platform/auth/tokens.ts';
import { readConfig } from '#platform/config/config.ts';
import type { AccountActor } from '#platform/context/actor.ts';
import { organisationOf } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Database } from '#platform/db/database.ts';
import { newId } from '#platform/db/ids.ts';
import { createDocumentRenderer, type DocumentRenderer } from '#platform/documents/document-renderer.ts';
import type { Route } from '#platform/http/route.ts';
import type { Language } from '#platform/i18n/language.ts';
import { type MailTransport, openMailTransport } from '#platform/mail/transport.ts';
import type { Logger } from '#platform/observability/logger.ts';
import { createMetrics } from '#platform/observability/metrics.ts';
import { type Client, createClient } from '#platform/testing/client.ts';
import { FakeClock } from '#platform/testing/fake-clock.ts';
import { loadTheme, type Theme } from '#platform/theme/load-theme.ts';
import { type Clock, systemClock } from '#platform/time/clock.ts';
import { loadMovableClock } from '#platform/time/demo-clock.ts';
import { buildApp, createTexts, routesOf } from '../app.ts';
import { createDemoPages } from '../demo/demo-pages.ts';

import { createApplication } from '../processes/application.ts';
import type { Runtime } from '../processes/runtime.ts';
import { silentLog } from './silent-log.ts';
import { emptyDatabase, filledDatabase } from './test-database.ts';

export type { Client, Reply } from '#platform/testing/client.ts';

export interface TestApp {
  app: FastifyInstance;
  db: Database;
  /** The same, for what the owner of the tables alone may do: gather statistics. */
  owner: Database;
  /** The domain's clock; it stands still at 5 March 2026, 09:00 UTC until a test moves it. */
  clock: FakeClock;
  runtime: Runtime;
  application: ReturnType<typeof createApplication>;
  /** Milliseconds that guessers were told to wait, one after the other; here nobody waits. */
  pauses: number[];
  /** Every address there is. */
  routes: readonly Route[];
  ctx(actor: AccountActor, language?: Language): Ctx;
  systemCtx(): Ctx;
  /** Somebody who has already signed in. */
  as(actor: AccountActor, language?: Language): Promise<Client>;
  anonymous(): Client;
  /** Runs the jobs that are due now until none is left. */
  runJobs(): Promise<number>;
}

let renderer: DocumentRenderer | undefined;
/** One document child for a worker's whole run. */
const sharedRenderer = (): DocumentRenderer => {
  renderer ??= createDocumentRenderer({ templateFolders: [resolve('themes/default/documents')] });
  return renderer;
};

let defaultTheme: Theme | undefined;
/** As in a process, which loads it once. */
const sharedTheme = (): Theme => {
  defaultTheme ??= loadTheme(resolve('themes/default'));
  return defaultTheme;
};

/** A fresh application on the worker's emptied database. */
export async function testApp(
  options: {
    transport?: MailTransport;
    wallClock?: Clock;
    documents?: DocumentRenderer;
    secrets?: SecretBox;
    log?: Logger;
    theme?: Theme;
    /** Settings of the environment beside those of every test. */
    environment?: Record<string, string>;
    /** Proxies whose word about the visitor's address counts, as TRUSTED_PROXIES names them. */
    trustedProxies?: string;
    /** Another server on the database of the test's first one, as after a restart. */
    keepsData?: boolean;
  } = {},
): Promise<TestApp> {
  const database = await (options.keepsData ? filledDatabase() : emptyDatabase());
  const clock = new FakeClock();
  const log = options.log ?? silentLog;
  const movableClock = await loadMovableClock(database.db, clock);
  const wallClock = options.wallClock ?? systemClock;
  const config = {
    ...readConfig(resolve('.'), { APP_ENV: 'test', ...options.environment }),
    logLevel: 'silent',
    rateLimit: 1_000_000,
    trustedProxies: options.trustedProxies,
  };
  const system = (): Ctx => ({
    actor: { kind: 'system', name: 'test' },
    db: database.db,
    clock: movableClock,
    wallClock,
    language: 'en',
    requestId: newId(),
    log,
  });
  const theme = options.theme ?? sharedTheme();
  const runtime: Runtime = {
    theme,
    config,
    database,
    clock: movableClock,
    wallClock,
    movableClock,
    migrations: [],
    secrets: options.secrets ?? createSecretBox(`test:${Buffer.alloc(32, 7).toString('base64')}`),
    auditKeys: createAuditKeys(`test:${Buffer.alloc(32, 9).toString('base64')}`),
    documents: options.documents ?? sharedRenderer(),
    metrics: createMetrics(),
    log,
    ctx: system,
    close: async () => undefined,
  };
  const pauses: number[] = [];
  const application = createApplication(runtime, {
    baseUrl: 'http://vigie.test',
    demoAccounts: [],
    pause: async (milliseconds) => void pauses.push(milliseconds),
    transport: options.transport ?? openMailTransport(config),
  });
  const translator = createTexts(application.modules, theme);
  if (!options.theme && theme.pages.terms.version !== termsInForce)
    throw new Error(`The terms of themes/default are version ${theme.pages.terms.version} now: see governance/testing/terms.ts`);
  const app = await buildApp({
    config,
    db: database.db,
    clock: movableClock,
    wallClock,
    log,
    demo: createDemoPages(config, movableClock, undefined),
    modules: application.modules,
    theme,
    translator,
    // Names without a hash: page tests do not need the build.
    assets: { url: (name) => `/static/${name}` },
    version: '0.0.0',
  });
  const signedIn = async (actor: AccountActor): Promise<string> => {
    const token = newToken();
    const now = wallClock.now();
    const organisation = organisationOf(actor);
    // Under another theme people have accepted its terms.
    const terms = { termsVersion: theme.pages.terms.version };
    if (options.theme) await database.db.update(account).set(terms).where(eq(account.id, actor.accountId));
    await database.db.insert(session).values({
      id: newId(),
      tokenSha256: digestOf(token),
      accountId: actor.accountId,
      operatorId: organisation?.kind === 'operator' ? organisation.id : null,
      stage: 'complete',
      createdAt: now,
      lastSeenAt: now,
      expiresAt: now.add({ hours: 12 }),
      provenAt: now,
    });
    return token;
  };
  return {
    app,
    db: database.db,
    owner: database.owner.db,
    clock,
    runtime,
    application,
    pauses,
    routes: routesOf({ modules: application.modules, config, theme, translator }),
    ctx: (actor, language = 'en') => ({ ...system(), actor, language }),
    systemCtx: system,
    async as(actor, language) {
      const client = createClient(app, organisationOf(actor)?.id);
      client.cookies.set('__Host-vigie-session', await signedIn(actor));
      if (language) client.cookies.set('__Host-vigie-language', language);
      return client;
    },
    anonymous: () => createClient(app, undefined),
    runJobs: () => application.runner.drain(),
  };
}
