/** On which page each form of the application stands, and what must be there before it shows. */

import { eq } from 'drizzle-orm';
import { openNotifierSession } from '#modules/governance/index.ts';
import { authenticator, knownDevice } from '#modules/governance/schema-credentials.ts';
import { issueLink } from '#modules/governance/services/account-links.ts';
import { askEntry } from '#modules/governance/services/ask-entry.ts';
import { askEmailChange } from '#modules/governance/services/change-email.ts';
import { makePerson, password, signIn } from '#modules/governance/testing/sign-in.ts';
import { begin, filer, happened, proofFor, sendStep as sendFilingStep } from '#modules/incidents/pages/outside/testing/walk.ts';
import { startNotify } from '#modules/incidents/services/start-notify.ts';
import { openFile } from '#modules/incidents/testing/factories.ts';
import { makeProvenFiling } from '#modules/incidents/testing/filings.ts';
import type { Role } from '#platform/context/actor.ts';
import { newId } from '#platform/db/ids.ts';
import { attempt } from '#platform/db/schema.ts';
import { systemClock } from '#platform/time/clock.ts';
import { addressOf, type PermissionWorld, type Sample } from '../permission-world.ts';
import type { Client, Reply, TestApp } from '../test-app.ts';
import { formsOn } from './forms-on-pages.ts';
import { roleOf } from './place-roles.ts';

export interface Place {
  /** What the test is called. */
  name: string;
  template: string;
  role: Role | 'nobody';
  /** Makes a fresh record and answers the address of the page with the form. */
  make(client: Client): Promise<string>;
}

interface Stage {
  app: TestApp;
  world: PermissionWorld;
}

/** The sample is made when it is asked for: it takes longer than most of what is tried on it. */
type Prepare = (stage: Stage, sample: () => Promise<Sample>, client: Client) => Promise<string>;

const operator: Role = 'operatorAdministrator';
const incidentPage: Prepare = async (_stage, sample) => `/incidents/${(await sample()).incidentId}`;
const anyPage: Prepare = async () => '/';

/** Sends the form of a page as it stands there, with some fields changed. */
export async function sendAsShown(client: Client, url: string, action: string, changes: Record<string, string | string[]>): Promise<Reply> {
  const form = formsOn(await client.get(url)).find((one) => one.action.split('?')[0] === action);
  const shown = Object.fromEntries(
    (form?.fields ?? []).filter(({ values }) => values.length > 0).map(({ name, values }) => [name, values]),
  );
  return client.post(action, { ...shown, ...changes });
}

const begunDraft: Prepare = async (_stage, sample, client) => {
  const { reportId } = await sample();
  await client.post(`/reports/${reportId}`, { intent: 'start' });
  return `/reports/${reportId}`;
};
const section =
  (name: string): Prepare =>
  async (stage, sample, client) =>
    `${await begunDraft(stage, sample, client)}/sections/${name}`;

/** A draft notification with everything before that step filled in. */
const notifyStep =
  (step: string): Prepare =>
  async ({ app, world }, _sample, client) => {
    const fileId = await startNotify(app.ctx(world.actors[operator]), { regulation: 'nis2' });
    const steps: [string, Record<string, string>][] = [
      ['regulations', { title: 'Ransomware' }],
      ['sectors', { sectors: 'energy-electricity' }],
      ['contacts', { 'primary.phone': '+352 41 12 21', same: 'yes' }],
      [
        'facts',
        { 'aware.day': '5', 'aware.month': '3', 'aware.year': '2026', 'aware.hour': '8', 'aware.minute': '0', 'aware.zone': 'UTC' },
      ],
    ];
    for (const [name, fields] of steps) {
      if (name === step) break;
      const address = `/notify/${fileId}/${name}`;
      await sendAsShown(client, address, address, fields);
    }
    return `/notify/${fileId}/${step}`;
  };

const ownAuthenticator = async ({ app, world }: Stage): Promise<string> => {
  const [own] = await app.db
    .select({ id: authenticator.id })
    .from(authenticator)
    .where(eq(authenticator.accountId, world.actors[operator].accountId));
  return `/account/security/authenticators/${own?.id}`;
};
/** The page of sessions with one more on it than the one that looks. */
const elsewhereToo: Prepare = async ({ app, world }) => {
  await app.as(world.actors[operator]);
  return '/account/security/sessions';
};
/** Somebody without an account who has come as far as that page. */
const withoutAccount =
  (step: string): Prepare =>
  async ({ app }, _sample, client) => {
    await app.db.delete(attempt);
    await begin(client);
    if (step === 'what' || step === 'check') await sendFilingStep(client, 'where', { regulation: 'nis2', sector: 'drinking-water' });
    if (step === 'check') await sendFilingStep(client, 'what', happened);
    return `/without-account/steps/${step}`;
  };
const filedWithoutAccount: Prepare = async (stage, sample, client) => {
  const check = await withoutAccount('check')(stage, sample, client);
  await sendAsShown(client, check, check, {});
  return '/without-account/receipt';
};

/** Where the form is not on the page of the same address, or wants something done before. */
const prepared: Record<string, Record<string, Prepare>> = {
  '/sign-in/code': {
    '': async ({ app }, _sample, client) => {
      const { email } = await makePerson(app);
      await client.post('/sign-in', { email, password });
      return '/sign-in/code';
    },
  },
  '/sign-in/backup': {
    '': async ({ app }, _sample, client) => {
      const { email } = await makePerson(app);
      await client.post('/sign-in', { email, password });
      return '/sign-in/backup';
    },
  },
  '/sign-in/enrol': {
    '': async ({ app }, _sample, client) => {
      const { email } = await makePerson(app, { hasFactor: false });
      await client.post('/sign-in', { email, password });
      return '/sign-in/enrol';
    },
  },
  '/account/email/cancel': {
    '': async (_stage, _sample, client) => {
      await client.post('/account/email', { email: 'another@norvane.example' });
      return '/account/email';
    },
  },
  '/account/email/confirm': {
    '': async ({ app }) => {
      const { accountId } = await makePerson(app);
      await askEmailChange(app.systemCtx(), { accountId, email: `${accountId}@norvane.example`, address: '' });
      const token = await app.db.transaction((tx) => issueLink(tx, app.systemCtx(), { accountId, purpose: 'emailNew' }));
      return `/account/email/confirm?box=new&token=${token}`;
    },
  },
  '/account/security/authenticators/:authenticatorId/rename': { '': async (stage) => `${await ownAuthenticator(stage)}/rename` },
  '/account/security/authenticators/:authenticatorId/remove': { '': async (stage) => `${await ownAuthenticator(stage)}/remove` },
  '/account/security/sessions/close-others': { '': elsewhereToo },
  '/account/security/sessions/:sessionId/close': { '': elsewhereToo },
  '/account/security/devices/:deviceId/forget': {
    '': async ({ app, world }) => {
      const now = systemClock.now();
      const device = { id: newId(), accountId: world.actors[operator].accountId, createdAt: now, lastSeenAt: now };
      await app.db.insert(knownDevice).values({ ...device, tokenSha256: device.id });
      return '/account/security/sessions';
    },
  },
  '/terms/accept': {
    '': async ({ app }, _sample, client) => {
      const person = await makePerson(app, { termsVersion: 'another' });
      await signIn(client, person, systemClock);
      return '/terms/accept';
    },
  },
  '/account/password/choose/:purpose/:token': {
    '': async ({ app }) => {
      const ctx = app.systemCtx();
      const { accountId } = await makePerson(app);
      const token = await app.db.transaction((tx) => issueLink(tx, ctx, { accountId, purpose: 'reset' }));
      return `/account/password/choose/reset/${token}`;
    },
  },
  '/account/check-mail': {
    '': async ({ app }) => {
      const answer = await askEntry(app.systemCtx(), { kind: 'reset', email: `${newId()}@people.example`, address: newId() });
      return `/account/check-mail?request=${answer === 'tooMany' ? '' : answer.token}`;
    },
  },
  '/sign-out': { '': anyPage },
  '/language': { '': anyPage },
  '/display': { '': anyPage },
  '/organisation': { '': async () => '/organisation' },
  '/incidents/:incidentId/notes': { '': incidentPage },
  '/incidents/:incidentId/reference': { '': incidentPage },
  '/incidents/:incidentId/facts': { '': async (stage, sample, client) => `${await incidentPage(stage, sample, client)}/facts?fact=aware` },
  '/incidents/:incidentId/reopen': {
    '': async (stage, sample, client) => {
      const incident = await incidentPage(stage, sample, client);
      const close = `${incident}/close`;
      await sendAsShown(client, close, close, { outcome: 'handled', reason: 'Done', comment: 'Done' });
      return `${incident}/reopen`;
    },
  },
  '/submissions/:submissionId/review': { '': async (_stage, sample) => `/submissions/${(await sample()).submissionId}` },
  '/files/:fileId/incidents/:incidentId/facts': {
    '': async (_stage, sample) => {
      const { fileId, incidentId } = await sample();
      return `/files/${fileId}/incidents/${incidentId}/facts?fact=aware`;
    },
  },
  '/files/:fileId/add-law': {
    '': async ({ app, world }) => {
      const { fileId } = await openFile(app, world.actors[operator]);
      return `/files/${fileId}/add-law?regulation=gdpr&regulator=dpa`;
    },
  },
  '/without-account': { '': async () => '/without-account' },
  '/without-account/steps/:step': Object.fromEntries(['who', 'where', 'what', 'check'].map((step) => [step, withoutAccount(step)])),
  '/without-account/discard': { '': withoutAccount('where') },
  '/without-account/code': { '': filedWithoutAccount },
  '/without-account/new-code': { '': filedWithoutAccount },
  '/without-account/confirm/:token': {
    '': async (stage, sample, client) => {
      await filedWithoutAccount(stage, sample, client);
      return (await proofFor(stage.app, String(filer.email))).link;
    },
  },
  '/without-account/offer': {
    '': async (stage, sample, client) => {
      const receipt = await filedWithoutAccount(stage, sample, client);
      await client.post('/without-account/code', { code: (await proofFor(stage.app, String(filer.email))).code });
      return receipt;
    },
  },
  '/claim-filing': {
    '': async ({ app, world }, _sample, client) => {
      const { notifierId } = await makeProvenFiling(app.systemCtx());
      const ctx = app.ctx(world.actors.incidentUser);
      client.cookies.set('__Host-vigie-notifier', await app.db.transaction((tx) => openNotifierSession(tx, ctx, notifierId)));
      return '/claim-filing';
    },
  },
  '/files/:fileId/offer': {
    '': async ({ app, world }) => `/files/${(await openFile(app, world.actors.incidentUser)).fileId}`,
  },
  '/adoptions/:adoptionId': {
    '': async (_stage, sample) => {
      await sample();
      return '/adoptions';
    },
  },
  '/incidents/:incidentId/adoption': {
    '': async ({ app }) => `/incidents/${(await makeProvenFiling(app.systemCtx())).incidentId}/adoption`,
  },
  '/notify/:fileId/:step': Object.fromEntries(
    ['regulations', 'sectors', 'contacts', 'facts', 'check'].map((step) => [step, notifyStep(step)]),
  ),
  '/reports/:reportId/sections/:section': Object.fromEntries(
    ['dates', 'event', 'suspicion', 'response', 'impacts', 'contacts'].map((name) => [name, section(name)]),
  ),
  '/reports/:reportId/check': {
    '': async (stage, sample, client) => {
      const report = await begunDraft(stage, sample, client);
      // What the version before said is only proposed until somebody keeps it.
      await client.post(report, { intent: 'keep' });
      return `${report}/check`;
    },
  },
  '/reports/:reportId/discard': { '': async (stage, sample, client) => `${await begunDraft(stage, sample, client)}/discard` },
};

/** On a page that only a post answers with, once: its own test sends them wrong. */
export const shownOnce = ['/account/security/backup-codes/kept', '/account/security/backup-codes/file'];

/** One place for every form there is; a new route is found by its address or fails the test that asks for it here. */
export function placesOf(app: TestApp, world: PermissionWorld): Place[] {
  return app.routes
    .filter(({ method, path }) => method === 'POST' && !shownOnce.includes(path.template))
    .flatMap((route) => {
      const { template } = route.path;
      const prepares = prepared[template] ?? {
        '': async (_stage: Stage, sample: () => Promise<Sample>) => addressOf(route, await sample(), world.mailId),
      };
      return Object.entries(prepares).map(([part, prepare]) => ({
        name: part ? `${template} (${part})` : template,
        template,
        role: roleOf(route),
        make: async (client: Client) => prepare({ app, world }, () => world.own(), client),
      }));
    });
}
