/** The matrix of permissions: every route and every action, in every role, on own and on others' objects. */
import { beforeAll, describe, expect, it } from 'vitest';
import { begin } from '#modules/incidents/pages/outside/testing/walk.ts';
import { filePermissions, incidentPermissions } from '#modules/incidents/permissions.ts';
import { incident } from '#modules/incidents/schema/incident.ts';
import { incidentFile } from '#modules/incidents/schema/reporting-side.ts';
import { type AccountActor, type Role, roles } from '#platform/context/actor.ts';
import { attempt } from '#platform/db/schema.ts';
import type { Route } from '#platform/http/route.ts';
import { scope } from '#platform/permissions/permissions.ts';
import { themePermissions } from '#platform/theme-preview/preview.route.ts';
import { accountRoutes, expectations, gateRoutes, publicRoutes } from './permission-expectations.ts';
import { addressOf, makePermissionWorld, type PermissionWorld, type Sample } from './permission-world.ts';
import { type Client, type Reply, type TestApp, testApp } from './test-app.ts';

const nameOf = ({ method, path }: Route) => `${method} ${path.template}`;
/** What a form names beside its address. Everything else is left empty: a refused form is an open one. */
const fieldsOf: Record<string, Record<string, string>> = {
  '/files/:fileId/incidents/:incidentId/facts': { fact: 'aware' },
  '/reports/:reportId': { intent: 'start' },
};
/** Open to whoever has the link from a mail. */
const namesLink = ['/account/email/confirm'];
const namesOwnThing = ['/account/security/backup-codes/file'];
const json = { accept: 'application/json' };

/** Somebody without an account who has filled in the first page. Limits are others' business. */
async function begunNotifier(app: TestApp): Promise<Client> {
  await app.db.delete(attempt);
  const client = app.anonymous();
  await begin(client);
  return client;
}

describe('the matrix of permissions', () => {
  let app: TestApp;
  let world: PermissionWorld;
  let routes: readonly Route[];
  const clients = new Map<Role, Client>();

  beforeAll(async () => {
    app = await testApp();
    world = await makePermissionWorld(app);
    routes = app.routes;
    for (const role of roles) clients.set(role, await app.as(world.actors[role]));
  });

  const clientOf = (role: Role) => clients.get(role) ?? app.anonymous();
  const visit = (client: Client, route: Route, sample: Sample, role?: Role): Promise<Reply> => {
    const url = addressOf(route, sample, world.mailId, role);
    return route.method === 'GET' ? client.get(url) : client.post(url, fieldsOf[route.path.template] ?? {});
  };
  const ofKind = (kind: Route['access']['kind']) => routes.filter(({ access }) => access.kind === kind);

  it('knows every route and every action, and none that is gone', () => {
    expect(ofKind('public').map(nameOf).sort()).toEqual([...publicRoutes].sort());
    expect(ofKind('session').map(nameOf).sort()).toEqual([...accountRoutes].sort());
    expect(ofKind('gate').map(nameOf).sort()).toEqual([...gateRoutes].sort());
    const labels = [...ofKind('permission'), ...ofKind('notifier')].map(({ access }) => access.label);
    expect(labels.filter((label) => !(label in expectations))).toEqual([]);
    const grants = [themePermissions, ...app.application.modules.flatMap(({ permissions }) => permissions)];
    const actions = grants.flatMap(({ resource, actions: all }) => Object.keys(all).map((action) => `${resource}.${action}`));
    expect(actions.sort()).toEqual(Object.keys(expectations).sort());
  });

  it('opens the public routes to everybody, and says why they are', async () => {
    const sample = await world.own();
    for (const route of ofKind('public')) {
      expect(route.access.label, nameOf(route)).toMatch(/^public: .{20,}/);
      for (const client of [app.anonymous(), await app.as(world.actors.operatorUser)]) {
        const { status } = await visit(client, route, sample);
        // 410: the link of a mail that is good for nothing.
        expect(namesLink.includes(route.path.template) ? [404] : [200, 303, 410, 422], `${nameOf(route)} gave ${status}`).toContain(status);
      }
    }
  });

  it('sends who is not signed in to do so, at every other route, and tells script where', async () => {
    const sample = await world.own();
    for (const route of routes.filter(({ access }) => access.kind !== 'public' && access.kind !== 'notifier')) {
      const answer = await visit(app.anonymous(), route, sample);
      // A post with something in it is kept on a page that leads there.
      const isKept = route.method === 'POST' && route.path.template in fieldsOf;
      const to = isKept ? answer.document.querySelector('main a')?.getAttribute('href') : answer.headers.location;
      expect([answer.status, String(to).split('?')[0]], nameOf(route)).toEqual([isKept ? 401 : 303, '/sign-in']);
      if (route.method === 'GET') {
        const script = await app.anonymous().get(addressOf(route, sample, world.mailId), json);
        expect(script.status, nameOf(route)).toBe(401);
      }
    }
  });

  // decisions.md D4
  it('opens the routes of people without an account to nobody else, whatever their role, and to them nothing else', async () => {
    const sample = await world.own();
    for (const route of ofKind('notifier')) {
      for (const role of roles) {
        const { status, headers } = await visit(clientOf(role), route, sample);
        expect([status, headers.location], `${nameOf(route)} as ${role}`).toEqual([303, '/without-account']);
      }
      const { status } = await visit(await begunNotifier(app), route, sample);
      expect([200, 303, 409, 422], `${nameOf(route)} as notifier gave ${status}`).toContain(status);
    }
    const notifier = await begunNotifier(app);
    for (const route of [...ofKind('permission'), ...ofKind('session'), ...ofKind('gate')]) {
      const { status, headers } = await visit(notifier, route, sample);
      const isKept = route.method === 'POST' && route.path.template in fieldsOf;
      expect([status, isKept || String(headers.location).startsWith('/sign-in')], nameOf(route)).toEqual([isKept ? 401 : 303, true]);
    }
  });

  it('opens the routes of every account to every role', async () => {
    const sample = await world.own();
    for (const route of ofKind('session')) {
      for (const role of roles) {
        const { status } = await visit(await app.as(world.actors[role]), route, sample);
        // What names a thing of one's own, in its address or in its form, is there to say that there is none.
        const answers = route.path.template.includes(':') || namesOwnThing.includes(route.path.template) ? [404] : [200, 303, 422];
        expect(answers, `${nameOf(route)} as ${role} gave ${status}`).toContain(status);
      }
    }
  });

  describe.each(roles)('as %s', (role) => {
    // What was tried before may have closed the session.
    beforeAll(async () => void clients.set(role, await app.as(world.actors[role])));

    it('shows nothing to who lacks the action: 404, for own and for others objects', async () => {
      const samples = [await world.own(role), ...world.foreign(role)];
      for (const route of ofKind('permission').filter(({ access }) => !expectations[access.label]?.includes(role))) {
        for (const sample of samples) {
          const { status } = await visit(clientOf(role), route, sample, role);
          expect(status, `${nameOf(route)} as ${role}`).toBe(404);
        }
      }
    });

    it('shows nothing of others to who has the action: 404, and the same page as for what does not exist', async () => {
      for (const route of ofKind('permission').filter(({ access }) => expectations[access.label]?.includes(role))) {
        if (!route.path.template.includes(':')) continue;
        for (const sample of world.foreign(role)) {
          const answer = await visit(clientOf(role), route, sample, role);
          expect(answer.status, `${nameOf(route)} as ${role}`).toBe(404);
          expect(answer.document.querySelector('h1')?.textContent).toBe('This page does not exist');
        }
      }
    });

    it('lets who has the action work on their own', async () => {
      for (const route of ofKind('permission').filter(({ access }) => expectations[access.label]?.includes(role))) {
        const { status } = await visit(clientOf(role), route, await world.own(role), role);
        expect(status, `${nameOf(route)} as ${role}`).not.toBe(404);
        expect(status, `${nameOf(route)} as ${role}`).not.toBe(403);
        expect(status, `${nameOf(route)} as ${role}`).toBeLessThan(500);
      }
    });
  });

  // The rows themselves: also for actions that have no page yet.
  it('selects exactly the own rows for every action', async () => {
    const actors: [string, AccountActor][] = roles.map((role) => [role, world.actors[role]]);
    for (const [name, actor] of actors) {
      const mine = await world.own(name as Role);
      const others = world.foreign(name as Role);
      const incidents = [mine, ...others].map(({ incidentId }) => incidentId);
      const files = [mine, ...others].map(({ fileId }) => fileId);
      for (const action of Object.keys(incidentPermissions.actions) as (keyof typeof incidentPermissions.actions)[]) {
        const where = scope({ actor }, incidentPermissions, action, incident);
        const rows = await app.db.select({ id: incident.id }).from(incident).where(where);
        const seen = rows.map(({ id }) => id).filter((id) => incidents.includes(id));
        expect(seen, `incident.${action} as ${name}`).toEqual(
          expectations[`incident.${action}`]?.includes(name as Role) ? [mine.incidentId] : [],
        );
      }
      for (const action of Object.keys(filePermissions.actions) as (keyof typeof filePermissions.actions)[]) {
        const where = scope({ actor }, filePermissions, action, incidentFile);
        const rows = await app.db.select({ id: incidentFile.id }).from(incidentFile).where(where);
        const seen = rows.map(({ id }) => id).filter((id) => files.includes(id));
        expect(seen, `incidentFile.${action} as ${name}`).toEqual(
          expectations[`incidentFile.${action}`]?.includes(name as Role) ? [mine.fileId] : [],
        );
      }
    }
  });
});
