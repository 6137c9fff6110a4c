/** On which page each form of the application stands, and what must be there before it shows. */
import { makePerson, password } from '#modules/governance/testing/sign-in.ts';
import { startNotify } from '#modules/incidents/services/start-notify.ts';
import { openFile } from '#modules/incidents/testing/factories.ts';
import type { Role } from '#platform/context/actor.ts';
import type { Route } from '#platform/http/route.ts';
import { addressOf, type PermissionWorld, type Sample } from '../permission-world.ts';
import type { Client, Reply, TestApp } from '../test-app.ts';
import { formsOn } from './forms-on-pages.ts';

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
const regulator: Role = 'regulatorAdministrator';
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

/** Where the form is not on the page of the same address, or wants something done before. */
const prepared: Record<string, Record<string, Prepare>> = {
  '/sign-in/code': {
    '': async ({ app }, _sample, client) => {
      const { email } = await makePerson(app);
      await client.post('/sign-in', { email, password });
      return '/sign-in/code';
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

const beforeSignIn = ['/sign-in', '/sign-in/code'];

/** One place for every form there is; a new route is found by its address or fails the test that asks for it here. */
export function placesOf(app: TestApp, world: PermissionWorld): Place[] {
  return app.routes
    .filter(({ method }) => method === 'POST')
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

function roleOf({ path: { template } }: Route): Place['role'] {
  if (beforeSignIn.includes(template)) return 'nobody';
  return /^\/(incidents|submissions)\//.test(template) ? regulator : operator;
}
