import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '#platform/testing/client.ts';
import { FakeClock } from '#platform/testing/fake-clock.ts';
import { type TestApp, testApp } from '../../../../testing/test-app.ts';
import { operatorMembership, platformAdministrator } from '../../schema.ts';
import { makeOperator } from '../../testing/factories.ts';
import { makePerson, type Person, signIn } from '../../testing/sign-in.ts';

// operations.md check 7. A session holds no role: who somebody is, is read with each request.
describe('a role that changes while people are signed in', () => {
  let clock: FakeClock;
  let servers: TestApp[];

  beforeEach(async () => {
    clock = new FakeClock('2026-03-05T09:00:10Z');
    const first = await testApp({ wallClock: clock });
    servers = [first, await testApp({ wallClock: clock, keepsData: true })];
  });

  /** One browser at each server. */
  async function signedIn(person: Person): Promise<Client[]> {
    const clients: Client[] = [];
    for (const server of servers) {
      const client = server.anonymous();
      await signIn(client, person, clock);
      clients.push(client);
      clock.advance({ seconds: 30 });
    }
    return clients;
  }
  const statuses = async (clients: readonly Client[], path: string) =>
    Promise.all(clients.map(async (client) => (await client.get(path)).status));
  const db = () => (servers[0] as TestApp).db;

  it('takes what only an administrator of the platform may do away with the next request, at every server', async () => {
    const person = await makePerson(servers[0] as TestApp);
    await db().insert(platformAdministrator).values({ accountId: person.accountId });
    const clients = await signedIn(person);
    expect(await statuses(clients, '/theme-preview')).toEqual([200, 200]);
    await db().delete(platformAdministrator).where(eq(platformAdministrator.accountId, person.accountId));
    expect(await statuses(clients, '/theme-preview')).toEqual([404, 404]);
  });

  it('leaves nothing of an operator to whom is no longer one of its people', async () => {
    const operator = await makeOperator(db(), { name: 'Norvane Grid' });
    const person = await makePerson(servers[0] as TestApp, { memberships: [{ operator, administrator: true }] });
    const clients = await signedIn(person);
    const seen = async () => Promise.all(clients.map(async (client) => (await client.get('/')).text.includes('Norvane Grid')));
    expect(await seen()).toEqual([true, true]);
    await db().delete(operatorMembership).where(eq(operatorMembership.accountId, person.accountId));
    expect(await seen()).toEqual([false, false]);
  });
});
