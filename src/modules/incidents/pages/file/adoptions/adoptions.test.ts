import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeOperator, makeOperatorAccount } from '#modules/governance/testing/factories.ts';
import { auditEvent, mailDelivery } from '#platform/db/schema.ts';
import { type Client, type TestApp, testApp } from '../../../../../testing/test-app.ts';
import { fileAdoption } from '../../../schema/file-adoption.ts';
import { incident, incidentFact } from '../../../schema/incident.ts';
import { fileContact, incidentFile } from '../../../schema/reporting-side.ts';
import { incidentAccess } from '../../../schema/traces.ts';
import { correctFact } from '../../../services/correct-fact.ts';
import { type Country, makeCountry, submitStage } from '../../../testing/factories.ts';
import { makeProvenFiling, sampleFiler } from '../../../testing/filings.ts';
import { moment } from '../../notify/testing/walk.ts';
import { fileFromOutside, proofFor } from '../../outside/testing/walk.ts';

// decisions.md D4: adoption is per file, offered by the notifier, accepted by an operator administrator, undone by the regulator.
describe('taking over what somebody outside has filed', () => {
  let app: TestApp;
  let country: Country;
  let elin: Client;
  let tomas: Client;

  beforeEach(async () => {
    app = await testApp();
    country = await makeCountry(app);
    elin = await app.as(country.elin);
    tomas = await app.as(country.tomas);
  });

  const incidentNow = async (id: string) => (await app.db.select().from(incident).where(eq(incident.id, id)))[0];
  const fileNow = async (id: string) => (await app.db.select().from(incidentFile).where(eq(incidentFile.id, id)))[0];
  const offers = () => app.db.select().from(fileAdoption);
  const done = (action: string) => app.db.$count(auditEvent, eq(auditEvent.action, action));

  /** Proven, and offered by its notifier to the operator of Elin. */
  async function offered() {
    const { client } = await fileFromOutside(app, { organisation: ' norvane  grid' });
    const { code } = await proofFor(app, String(sampleFiler.email));
    await client.post('/without-account/code', { code });
    await client.post('/without-account/offer', { organisation: 'Norvane Grid' });
    const [offer] = await offers();
    const record = await incidentNow(offer?.incidentId ?? '');
    return { client, offerId: offer?.id ?? '', incidentId: record?.id ?? '', fileId: record?.fileId ?? '' };
  }

  it('shows an administrator the date and the typed name, and nothing of what was filed, before it is taken over', async () => {
    const { offerId, incidentId, fileId } = await offered();
    const list = await elin.get('/files');
    expect(list.document.querySelector('main a[href="/adoptions"]')).not.toBeNull();
    const page = await elin.get('/adoptions');
    expect(page.text).toContain('5 March 2026');
    expect(page.text).toContain('norvane grid');
    for (const secret of ['pumps', 'Marit', 'marit.solberg', '621 10 20 30', 'NI_']) expect(page.text).not.toContain(secret);
    expect((await elin.get(`/files/${fileId}`)).status).toBe(404);

    const answer = await elin.post(`/adoptions/${offerId}`, { decision: 'accept' });
    expect(answer.headers.location).toBe(`/files/${fileId}`);
    expect((await elin.get(`/files/${fileId}`)).text).toContain('The pumps of two stations');
    expect(await fileNow(fileId)).toMatchObject({
      ...{ operatorId: country.operator.id, notifierId: null, organisationName: 'Norvane Grid', organisationVerified: true },
    });
    expect(await incidentNow(incidentId)).toMatchObject({
      operatorId: country.operator.id,
      notifierId: null,
      operatorName: 'Norvane Grid',
    });
    const seen = await tomas.get(`/incidents/${incidentId}`);
    expect(seen.text).not.toContain('Not verified');
    expect(seen.text).toContain('Taken over by an operator');
    expect(await done('incidents.acceptAdoption')).toBe(1);
    // Decided once.
    expect((await elin.post(`/adoptions/${offerId}`, { decision: 'decline' })).status).toBe(409);
    // The operator goes on where the notifier stopped.
    await submitStage(app, country.elin, incidentId, 'incident-notification');
  });

  it('is for administrators of that operator alone', async () => {
    const { offerId } = await offered();
    const rival = await makeOperator(app.db, { name: 'Rival Grid' });
    const others = [
      await makeOperatorAccount(app.db, country.operator, { administrator: false }),
      await makeOperatorAccount(app.db, rival, { administrator: true }),
      country.tomas,
    ];
    for (const actor of others) {
      const client = await app.as(actor);
      expect((await client.post(`/adoptions/${offerId}`, { decision: 'accept' })).status, actor.role).toBe(404);
    }
    expect((await (await app.as(others[1] ?? country.elin)).get('/adoptions')).text).not.toContain('norvane');
    expect((await offers())[0]?.state).toBe('offered');
  });

  it('tells the administrators once that somebody outside has filed for them, without content', async () => {
    await offered();
    await app.runJobs();
    const mails = await app.db.select().from(mailDelivery).where(eq(mailDelivery.template, 'incidents.filed-outside'));
    expect(mails.map(({ recipient }) => recipient)).toEqual([country.elin.email]);
    for (const secret of ['pumps', 'Marit', 'NI_']) expect(mails[0]?.bodyText).not.toContain(secret);
  });

  it('says the same to the notifier whether the organisation is known or not, and offers nothing before the proof', async () => {
    const answers = [];
    for (const organisation of ['Norvane Grid', 'Nobody Knows Ltd']) {
      const { client } = await fileFromOutside(app);
      expect((await client.post('/without-account/offer', { organisation })).status).toBe(409);
      const { code } = await proofFor(app, String(sampleFiler.email));
      await client.post('/without-account/code', { code });
      const { status, headers } = await client.post('/without-account/offer', { organisation });
      answers.push([status, headers.location, (await client.get('/without-account/receipt')).text.includes('have been asked')]);
    }
    expect(answers).toEqual(Array(2).fill([303, '/without-account/receipt', true]));
    expect(await offers()).toHaveLength(1);
  });

  it('is suggested by the regulator, declined, and suggested again', async () => {
    const { incidentId } = await makeProvenFiling(app.systemCtx());
    const address = `/incidents/${incidentId}/adoption`;
    expect((await tomas.post(address, { operator: 'Nobody Knows Ltd' })).status).toBe(422);
    expect((await (await app.as(country.dana)).post(address, { operator: 'NOG' })).status).toBe(404);
    expect((await tomas.post(address, { operator: 'nog' })).status).toBe(303);
    expect((await tomas.post(address, { operator: 'NOG' })).status).toBe(409);
    const [first] = await offers();
    await elin.post(`/adoptions/${first?.id}`, { decision: 'decline' });
    expect(await incidentNow(incidentId)).toMatchObject({ operatorId: null });
    expect((await tomas.post(address, { operator: 'NOG' })).status).toBe(303);
    expect((await offers()).map(({ state }) => state).sort()).toEqual(['declined', 'offered']);
  });

  it('is undone by the regulator with a reason, without a trace of what else the operator keeps in the file', async () => {
    const { offerId, incidentId, fileId } = await offered();
    const address = `/incidents/${incidentId}/adoption`;
    await elin.post(`/adoptions/${offerId}`, { decision: 'accept' });
    expect((await tomas.post(address, { intent: 'undo', reason: '' })).status).toBe(422);
    expect((await tomas.post(address, { intent: 'undo', reason: 'Another company of that name' })).status).toBe(303);
    expect((await elin.get(`/files/${fileId}`)).status).toBe(404);
    expect(await incidentNow(incidentId)).toMatchObject({ operatorId: null, operatorName: 'norvane  grid' });
    expect(await fileNow(fileId)).toMatchObject({ operatorId: null, organisationVerified: false });
    expect((await tomas.get(`/incidents/${incidentId}`)).text).toContain('Not verified');
    expect(await done('incidents.undoAdoption')).toBe(1);
  });

  it('leaves a sibling with the operator when it is undone', async () => {
    const { offerId, incidentId, fileId } = await offered();
    await elin.post(`/adoptions/${offerId}`, { decision: 'accept' });
    await elin.post(`/files/${fileId}/add-law?regulation=gdpr&regulator=dpa`, { ...moment('aware', '2026-03-05T08:00'), act: 'open' });
    expect((await elin.get(`/files/${fileId}`)).text).toContain('GDPR');
    const undone = await tomas.post(`/incidents/${incidentId}/adoption`, { intent: 'undo', reason: 'Another company of that name' });
    expect(undone.status).toBe(303);
    const kept = await app.db.select().from(incident).where(eq(incident.fileId, fileId));
    expect(kept.map(({ regulatorId, operatorId }) => [regulatorId, operatorId])).toEqual([[country.privacy.id, country.operator.id]]);
    expect(await fileNow(fileId)).toMatchObject({ operatorId: country.operator.id });
    const given = await incidentNow(incidentId);
    expect(await fileNow(given?.fileId ?? '')).toMatchObject({
      operatorId: null,
      notifierId: given?.notifierId,
      organisationVerified: false,
    });
  });

  it('gives nothing back that the operator has written into the file, and not at all once it has corrected a date', async () => {
    const { offerId, incidentId, fileId } = await offered();
    await elin.post(`/adoptions/${offerId}`, { decision: 'accept' });
    const before = await fileNow(fileId);
    await app.db.update(incidentFile).set({ title: 'Seen by our own people', ownReference: 'OUR-7' }).where(eq(incidentFile.id, fileId));
    await app.db.update(fileContact).set({ lastName: 'Marchetti' }).where(eq(fileContact.fileId, fileId));
    const undo = () => tomas.post(`/incidents/${incidentId}/adoption`, { intent: 'undo', reason: 'Another company of that name' });
    expect((await undo()).status).toBe(303);
    expect(await fileNow(fileId)).toMatchObject({ title: before?.title, ownReference: null });
    expect((await app.db.select().from(fileContact)).map(({ lastName }) => lastName)).not.toContain('Marchetti');

    await tomas.post(`/incidents/${incidentId}/adoption`, { intent: 'suggest', operator: 'Norvane Grid' });
    const again = (await offers()).find(({ state }) => state === 'offered');
    await elin.post(`/adoptions/${again?.id}`, { decision: 'accept' });
    const [seen] = await app.db.select().from(incidentFact).where(eq(incidentFact.incidentId, incidentId));
    const at = app.clock.now().subtract({ hours: 3 });
    const corrected = { incidentId, fact: seen?.fact ?? 'aware', at, zone: 'UTC', reason: 'Seen earlier', seenFactId: seen?.id ?? null };
    await correctFact(app.ctx(country.elin), corrected);
    expect(await app.db.$count(incidentAccess, eq(incidentAccess.action, 'factCorrected'))).toBe(1);
    expect((await undo()).status).toBe(409);
  });

  it('cannot be undone once the operator has sent a report itself', async () => {
    const { offerId, incidentId, fileId } = await offered();
    await elin.post(`/adoptions/${offerId}`, { decision: 'accept' });
    app.clock.advance({ hours: 1 });
    await submitStage(app, country.elin, incidentId, 'incident-notification');
    const refused = await tomas.post(`/incidents/${incidentId}/adoption`, { intent: 'undo', reason: 'Another company of that name' });
    expect(refused.status).toBe(409);
    expect(await fileNow(fileId)).toMatchObject({ operatorId: country.operator.id });
  });
});
