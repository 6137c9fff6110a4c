import { eq, ne } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeOperator, makeOperatorAccount } from '#modules/governance/testing/factories.ts';
import { type Client, type TestApp, testApp } from '../../../../../testing/test-app.ts';
import { incident, incidentFact, report } from '../../../schema/incident.ts';
import { fileFactProposal } from '../../../schema/reporting-side.ts';
import { incidentAccess } from '../../../schema/traces.ts';
import { type Country, makeCountry, openFile, sampleContact, submitStage } from '../../../testing/factories.ts';
import { locationOf, moment } from '../testing/walk.ts';

describe('adding a law to a file', () => {
  let app: TestApp;
  let country: Country;
  let elin: Client;

  beforeEach(async () => {
    app = await testApp();
    country = await makeCountry(app);
    elin = await app.as(country.elin);
  });

  const gdpr = (fileId: string) => `/files/${fileId}/add-law?regulation=gdpr&regulator=dpa`;
  const nis2 = (fileId: string) => `/files/${fileId}/add-law?regulation=nis2&regulator=nca`;
  const aware = moment('aware', '2026-03-06T08:00');

  // data-model.md, golden: a law added on day 2
  it('opens the new incident on day 2 and does not move the one that was there', async () => {
    const { fileId, incidents } = await openFile(app, country.elin, { facts: { aware: '2026-03-05T07:00:00Z' } });
    const first = incidents.nis2 ?? '';
    await submitStage(app, country.elin, first, 'early-warning');
    const world = async () => ({
      row: (await app.db.select().from(incident).where(eq(incident.id, first)))[0],
      reports: await app.db.select().from(report).where(eq(report.incidentId, first)).orderBy(report.id),
      log: await app.db.select().from(incidentAccess).where(eq(incidentAccess.incidentId, first)),
    });
    const before = await world();
    app.clock.advance({ hours: 26 });

    const choice = await elin.get(`/files/${fileId}/add-law`);
    expect([...choice.document.querySelectorAll('main ul a')].map((link) => link.getAttribute('href'))).toEqual([gdpr(fileId)]);
    const needs = await elin.get(gdpr(fileId));
    expect(needs.document.querySelector('input[name="aware.hour"]')?.getAttribute('value')).toBe('08');
    expect(needs.document.querySelector('input[name=sectors]')).toBeNull();
    const check = await elin.post(gdpr(fileId), { ...aware, act: 'check' });
    expect(check.text).toContain('One incident will be opened');
    expect(check.text).toContain('Due Monday 9 March 2026, 08:00 CET');
    expect(check.document.querySelector('input[name="aware.day"]')?.getAttribute('value')).toBe('06');
    const changed = await elin.post(gdpr(fileId), { ...aware, act: 'change' });
    expect(changed.document.querySelector('input[name="aware.day"]')?.getAttribute('value')).toBe('06');
    expect(await app.db.select().from(incident)).toHaveLength(1);

    expect(locationOf(await elin.post(gdpr(fileId), { ...aware, act: 'open' }))).toBe(`/files/${fileId}`);
    const [added] = await app.db.select().from(incident).where(ne(incident.id, first));
    expect(added).toMatchObject({ fileId, regulatorId: country.privacy.id, contacts: { primary: sampleContact }, status: 'ongoing' });
    expect(added?.nextDueAt?.toString()).toBe('2026-03-09T07:00:00Z');
    expect(added?.notifiedAt.toString()).toBe('2026-03-06T11:00:00Z');
    expect(await world()).toEqual(before);
    const proposals = await app.db.select().from(fileFactProposal);
    expect(proposals.map(({ at }) => at.toString())).toEqual(['2026-03-05T07:00:00Z']);
    // Sent twice: the second one leads to the file too, and opens nothing.
    expect(locationOf(await elin.post(gdpr(fileId), { ...aware, act: 'open' }))).toBe(`/files/${fileId}`);
    expect(await app.db.select().from(incident)).toHaveLength(2);
    expect((await elin.get(`/files/${fileId}/add-law`)).text).toContain('There is nothing left to add');
  });

  it('asks for the sectors that the added law tells apart', async () => {
    const { fileId } = await openFile(app, country.elin, { laws: ['gdpr'], sectors: [] });
    const needs = await elin.get(nis2(fileId));
    const ticked = [...needs.document.querySelectorAll('input[name=sectors][checked]')].map((box) => box.getAttribute('value'));
    expect(ticked).toEqual(['energy-electricity']);
    app.clock.advance({ hours: 26 });
    expect((await elin.post(nis2(fileId), { ...aware, act: 'open' })).status).toBe(422);
    expect((await elin.post(nis2(fileId), { ...aware, sectors: 'nonsense', act: 'open' })).status).toBe(422);
    expect((await elin.post(nis2(fileId), { sectors: 'energy-oil', act: 'open' })).status).toBe(422);
    expect((await elin.post(nis2(fileId), { ...aware, sectors: 'energy-oil', act: 'open' })).status).toBe(303);
    expect(await app.db.select().from(incident)).toHaveLength(2);
  });

  it('proposes what the operator said, never what a regulator corrected', async () => {
    const { fileId, incidents } = await openFile(app, country.elin, { facts: { aware: '2026-03-05T07:00:00Z' } });
    await app.db
      .update(incidentFact)
      .set({ source: 'regulator', at: (await app.db.select().from(incident))[0]?.notifiedAt ?? null })
      .where(eq(incidentFact.incidentId, incidents.nis2 ?? ''));
    const needs = await elin.get(gdpr(fileId));
    expect(needs.document.querySelector('input[name="aware.hour"]')?.getAttribute('value')).toBe('08');
  });

  it('refuses what is not offered, and other people', async () => {
    const { fileId } = await openFile(app, country.elin);
    expect((await elin.get(`/files/${fileId}/add-law?regulation=gdpr&regulator=nca`)).status).toBe(404);
    const forged = await elin.post(`/files/${fileId}/add-law?regulation=gdpr&regulator=nca`, { ...aware, act: 'open' });
    expect(forged.status).toBe(422);
    const stranger = await app.as(await makeOperatorAccount(app.db, await makeOperator(app.db)));
    for (const client of [stranger, await app.as(country.tomas)]) {
      expect((await client.get(gdpr(fileId))).status).toBe(404);
      expect((await client.post(gdpr(fileId), { ...aware, act: 'open' })).status).toBe(404);
    }
    expect(await app.db.select().from(incident)).toHaveLength(1);
  });
});
