import { and, eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import type { OrganisationRef } from '#platform/context/actor.ts';
import type { Client } from '#platform/testing/client.ts';
import { FakeClock } from '#platform/testing/fake-clock.ts';
import { type TestApp, testApp } from '../../../../testing/test-app.ts';
import { operator, operatorMembership } from '../../schema.ts';
import { makeOperator } from '../../testing/factories.ts';
import { makePerson, type Person, sessionsOf, signIn } from '../../testing/sign-in.ts';

describe('choosing an organisation', () => {
  let app: TestApp;
  let clock: FakeClock;
  let grid: OrganisationRef;
  let water: OrganisationRef;

  beforeEach(async () => {
    clock = new FakeClock('2026-03-05T09:00:10Z');
    app = await testApp({ wallClock: clock });
    grid = await makeOperator(app.db, { name: 'Norvane Grid' });
    water = await makeOperator(app.db, { name: 'Ostrava Water' });
  });

  const entered = async (person: Person, next = '/'): Promise<Client> => {
    const client = app.anonymous();
    clock.advance({ seconds: 30 });
    await signIn(client, person, clock, next);
    return client;
  };
  const organisationShown = async (client: Client) =>
    (await client.get('/')).document.querySelector('input[name=_organisation]')?.getAttribute('value') ?? undefined;

  // governance.md check 30
  it('is not asked of who has one, not even beside links that wait', async () => {
    const person = await makePerson(app, { memberships: [{ operator: grid }, { operator: water, approved: false }] });
    const client = await entered(person);
    expect(await organisationShown(client)).toBe(grid.id);
  });

  // governance.md check 30
  it('is asked of who has two, at the address they wanted, and leads there', async () => {
    const client = await entered(await makePerson(app, { memberships: [{ operator: grid }, { operator: water }] }));
    expect((await client.get('/?q=x')).headers.location).toBe('/organisation?next=%2F%3Fq%3Dx');
    const picker = await client.get('/organisation?next=%2F%3Fq%3Dx');
    expect(picker.text).toContain('Norvane Grid');
    expect(picker.text).toContain('Ostrava Water');
    const missing = await client.post('/organisation', { next: '/?q=x' });
    expect([missing.status, missing.text.includes('Choose an organisation')]).toEqual([422, true]);
    const answer = await client.post('/organisation', { organisation: water.id, next: '/?q=x' });
    expect([answer.status, answer.headers.location]).toEqual([303, '/?q=x']);
    expect(await organisationShown(client)).toBe(water.id);
    const evil = await client.post('/organisation', { organisation: grid.id, next: '//evil.example', path: 'https://evil.example' });
    expect(evil.headers.location).toBe('/');
  });

  // governance.md check 31
  it('is not asked of who only waits for approval: an incident user, who can sign out', async () => {
    const client = await entered(await makePerson(app, { memberships: [{ operator: grid, approved: false }] }));
    expect((await client.get('/')).status).toBe(200);
    expect(await organisationShown(client)).toBeUndefined();
    // Its own incidents, of which there are none, and nothing of the operator's.
    expect((await client.get('/files')).text).not.toContain(grid.name);
    expect((await client.get('/adoptions')).status).toBe(404);
    expect((await client.post('/sign-out')).headers.location).toBe('/sign-in');
  });

  // governance.md check 32
  it('is refused for an operator without an approved link, and nothing is stored', async () => {
    const wind = await makeOperator(app.db, { name: 'Wind' });
    const archived = await makeOperator(app.db, { name: 'Old', archivedAt: clock.now() });
    const person = await makePerson(app, {
      memberships: [{ operator: grid }, { operator: water }, { operator: wind, approved: false }, { operator: archived }],
    });
    const client = await entered(person);
    for (const { id } of [wind, archived, await makeOperator(app.db), { id: 'x' }])
      expect((await client.post('/organisation', { organisation: id })).status).toBe(404);
    expect((await sessionsOf(app.db, person.accountId))[0]?.operatorId).toBeNull();
  });

  it('is asked again when the chosen one goes away', async () => {
    const wind = await makeOperator(app.db, { name: 'Wind' });
    const person = await makePerson(app, { memberships: [{ operator: grid }, { operator: water }, { operator: wind }] });
    const client = await entered(person);
    await client.post('/organisation', { organisation: wind.id });
    const mine = and(eq(operatorMembership.accountId, person.accountId), eq(operatorMembership.operatorId, wind.id));
    await app.db.delete(operatorMembership).where(mine);
    expect((await client.get('/')).headers.location).toBe('/organisation?next=%2F');
    await client.post('/organisation', { organisation: water.id });
    await app.db.update(operator).set({ archivedAt: clock.now() }).where(eq(operator.id, water.id));
    expect(await organisationShown(client)).toBe(grid.id);
  });

  // governance.md check 33
  it('gives the rights of each membership only while that one is active, in two browsers at once', async () => {
    const person = await makePerson(app, { memberships: [{ operator: grid, administrator: true }, { operator: water }] });
    const [atGrid, atWater] = [await entered(person), await entered(person)];
    await Promise.all([atGrid.post('/organisation', { organisation: grid.id }), atWater.post('/organisation', { organisation: water.id })]);
    expect([await organisationShown(atGrid), await organisationShown(atWater)]).toEqual([grid.id, water.id]);
    const rows = await sessionsOf(app.db, person.accountId);
    expect(rows.map(({ operatorId }) => operatorId).sort()).toEqual([grid.id, water.id].sort());
    await atGrid.post('/organisation', { organisation: water.id });
    await atWater.post('/organisation', { organisation: grid.id });
    expect([await organisationShown(atGrid), await organisationShown(atWater)]).toEqual([water.id, grid.id]);
  });

  // architecture.md 4: a form carries the organisation it was made for
  it('refuses a form that was opened for the other one', async () => {
    const person = await makePerson(app, { memberships: [{ operator: grid }, { operator: water }] });
    const client = await entered(person);
    await client.post('/organisation', { organisation: grid.id });
    const answer = await client.post('/notify', { _organisation: water.id });
    expect([404, 409]).toContain(answer.status);
  });
});
