import { resolve } from 'node:path';
import { sql } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { LoadedSession, SessionPort } from '../auth/session.ts';
import { readConfig } from '../config/config.ts';
import type { AccountActor, OrganisationRef } from '../context/actor.ts';
import { ConflictError, ForbiddenError, GoneError, NotFoundError, RefusedError } from '../context/errors.ts';
import type { OpenDatabase } from '../db/database.ts';
import { newId } from '../db/ids.ts';
import { fieldOf } from '../forms/form.ts';
import { definePath, idParam } from '../http/path.ts';
import { anyAccount, defineRoute, file, json, page, permission, publicAccess, type Route, redirect } from '../http/route.ts';
import { buildServer, type ServerSettings } from '../http/server.ts';
import { createTranslator } from '../i18n/catalogue.ts';
import { httpCatalogue } from '../i18n/locales/http.ts';
import { uiCatalogue } from '../i18n/locales/ui.ts';
import { createLogger } from '../observability/logger.ts';
import type { Grants } from '../permissions/permissions.ts';
import { siteCatalogue } from '../site/catalogue.ts';
import { loadTheme } from '../theme/load-theme.ts';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';
import { type Client, createClient } from './client.ts';
import { FakeClock } from './fake-clock.ts';

export const norvane: OrganisationRef = { kind: 'operator', id: '01900000-0000-7000-8000-000000000001', name: 'Norvane Grid' };
export const ostrava: OrganisationRef = { kind: 'operator', id: '01900000-0000-7000-8000-000000000002', name: 'Ostrava Water' };

const rights: Grants<'look'> = { resource: 'lamp', visible: ['look'], actions: { look: { regulatorUser: 'everywhere' } } };
const formPage = (saved: string) => (
  <Page title="A form">
    <p>{saved}</p>
    <Form action="/save">{null}</Form>
  </Page>
);
const refusals = {
  conflict: () => new ConflictError('error.conflict'),
  forbidden: () => new ForbiddenError(),
  missing: () => new NotFoundError(),
  gone: () => new GoneError(),
  refused: () => new RefusedError('form.invalid', {}, 'name'),
};

/** One route of every kind, and some that go wrong. */
const routes: readonly Route[] = [
  defineRoute({ method: 'GET', path: definePath('/open'), access: publicAccess('a test'), handle: () => page(formPage('open')) }),
  defineRoute({ method: 'GET', path: definePath('/mine'), access: anyAccount, handle: ({ actor }) => page(formPage(actor.kind)) }),
  defineRoute({ method: 'GET', path: definePath('/lamp'), access: permission(rights, 'look'), handle: () => page(formPage('lamp')) }),
  defineRoute({
    method: 'GET',
    path: definePath('/record/:id', { params: z.object({ id: idParam }), query: z.object({ size: z.coerce.number().default(25) }) }),
    access: publicAccess('a test'),
    handle: (_ctx, { params, query }) => json({ id: params.id, size: query.size }),
  }),
  defineRoute({
    method: 'POST',
    path: definePath('/save'),
    access: publicAccess('a test'),
    handle: (_ctx, { form }) => redirect('/open', { kind: 'success', messageKey: 'form.invalid', values: { name: fieldOf(form, 'name') } }),
  }),
  defineRoute({
    method: 'POST',
    path: definePath('/switch'),
    access: anyAccount,
    anyOrganisation: true,
    handle: () => redirect('/mine'),
  }),
  defineRoute({
    method: 'POST',
    path: definePath('/enter'),
    access: publicAccess('a test'),
    handle(_ctx, { form, info }) {
      info.setSession({ token: fieldOf(form, 'token') || null });
      return redirect('/open');
    },
  }),
  defineRoute({
    method: 'GET',
    path: definePath('/boom'),
    access: publicAccess('a test'),
    handle() {
      throw new Error('the password is hunter2');
    },
  }),
  defineRoute({
    method: 'GET',
    path: definePath('/query'),
    access: publicAccess('a test'),
    handle: async ({ db }) => json(await db.execute(sql`select ${'hunter2'}::uuid from nowhere`)),
  }),
  defineRoute({
    method: 'GET',
    path: definePath('/refuse/:kind', { params: z.object({ kind: z.enum(['conflict', 'forbidden', 'missing', 'gone', 'refused']) }) }),
    access: publicAccess('a test'),
    handle(_ctx, { params }) {
      throw refusals[params.kind]();
    },
  }),
  defineRoute({
    method: 'GET',
    path: definePath('/file'),
    access: publicAccess('a test'),
    handle: () => file(Buffer.from('data'), 'a "name"\r\nx: y/ü.pdf', 'application/pdf'),
  }),
];

const gateAt = (path: string) => (next: string) => `${path}?next=${encodeURIComponent(next)}`;

/** Where the gates of a planted server lead. */
export const plantedGates: ServerSettings['gates'] = {
  signIn: gateAt('/sign-in'),
  code: gateAt('/sign-in/code'),
  enrolFactor: gateAt('/sign-in/enrol'),
  acceptTerms: gateAt('/terms/accept'),
  chooseOperator: gateAt('/organisation'),
  stepUp: gateAt('/step-up'),
  withoutAccount: '/without-account',
  switchOperator: '/organisation',
  switchLanguage: '/language',
  changeDisplay: '/display',
  contact: '/contact',
  signOut: '/sign-out',
  keepSession: '/session/keep',
  endedMessage: 'http.signIn',
  notifierEndedMessage: 'http.signIn',
  noOrganisationMessage: 'http.signIn',
};

export interface WebWorld {
  app: FastifyInstance;
  /** What was written to the log, line by line. */
  lines: string[];
  anonymous(): Client;
  /** Somebody who is signed in; the forms of the client name `formOrganisation`. */
  as(state: LoadedSession['state'], formOrganisation?: OrganisationRef): Client;
}

/** A web server over planted routes, with sessions in memory. */
export async function openWebWorld(
  database: OpenDatabase,
  {
    environment = {},
    added = [],
    migrations = [],
    loadSession,
  }: { environment?: Record<string, string>; added?: readonly Route[]; migrations?: string[]; loadSession?: SessionPort['load'] } = {},
): Promise<WebWorld> {
  const sessions = new Map<string, LoadedSession>();
  const lines: string[] = [];
  const clock = new FakeClock();
  const port: SessionPort = {
    load: loadSession ?? (async (token) => sessions.get(token)),
    loadNotifier: async () => undefined,
    touch: async () => undefined,
    end: async () => undefined,
  };
  const deps: ServerSettings = {
    config: readConfig(resolve('.'), { APP_ENV: 'test', RATE_LIMIT: '100000', ...environment }),
    db: database.db,
    clock,
    wallClock: clock,
    log: createLogger('info', { destination: { write: (line) => void lines.push(line) } }),
    routes: [...routes, ...added],
    migrations,
    version: 'Vigie 1.0',
    sessions: port,
    translator: createTranslator([uiCatalogue, httpCatalogue, siteCatalogue]),
    assets: { url: (name) => `/static/${name}` },
    theme: loadTheme(resolve('themes/default')),
    frame: () => ({ homeHref: '/', navigation: [], accountLinks: [], help: { href: '/help', shortcuts: [] }, version: 'Vigie' }),
    gates: plantedGates,
  };
  const app = await buildServer(deps);
  return {
    app,
    lines,
    anonymous: () => createClient(app, undefined),
    as(state, formOrganisation) {
      const token = newId();
      const client = createClient(app, formOrganisation?.id);
      const person = { id: newId(), accountId: newId(), email: 'elin@operator.example', language: 'en' as const };
      sessions.set(token, {
        ...person,
        state,
        operators: [norvane, ostrava],
        lastSeenAt: clock.now(),
        expiresAt: clock.now().add({ hours: 12 }),
        provenAt: clock.now(),
        timeZone: undefined,
        referenceStamp: undefined,
      });
      client.cookies.set('__Host-vigie-session', token);
      return client;
    },
  };
}

export const elinAt = (organisation: OrganisationRef): { kind: 'complete'; actor: AccountActor } => ({
  kind: 'complete',
  actor: {
    kind: 'account',
    accountId: newId(),
    sessionId: newId(),
    name: 'Elin Marchetti',
    email: 'elin@operator.example',
    role: 'operatorUser',
    organisation,
  },
});
