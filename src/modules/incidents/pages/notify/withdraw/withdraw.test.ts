import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeOperator, makeOperatorAccount } from '#modules/governance/testing/factories.ts';
import { newId } from '#platform/db/ids.ts';
import { auditEvent, job } from '#platform/db/schema.ts';
import { type Client, type TestApp, testApp } from '../../../../../testing/test-app.ts';
import { incident } from '../../../schema/incident.ts';
import { incidentAccess, reminder } from '../../../schema/traces.ts';
import { type Country, makeCountry, openFile, submitStage } from '../../../testing/factories.ts';
import { locationOf, moment } from '../testing/walk.ts';

describe('withdrawing an incident', () => {
  let app: TestApp;
  let country: Country;
  let elin: Client;

  beforeEach(async () => {
    app = await testApp();
    country = await makeCountry(app);
    elin = await app.as(country.elin);
  });

  const address = (fileId: string, incidentId: string) => `/files/${fileId}/incidents/${incidentId}/withdraw`;

  it('closes it as withdrawn, keeps the line, stops the reminders and tells the regulator once', async () => {
    const { fileId, incidents } = await openFile(app, country.elin);
    const id = incidents.nis2 ?? '';
    const asked = await elin.get(address(fileId, id));
    expect(asked.text).toContain('National Cybersecurity Authority is told');
    expect((await app.db.select().from(incident))[0]?.status).toBe('ongoing');
    expect(locationOf(await elin.post(address(fileId, id)))).toBe(`/files/${fileId}`);
    expect(locationOf(await elin.post(address(fileId, id)))).toBe(`/files/${fileId}`);
    const [row] = await app.db.select().from(incident);
    expect(row).toMatchObject({ status: 'closed', outcome: 'withdrawn', nextDueAt: null, closedBy: country.elin.accountId });
    const states = (await app.db.select().from(reminder)).map(({ state }) => state);
    expect(new Set(states)).toEqual(new Set(['cancelled']));
    const log = await app.db.select().from(incidentAccess).where(eq(incidentAccess.action, 'withdrawn'));
    expect(log).toMatchObject([{ incidentId: id, side: 'reporting' }]);
    const announced = (await app.db.select().from(job)).filter(({ payload }) => JSON.stringify(payload).includes('"withdrawn"'));
    expect(announced).toHaveLength(1);
    const actions = (await app.db.select().from(auditEvent)).map(({ action }) => action);
    expect(actions.filter((action) => action === 'incidents.withdrawIncident')).toHaveLength(1);
    // The same law can be notified again on the same file.
    const again = { ...moment('aware', '2026-03-05T08:00'), sectors: 'energy-electricity', act: 'open' };
    const reply = await elin.post(`/files/${fileId}/add-law?regulation=nis2&regulator=nca`, again);
    expect(locationOf(reply)).toBe(`/files/${fileId}`);
    expect((await app.db.select().from(incident)).map(({ status }) => status).sort()).toEqual(['closed', 'ongoing']);
  });

  // incidents.md check 34, as decisions.md D2 restates it
  it('is refused once a report was submitted', async () => {
    const { fileId, incidents } = await openFile(app, country.elin);
    const id = incidents.nis2 ?? '';
    await submitStage(app, country.elin, id, 'early-warning');
    expect((await elin.get(address(fileId, id))).document.querySelector('main form')).toBeNull();
    expect((await elin.post(address(fileId, id))).status).toBe(409);
    expect((await app.db.select().from(incident))[0]?.status).toBe('ongoing');
  });

  it('loses or wins against a submission at the same moment, but never both', async () => {
    const { fileId, incidents } = await openFile(app, country.elin);
    const id = incidents.nis2 ?? '';
    const [sent, withdrawn] = await Promise.allSettled([
      submitStage(app, country.elin, id, 'early-warning'),
      elin.post(address(fileId, id)),
    ]);
    const [row] = await app.db.select().from(incident);
    const isWithdrawn = withdrawn.status === 'fulfilled' && withdrawn.value.status === 303;
    expect(row?.outcome === 'withdrawn').toBe(isWithdrawn);
    expect(sent.status === 'fulfilled').toBe(!isWithdrawn);
  });

  it('is not for other operators, regulators or another file', async () => {
    const { fileId, incidents } = await openFile(app, country.elin);
    const id = incidents.nis2 ?? '';
    const stranger = await app.as(await makeOperatorAccount(app.db, await makeOperator(app.db)));
    for (const client of [stranger, await app.as(country.tomas)]) {
      expect((await client.get(address(fileId, id))).status).toBe(404);
      expect((await client.post(address(fileId, id))).status).toBe(404);
    }
    expect((await elin.post(address(newId(), id))).status).toBe(404);
    expect((await app.db.select().from(incident))[0]?.status).toBe('ongoing');
  });
});
