import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeOperator, makeOperatorAccount } from '#modules/governance/testing/factories.ts';
import { auditEvent } from '#platform/db/schema.ts';
import { type Client, type TestApp, testApp } from '../../../../testing/test-app.ts';
import { incident, incidentFact } from '../../schema/incident.ts';
import { incidentFile } from '../../schema/reporting-side.ts';
import { type Country, makeCountry } from '../../testing/factories.ts';
import { makeSecondRegulator } from './testing/second-regulator.ts';
import { locationOf, moment, person, sendStep, start, versionOf, walkToCheck } from './testing/walk.ts';

describe('notify', () => {
  let app: TestApp;
  let country: Country;
  let elin: Client;

  beforeEach(async () => {
    app = await testApp();
    country = await makeCountry(app);
    elin = await app.as(country.elin);
  });

  const fileRow = async (id: string) => (await app.db.select().from(incidentFile).where(eq(incidentFile.id, id)))[0];

  it('creates a draft by POST only, and goes on with it', async () => {
    expect((await elin.get('/notify')).status).toBe(200);
    expect(await app.db.select().from(incidentFile)).toHaveLength(0);
    const fileId = await start(elin);
    expect((await fileRow(fileId))?.state).toBe('draft');
    await sendStep(elin, fileId, 'regulations', { title: 'Meters down', regulations: ['nis2'] });
    const resumed = await elin.get('/notify');
    expect(resumed.text).toContain('Meters down');
    const link = [...resumed.document.querySelectorAll('a')].find(({ textContent }) => textContent === 'Meters down');
    const next = await elin.get(link?.getAttribute('href') ?? '');
    expect(locationOf(next)).toBe(`/notify/${fileId}/sectors`);
  });

  // incidents.md check 3
  it('opens the file of a single match, and nothing when it is given up before the end', async () => {
    const fileId = await walkToCheck(elin, ['nis2']);
    const check = await elin.get(`/notify/${fileId}/check`);
    expect(check.status).toBe(200);
    expect(check.text).toContain('One incident will be opened');
    expect(check.text).toContain('National Cybersecurity Authority');
    expect(check.text).toContain('Due Friday 6 March 2026, 08:00 CET');
    expect(check.text).toContain('24 hours after you became aware of the incident');
    expect(check.text).toContain('Opening is not yet the first report');
    expect(await app.db.select().from(incident)).toHaveLength(0);
    const opened = await elin.post(`/notify/${fileId}/check`, { _version: versionOf(check) });
    expect(locationOf(opened)).toBe(`/files/${fileId}`);
    expect(await app.db.select().from(incident)).toHaveLength(1);
    expect(await fileRow(fileId)).toMatchObject({ state: 'open', selection: null, zone: 'Europe/Luxembourg' });

    const other = await walkToCheck(elin, ['nis2']);
    const gone = await elin.post(`/notify/${other}/discard`);
    expect(locationOf(gone)).toBe('/notify');
    expect(await fileRow(other)).toBeUndefined();
    expect(await app.db.select().from(incident)).toHaveLength(1);
    const actions = (await app.db.select({ action: auditEvent.action }).from(auditEvent)).map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(['incidents.startNotify', 'incidents.saveNotifyStep', 'incidents.discardNotify']));
  });

  // incidents.md check 2
  it('opens one incident for each of two laws', async () => {
    const fileId = await walkToCheck(elin, ['nis2', 'gdpr']);
    const check = await elin.get(`/notify/${fileId}/check`);
    expect(check.text).toContain('2 incidents will be opened');
    await elin.post(`/notify/${fileId}/check`, { _version: versionOf(check) });
    const rows = await app.db.select().from(incident);
    expect(new Set(rows.map(({ reference }) => reference)).size).toBe(2);
    expect(new Set(rows.map(({ fileId: id }) => id))).toEqual(new Set([fileId]));
  });

  // incidents.md check 4
  it('never shows an empty sectors page and never skips a needed one', async () => {
    const fileId = await start(elin);
    const title = 'Lost laptop';
    const afterGdpr = await sendStep(elin, fileId, 'regulations', { title, regulations: ['gdpr'] });
    expect(locationOf(afterGdpr)).toBe(`/notify/${fileId}/contacts`);
    expect(locationOf(await elin.get(`/notify/${fileId}/sectors`))).toBe(`/notify/${fileId}/contacts`);
    await sendStep(elin, fileId, 'contacts', { ...person('primary'), same: 'yes' });
    await sendStep(elin, fileId, 'facts', moment('aware', '2026-03-05T08:00'));
    const afterBoth = await sendStep(elin, fileId, 'regulations', { title, regulations: ['gdpr', 'nis2'] });
    expect(locationOf(afterBoth)).toBe(`/notify/${fileId}/sectors`);
    expect(locationOf(await elin.get(`/notify/${fileId}/check`))).toBe(`/notify/${fileId}/sectors`);
    const sectors = await elin.get(`/notify/${fileId}/sectors`);
    const ticked = [...sectors.document.querySelectorAll('input[name=sectors][checked]')].map((box) => box.getAttribute('value'));
    expect(ticked).toEqual(['energy-electricity']);
    // Contacts and moments were kept, so the way leads straight to the check.
    expect(locationOf(await sendStep(elin, fileId, 'sectors', { sectors: ['energy-electricity'] }))).toBe(`/notify/${fileId}/check`);
    const back = await sendStep(elin, fileId, 'regulations', { title, regulations: ['gdpr'] });
    expect(locationOf(back)).toBe(`/notify/${fileId}/check`);
    expect((await elin.get(`/notify/${fileId}/check`)).text).toContain('One incident will be opened');
  });

  it('lets a couple without a procedure be left out, only when that is confirmed', async () => {
    await makeSecondRegulator(app, { procedureKey: 'nis2-significant-incident', slug: 'fin', sectors: ['banking'] });
    const fileId = await walkToCheck(elin, ['nis2'], { 'regulators.nis2': ['nca', 'fin'] });
    const check = await elin.get(`/notify/${fileId}/check`);
    expect(check.text).toContain('No procedure for this combination');
    const refused = await elin.post(`/notify/${fileId}/check`, { _version: versionOf(check) });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('For one choice there is no procedure');
    const box = check.document.querySelector('input[name=skipped]')?.getAttribute('value') ?? '';
    const opened = await elin.post(`/notify/${fileId}/check`, { _version: versionOf(refused), skipped: box });
    expect(locationOf(opened)).toBe(`/files/${fileId}`);
    expect((await app.db.select().from(incident)).map(({ regulatorId }) => regulatorId)).toEqual([country.cyber.id]);
  });

  it('answers a second click on the last page with the file that the first one opened', async () => {
    const fileId = await walkToCheck(elin, ['nis2']);
    const version = versionOf(await elin.get(`/notify/${fileId}/check`));
    const [first, second] = await Promise.all([1, 2].map(() => elin.post(`/notify/${fileId}/check`, { _version: version })));
    expect([first, second].map((reply) => reply && locationOf(reply))).toEqual([`/files/${fileId}`, `/files/${fileId}`]);
    const third = await elin.post(`/notify/${fileId}/check`, { _version: version });
    expect(locationOf(third)).toBe(`/files/${fileId}`);
    expect(locationOf(await elin.get(`/notify/${fileId}/contacts`))).toBe(`/files/${fileId}`);
    expect(await app.db.select().from(incident)).toHaveLength(1);
  });

  it('keeps what was typed when a colleague saved meanwhile', async () => {
    const fileId = await start(elin);
    const stale = versionOf(await elin.get(`/notify/${fileId}/regulations`));
    await sendStep(elin, fileId, 'regulations', { title: 'From the other window', regulations: ['gdpr'] });
    const late = await elin.post(`/notify/${fileId}/regulations`, { _version: stale, title: 'Mine', regulations: ['nis2'] });
    expect(late.status).toBe(409);
    expect(late.document.querySelector('input[name=title]')?.getAttribute('value')).toBe('Mine');
    expect((await fileRow(fileId))?.title).toBe('From the other window');
    const again = await elin.post(`/notify/${fileId}/regulations`, { _version: versionOf(late), title: 'Mine', regulations: ['nis2'] });
    expect(again.status).toBe(303);
    expect((await fileRow(fileId))?.title).toBe('Mine');
  });

  it('refuses to open what has changed since it was checked', async () => {
    const fileId = await walkToCheck(elin, ['nis2']);
    const checked = versionOf(await elin.get(`/notify/${fileId}/check`));
    await sendStep(elin, fileId, 'regulations', { title: 'Another title', regulations: ['nis2', 'gdpr'] });
    const late = await elin.post(`/notify/${fileId}/check`, { _version: checked });
    expect(late.status).toBe(409);
    expect(late.text).toContain('2 incidents will be opened');
    expect(await app.db.select().from(incident)).toHaveLength(0);
  });

  it('refuses a form that was opened for another operator', async () => {
    const second = await makeOperator(app.db, { name: 'Other Grid' });
    const reply = await elin.post('/notify', { _organisation: second.id });
    expect(reply.status).toBe(409);
    expect(await app.db.select().from(incidentFile)).toHaveLength(0);
  });

  it('shows no draft and no file to another operator or to a regulator', async () => {
    const fileId = await walkToCheck(elin, ['nis2']);
    const stranger = await app.as(await makeOperatorAccount(app.db, await makeOperator(app.db)));
    const tomas = await app.as(country.tomas);
    for (const client of [stranger, tomas]) {
      for (const path of [`/notify/${fileId}/check`, `/notify/${fileId}/discard`]) {
        expect((await client.get(path)).status).toBe(404);
        expect((await client.post(path)).status).toBe(404);
      }
    }
    expect((await stranger.get('/notify')).text).not.toContain('Ransomware');
    expect((await fileRow(fileId))?.state).toBe('draft');
  });

  it('stores the moments as instants with their zone, and each law only what it asks for', async () => {
    const fileId = await walkToCheck(elin, ['nis2']);
    await sendStep(elin, fileId, 'facts', {
      ...moment('aware', '2026-03-05T09:30', 'Europe/Helsinki'),
      ...moment('occurred', '2026-03-04T23:00'),
    });
    await sendStep(elin, fileId, 'check', {});
    const facts = await app.db.select().from(incidentFact);
    expect(Object.fromEntries(facts.map(({ fact, at }) => [fact, at?.toString()]))).toEqual({
      aware: '2026-03-05T07:30:00Z',
      occurred: '2026-03-04T22:00:00Z',
    });
    expect(await fileRow(fileId)).toMatchObject({ zone: 'Europe/Helsinki' });
  });
});
