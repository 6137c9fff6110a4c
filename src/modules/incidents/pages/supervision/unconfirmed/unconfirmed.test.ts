import { and, eq, like } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { notifier } from '#modules/governance/schema.ts';
import { makeObserver, makeObserverAccount, makeRegulatorAccount } from '#modules/governance/testing/factories.ts';
import { auditEvent, mailDelivery } from '#platform/db/schema.ts';
import { enqueue } from '#platform/jobs/enqueue.ts';
import { FakeClock } from '#platform/testing/fake-clock.ts';
import { type Client, type TestApp, testApp } from '../../../../../testing/test-app.ts';
import { expireFilingsHourly } from '../../../jobs/expire-filings.job.ts';
import { incident } from '../../../schema/incident.ts';
import { notifierFiling } from '../../../schema/notifier-filing.ts';
import { type Country, makeCountry } from '../../../testing/factories.ts';
import { makeQueuedFiling, sampleFiler } from '../../../testing/filings.ts';
import { fileFromOutside, proofFor, walkToCheck } from '../../outside/testing/walk.ts';

// decisions.md D4: unproven filings lie in a separate queue.
describe('the queue of unproven filings', () => {
  let app: TestApp;
  let clock: FakeClock;
  let country: Country;
  let tomas: Client;

  beforeEach(async () => {
    clock = new FakeClock();
    app = await testApp({ wallClock: clock });
    country = await makeCountry(app);
    tomas = await app.as(country.tomas);
  });

  const actions = async (name: string) => app.db.$count(auditEvent, eq(auditEvent.action, name));
  const expire = async () => {
    await app.db.transaction((tx) => enqueue(tx, app.systemCtx(), expireFilingsHourly.job, {}));
    await app.runJobs();
  };

  it('shows the regulator what was sent, marked, with whom to call, and apart from the incidents', async () => {
    const { row } = await fileFromOutside(app);
    const reference = row.reference ?? '-';
    const list = await tomas.get('/incidents?view=all');
    expect(list.text).not.toContain(reference);
    expect(list.document.querySelector('a[href="/unconfirmed"]')?.textContent).toContain('1');
    const queue = await tomas.get('/unconfirmed');
    expect(queue.text).toContain(reference);
    expect(queue.text).toContain('Not verified');
    expect(queue.document.querySelector('a[href="tel:+352621102030"]')).not.toBeNull();
    const page = await tomas.get(`/unconfirmed/${row.id}`);
    expect(page.text).toContain('The pumps of two stations');
    expect(page.text).toContain('marit.solberg@harbour.example');
  });

  it('is unknown to other regulators, to other sectors, to observers and operators', async () => {
    const { id } = await makeQueuedFiling(app.systemCtx());
    const observer = await makeObserver(app.db, { regulationKeys: ['nis2'] });
    const others = [
      country.dana,
      country.elin,
      await makeObserverAccount(app.db, observer),
      await makeRegulatorAccount(app.db, country.cyber, { sectors: ['banking'] }),
    ];
    for (const actor of others) {
      const client = await app.as(actor);
      expect((await client.get(`/unconfirmed/${id}`)).status, actor.role).toBe(404);
      expect((await client.post(`/unconfirmed/${id}`, { reason: 'Nonsense' })).status, actor.role).toBe(404);
      expect((await client.get('/unconfirmed')).text, actor.role).not.toContain('Harbour');
    }
    const energy = await app.as(await makeRegulatorAccount(app.db, country.cyber, { sectors: ['energy'] }));
    expect((await energy.get(`/unconfirmed/${id}`)).status).toBe(200);
  });

  it('tells the regulator alone by mail; observers hear of it when it is proven', async () => {
    const observer = await makeObserver(app.db, { slug: 'cert', regulationKeys: ['nis2'] });
    await makeObserverAccount(app.db, observer);
    const { client } = await fileFromOutside(app);
    const { code } = await proofFor(app, String(sampleFiler.email));
    const before = await app.db.select().from(mailDelivery);
    expect(before.map(({ template }) => template).sort()).toEqual(['incidents.filing-received', 'incidents.filing-unconfirmed']);
    await client.post('/without-account/code', { code });
    await app.runJobs();
    const told = await app.db
      .select()
      .from(mailDelivery)
      .where(and(like(mailDelivery.template, '%-observers'), eq(mailDelivery.state, 'sent')));
    expect(told.length).toBeGreaterThan(0);
    // From now on it hears of its incident as whoever opened one does.
    const own = and(eq(mailDelivery.template, 'incidents.submitted-reporting'), eq(mailDelivery.recipient, String(sampleFiler.email)));
    expect(await app.db.$count(mailDelivery, own)).toBe(1);
    expect((await tomas.get('/unconfirmed')).text).not.toContain('Harbour');
    const list = await tomas.get('/incidents?view=all');
    expect(list.text).toContain('Harbour Water Works');
    expect(list.text).toContain('Not verified');
  });

  it('is dismissed with a reason, taken back, and deleted 30 days later with everything of the person', async () => {
    const { id } = await makeQueuedFiling(app.systemCtx());
    const refused = await tomas.post(`/unconfirmed/${id}`, { reason: ' ' });
    expect(refused.status).toBe(422);
    await tomas.post(`/unconfirmed/${id}`, { reason: 'Not reachable under the number given' });
    expect((await tomas.get('/unconfirmed')).text).not.toContain('Harbour');
    expect((await tomas.get('/unconfirmed?dismissed=yes')).text).toContain('Harbour');
    expect((await tomas.get(`/unconfirmed/${id}`)).text).toContain('Not reachable under the number given');
    expect((await tomas.post(`/unconfirmed/${id}`, { reason: 'Again' })).status).toBe(409);
    await tomas.post(`/unconfirmed/${id}`, { intent: 'restore' });
    expect((await tomas.get('/unconfirmed')).text).toContain('Harbour');
    await tomas.post(`/unconfirmed/${id}`, { reason: 'Not reachable under the number given' });

    clock.advance({ hours: 24 * 30 - 1 });
    await expire();
    expect(await app.db.$count(notifierFiling)).toBe(1);
    clock.advance({ hours: 2 });
    await expire();
    expect(await app.db.$count(notifierFiling)).toBe(0);
    expect(await app.db.$count(notifier)).toBe(0);
    expect(await actions('incidents.purgeFiling')).toBe(1);
    expect(await actions('incidents.dismissFiling')).toBe(2);
  });

  it('loses what is proven, also after it was dismissed', async () => {
    const { client, row } = await fileFromOutside(app);
    await tomas.post(`/unconfirmed/${row.id}`, { reason: 'Looks like a joke' });
    const { code } = await proofFor(app, String(sampleFiler.email));
    await client.post('/without-account/code', { code });
    expect(await app.db.$count(incident)).toBe(1);
    expect((await tomas.get(`/unconfirmed/${row.id}`)).status).toBe(404);
  });

  it('deletes drafts after 24 hours, sends their writers to the beginning, and keeps what was sent', async () => {
    const { client: sent } = await fileFromOutside(app);
    const client = app.anonymous();
    await walkToCheck(client);
    clock.advance({ hours: 23 });
    await expire();
    expect(await app.db.$count(notifierFiling)).toBe(2);
    expect((await client.get('/without-account/steps/check')).status).toBe(200);
    clock.advance({ hours: 2 });
    const late = await client.post('/without-account/steps/who', { firstName: 'Marit' });
    expect(late.status).toBe(403);
    expect(late.body).toContain('Marit');
    expect((await sent.get('/without-account/receipt')).headers.location).toBe('/without-account');
    await expire();
    const rows = await app.db.select().from(notifierFiling);
    expect(rows.map(({ state }) => state)).toEqual(['sent']);
    expect(await actions('incidents.expireFiling')).toBe(1);
  });
});
