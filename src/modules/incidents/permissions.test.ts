import { eq, sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { govObserver } from '#modules/governance/index.ts';
import { loadSession } from '#modules/governance/queries/load-session.query.ts';
import {
  observerRule,
  observerRuleCondition,
  observerRuleConditionCategory,
  observerRuleSector,
  operatorCategory,
  operatorCategoryLink,
  regulatorMembershipSector,
  sector,
  session,
} from '#modules/governance/schema.ts';
import { makeObserver, makeObserverAccount, makeRegulatorAccount, sessionRules } from '#modules/governance/testing/factories.ts';
import { makeManyOperators } from '#modules/governance/testing/many-operators.ts';
import { digestOf } from '#platform/auth/tokens.ts';
import type { AccountActor, OrganisationRef } from '#platform/context/actor.ts';
import { rowsOf } from '#platform/db/database.ts';
import { newId } from '#platform/db/ids.ts';
import { scope } from '#platform/permissions/permissions.ts';
import { systemClock } from '#platform/time/clock.ts';
import { type Client, type TestApp, testApp } from '../../testing/test-app.ts';
import { incidentPermissions, observerRuleMatches } from './permissions.ts';
import { supervisedIncident } from './schema/incident.ts';
import { type Country, makeCountry, openFile } from './testing/factories.ts';
import { fillLargeWorld } from './testing/large-world.ts';

describe('what an observer is entitled to', () => {
  let app: TestApp;
  let cyber: OrganisationRef;

  beforeAll(async () => {
    app = await testApp();
    const country = await makeCountry(app);
    cyber = country.cyber;
    await makeManyOperators(app.db, 30);
    await fillLargeWorld(app.owner, { count: 300, regulator: cyber, other: country.privacy, regulationKey: 'nis2', operator: 30 });
    // One of somebody who is no operator: no category is known of it, so it lacks every one.
    await app.db.execute(sql`update incident set operator_id = null where id = (select min(id::text)::uuid from incident)`);
  });

  const listed = async (actor: AccountActor): Promise<string[]> => {
    const where = scope({ actor }, incidentPermissions, 'list', supervisedIncident);
    const rows = await rowsOf<{ id: string }>(app.db, sql`select id from ${supervisedIncident} where ${where} order by id`);
    return rows.map(({ id }) => id);
  };
  const told = async (observer: OrganisationRef): Promise<string[]> => {
    const rows = await app.db
      .select({ id: supervisedIncident.id })
      .from(supervisedIncident)
      .innerJoin(govObserver, observerRuleMatches(govObserver.id, supervisedIncident))
      .where(eq(govObserver.id, observer.id))
      .orderBy(supervisedIncident.id);
    return rows.map(({ id }) => id);
  };
  /** The actor as the next request would have it. */
  const asLoaded = async (actor: AccountActor): Promise<AccountActor> => {
    const now = systemClock.now();
    const tokenSha256 = digestOf(actor.accountId);
    const times = { createdAt: now, lastSeenAt: now, expiresAt: now.add({ hours: 1 }) };
    await app.db.insert(session).values({ id: newId(), tokenSha256, accountId: actor.accountId, stage: 'complete', ...times });
    const loaded = await loadSession(app.db, tokenSha256, now, sessionRules);
    if (loaded?.state.kind !== 'complete') throw new Error('not signed in');
    return loaded.state.actor;
  };

  it.each([
    { name: 'a whole regulation', regulationKeys: ['nis2'] },
    { name: 'a parent sector and a child of another', regulationKeys: ['nis2', 'gdpr'], sectors: ['energy', 'transport-rail'] },
    { name: 'a category', regulationKeys: ['nis2'], categories: ['essential'] },
    { name: 'two categories nobody has together', regulationKeys: ['nis2'], categories: ['essential', 'important'], matchesSome: false },
    { name: 'everybody but a category', regulationKeys: ['nis2'], excluded: ['important'] },
    {
      name: 'a sector and a category, without another',
      regulationKeys: ['nis2'],
      sectors: ['energy'],
      categories: ['important'],
      excluded: ['critical'],
    },
    { name: 'a regulation without incidents', regulationKeys: ['gdpr'], matchesSome: false },
    { name: 'nothing', regulationKeys: [], matchesSome: false },
  ])('is in the list as in the mails: $name', async ({ name: _, matchesSome = true, ...rule }) => {
    const observer = await makeObserver(app.db, rule);
    const actor = await makeObserverAccount(app.db, observer);
    const seen = await listed(await asLoaded(actor));
    expect(seen).toEqual(await told(observer));
    expect(seen).toEqual(await listed(actor));
    expect(seen.length > 0).toBe(matchesSome);
  });

  it('reaches the children of a user’s own sectors, the same when loaded as when made', async () => {
    const user = await makeRegulatorAccount(app.db, cyber, { sectors: ['energy'] });
    const seen = await listed(user);
    expect(seen.length).toBeGreaterThan(0);
    expect(await listed(await asLoaded(user))).toEqual(seen);
  });
});

// The rules come with the session, which is read anew on every request: nobody has to sign in again to lose or to gain a right.
describe('a right that changes while somebody is signed in', () => {
  let app: TestApp;
  let country: Country;
  let incidentId: string;

  beforeEach(async () => {
    app = await testApp();
    country = await makeCountry(app);
    const { incidents } = await openFile(app, country.elin, { sectors: ['energy-electricity'] });
    incidentId = incidents.nis2 ?? '';
  });

  /** What the page, the list, the log and the document say: all of them, or none. */
  const sees = async (client: Client): Promise<boolean> => {
    const isListed = (await client.get('/incidents?view=all')).document.querySelector(`a[href*="${incidentId}"]`) !== null;
    for (const path of ['', '/access-log', '/incident.pdf'])
      expect((await client.get(`/incidents/${incidentId}${path}`)).status, path).toBe(isListed ? 200 : 404);
    return isListed;
  };
  const idOfSector = async (slug: string): Promise<string> => {
    const [row] = await app.db.select({ id: sector.id }).from(sector).where(eq(sector.slug, slug));
    return row?.id ?? '';
  };

  it('is another for an observer on the next request', async () => {
    const observer = await makeObserver(app.db, { regulationKeys: ['nis2'] });
    const client = await app.as(await makeObserverAccount(app.db, observer));
    expect(await sees(client)).toBe(true);

    const [rule] = await app.db.select({ id: observerRule.id }).from(observerRule).where(eq(observerRule.observerId, observer.id));
    const ruleId = rule?.id ?? '';
    await app.db.insert(observerRuleSector).values({ ruleId, sectorId: await idOfSector('banking') });
    expect(await sees(client)).toBe(false);
    await app.db.insert(observerRuleSector).values({ ruleId, sectorId: await idOfSector('energy') });
    expect(await sees(client)).toBe(true);

    const [categoryId, conditionId] = [newId(), newId()];
    await app.db.insert(operatorCategory).values({ id: categoryId, code: 'watched', kind: 'designation', label: { en: 'Watched' } });
    await app.db.insert(observerRuleCondition).values({ id: conditionId, ruleId });
    await app.db.insert(observerRuleConditionCategory).values({ conditionId, categoryId, mode: 'include' });
    expect(await sees(client)).toBe(false);
    await app.db.insert(operatorCategoryLink).values({ operatorId: country.operator.id, categoryId });
    expect(await sees(client)).toBe(true);
    await app.db.update(observerRuleConditionCategory).set({ mode: 'exclude' });
    expect(await sees(client)).toBe(false);

    await app.db.delete(observerRuleConditionCategory);
    await app.db.delete(observerRuleCondition);
    expect(await sees(client)).toBe(true);
    await app.db.delete(observerRuleSector);
    await app.db.delete(observerRule);
    expect(await sees(client)).toBe(false);
  });

  it('is another for a user of a regulator on the next request', async () => {
    const user = await makeRegulatorAccount(app.db, country.cyber, { sectors: ['banking'] });
    const client = await app.as(user);
    expect(await sees(client)).toBe(false);
    await app.db.insert(regulatorMembershipSector).values({ accountId: user.accountId, sectorId: await idOfSector('energy') });
    expect(await sees(client)).toBe(true);
    await app.db.delete(regulatorMembershipSector);
    expect(await sees(client)).toBe(false);
  });
});
