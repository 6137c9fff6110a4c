/** Every address, met by a session in every state: it reaches what the gates of governance.md 5.1 say, and nothing else. */
import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { account, operator, regulator, session } from '#modules/governance/schema.ts';
import { authenticator } from '#modules/governance/schema-credentials.ts';
import { makeOperator, makeOperatorAccount, makeRegulator, makeRegulatorAccount } from '#modules/governance/testing/factories.ts';
import { makePerson } from '#modules/governance/testing/sign-in.ts';
import { termsInForce } from '#modules/governance/testing/terms.ts';
import { type GateKind, gateKinds } from '#platform/auth/session.ts';
import { digestOf, newToken } from '#platform/auth/tokens.ts';
import { newTotpSecret } from '#platform/auth/totp.ts';
import { newId } from '#platform/db/ids.ts';
import type { Route } from '#platform/http/route.ts';
import { FakeClock } from '#platform/testing/fake-clock.ts';
import { type Client, type Reply, type TestApp, testApp } from './test-app.ts';

type SessionState = 'none' | GateKind | 'complete' | 'idle' | 'worn out' | 'forced out';
const states: readonly SessionState[] = ['none', ...gateKinds, 'complete', 'idle', 'worn out', 'forced out'];

const gatePages: Record<SessionState, string> = {
  none: '/sign-in',
  code: '/sign-in/code',
  enrolFactor: '/sign-in/enrol',
  acceptTerms: '/terms/accept',
  noOrganisation: '/sign-in',
  chooseOperator: '/organisation',
  complete: '/',
  idle: '/sign-in',
  'worn out': '/sign-in',
  'forced out': '/sign-in',
};
/** Pages for people without an account look at their own session alone, and lead to where that begins. */
const gateOf = ({ access }: Route, state: SessionState): string => (access.kind === 'notifier' ? '/without-account' : gatePages[state]);
const isGate = (state: SessionState): state is GateKind => gateKinds.some((kind) => kind === state);
const nameOf = ({ method, path }: Route) => `${method} ${path.template}`;
const addressOf = ({ path }: Route) => path.template.replace(/:\w+/g, newId());
const pathOf = ({ headers }: Reply) => String(headers.location ?? '').split('?')[0];

describe('the gates', () => {
  let app: TestApp;
  let clock: FakeClock;
  /** Whose session it is, by state. */
  const owners = new Map<SessionState, string>();

  beforeAll(async () => {
    clock = new FakeClock('2026-03-05T09:00:10Z');
    app = await testApp({ wallClock: clock });
    const [grid, water, gone] = [await makeOperator(app.db), await makeOperator(app.db), await makeRegulator(app.db)];
    const user = (await makeOperatorAccount(app.db, grid)).accountId;
    for (const state of states) owners.set(state, user);
    owners.set('enrolFactor', (await makePerson(app, { hasFactor: false })).accountId);
    owners.set('acceptTerms', (await makePerson(app, { termsVersion: null })).accountId);
    owners.set('noOrganisation', (await makeRegulatorAccount(app.db, gone)).accountId);
    owners.set('chooseOperator', (await makePerson(app, { memberships: [{ operator: grid }, { operator: water }] })).accountId);
    await app.db.update(regulator).set({ archivedAt: clock.now() }).where(eq(regulator.id, gone.id));
  });

  /** A browser with a fresh session in that state. */
  async function inState(state: SessionState): Promise<Client> {
    const client = app.anonymous();
    if (state === 'none') return client;
    const token = newToken();
    client.cookies.set('__Host-vigie-session', token);
    if (state === 'forced out') return client;
    const now = clock.now();
    await app.db.insert(session).values({
      id: newId(),
      tokenSha256: digestOf(token),
      accountId: owners.get(state) ?? '',
      stage: state === 'code' || state === 'enrolFactor' ? 'password' : 'complete',
      createdAt: now,
      lastSeenAt: state === 'idle' ? now.subtract({ minutes: 15 }) : now,
      expiresAt: state === 'worn out' ? now : now.add({ hours: 12 }),
      provenAt: now,
    });
    return client;
  }

  const visit = (client: Client, route: Route, headers?: Record<string, string>) =>
    route.method === 'GET' ? client.get(addressOf(route), headers) : client.post(addressOf(route), {}, headers);
  const reaches = ({ access }: Route, state: SessionState): boolean => {
    if (access.kind === 'public') return true;
    if (access.kind === 'notifier') return false;
    if (isGate(state)) return access.gates?.includes(state) ?? false;
    return state === 'complete' && access.kind !== 'gate';
  };

  // governance.md checks 21, 26, 29; interface.md checks 4, 5, 8
  it.each(states)('in the state "%s": each address is reached or leads to the one gate', async (state) => {
    const wrong: string[] = [];
    for (const route of app.routes) {
      const answer = await visit(await inState(state), route);
      const isSentToGate = answer.status === 303 && pathOf(answer) === gateOf(route, state);
      // Of what is reached, a page may lead home, a public one and signing out to the sign-in page, and a gate's own form back to the gate.
      const mayLeadThere =
        state === 'complete' || route.access.kind === 'public' || ['/sign-out', gatePages[state]].includes(route.path.template);
      const fits = reaches(route, state) ? mayLeadThere || !isSentToGate : isSentToGate;
      if (!fits) wrong.push(`${nameOf(route)}: ${answer.status} ${answer.headers.location ?? ''}`);
      expect(answer.status, nameOf(route)).toBeLessThan(500);
    }
    expect(wrong).toEqual([]);
  });

  it.each(states.filter((state) => state !== 'complete'))('in the state "%s": script is told where to go', async (state) => {
    for (const route of app.routes.filter((one) => one.method === 'GET' && !reaches(one, state))) {
      const answer = await visit(await inState(state), route, { accept: 'application/json' });
      expect([answer.status, JSON.parse(answer.body).location.split('?')[0]], nameOf(route)).toEqual([401, gateOf(route, state)]);
    }
  });

  it('stand in one order: whoever has passed none meets them one after the other', async () => {
    const [grid, water] = [await makeOperator(app.db), await makeOperator(app.db)];
    const memberships = [{ operator: grid }, { operator: water }];
    const nova = await makePerson(app, { hasFactor: false, termsVersion: null, memberships });
    const token = newToken();
    const now = clock.now();
    const row = { id: newId(), tokenSha256: digestOf(token), accountId: nova.accountId, createdAt: now, lastSeenAt: now, provenAt: now };
    await app.db.insert(session).values({ ...row, stage: 'password', expiresAt: now.add({ hours: 12 }) });
    const client = app.anonymous();
    client.cookies.set('__Host-vigie-session', token);
    const met = async () => pathOf(await client.get('/'));
    expect(await met()).toBe('/sign-in/enrol');
    await app.db
      .insert(authenticator)
      .values({ id: newId(), accountId: nova.accountId, name: '', secret: app.runtime.secrets.seal(newTotpSecret()), createdAt: now });
    expect(await met()).toBe('/sign-in/code');
    await app.db.update(session).set({ stage: 'complete' }).where(eq(session.id, row.id));
    expect(await met()).toBe('/terms/accept');
    await app.db.update(account).set({ termsVersion: termsInForce, termsAcceptedAt: now }).where(eq(account.id, nova.accountId));
    expect(await met()).toBe('/organisation');
    // Of two operators one is gone: nothing is left to choose.
    await app.db.update(operator).set({ archivedAt: now }).where(eq(operator.id, water.id));
    expect((await client.get('/')).status).toBe(200);
    await app.db.update(operator).set({ archivedAt: now }).where(eq(operator.id, grid.id));
    const out = await client.get('/');
    expect([out.status, pathOf(out)]).toEqual([303, '/sign-in']);
    expect((await client.get('/sign-in')).text).toContain('no longer active');
    expect(await app.db.$count(session, eq(session.id, row.id))).toBe(0);
  });
});
