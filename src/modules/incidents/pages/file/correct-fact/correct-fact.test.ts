import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { languages } from '#platform/i18n/language.ts';
import { type Client, type TestApp, testApp } from '../../../../../testing/test-app.ts';
import { incidentPaths } from '../../../paths.ts';
import { incident, incidentFact } from '../../../schema/incident.ts';
import { type Country, makeCountry, openFile } from '../../../testing/factories.ts';

describe('correcting a date of an own incident', () => {
  let app: TestApp;
  let country: Country;
  let elin: Client;
  let fileId: string;
  let incidents: Record<string, string>;
  let address: string;

  beforeEach(async () => {
    app = await testApp();
    country = await makeCountry(app);
    elin = await app.as(country.elin);
    ({ fileId, incidents } = await openFile(app, country.elin, { laws: ['nis2', 'gdpr'], facts: { aware: '2026-03-05T07:00:00Z' } }));
    address = incidentPaths.correctOwnFact.link({ params: { fileId, incidentId: incidents.nis2 ?? '' } });
  });

  const fieldsOf = (document: Document) =>
    Object.fromEntries(
      [...document.querySelectorAll('main form input:not([type=checkbox]):not([type=radio]), main form textarea')]
        .map((field) => [field.getAttribute('name') ?? '', field.getAttribute('value') ?? ''])
        .concat(
          [...document.querySelectorAll('main form select')].map((select) => [
            select.getAttribute('name') ?? '',
            select.querySelector('option[selected]')?.getAttribute('value') ?? '',
          ]),
        )
        .filter(([name]) => name !== '_csrf'),
    ) as Record<string, string>;
  const awareOf = async (law: string) => {
    const rows = await app.db
      .select()
      .from(incidentFact)
      .where(eq(incidentFact.incidentId, incidents[law] ?? ''));
    return rows.find((row) => row.fact === 'aware' && row.supersededAt === null)?.at?.toString();
  };
  const open = async () => fieldsOf((await elin.get(`${address}?fact=aware`)).document);

  it('lists the dates, opens one filled in, and speaks four languages', async () => {
    const list = await elin.get(address);
    expect(list.document.querySelector(`a[href$="fact=aware"]`)?.textContent).toContain('Correct');
    expect(await open()).toMatchObject({
      'at.day': '5',
      'at.month': '3',
      'at.hour': '08',
      'at.minute': '00',
    });
    for (const language of languages) expect((await (await app.as(country.elin, language)).get(`${address}?fact=aware`)).status).toBe(200);
  });

  it('saves with a reason, then asks which other incidents of the file to correct', async () => {
    const fields = { ...(await open()), 'at.hour': '09', 'at.minute': '30', reason: 'Found in the log' };
    const saved = await elin.post(address, fields);
    expect(saved.status).toBe(303);
    expect(await awareOf('nis2')).toBe('2026-03-05T08:30:00Z');
    expect(await awareOf('gdpr')).toBe('2026-03-05T07:00:00Z');
    const asked = await elin.get(String(saved.headers.location));
    expect(asked.text).toContain('Correct it in the other notifications too?');
    expect(asked.text).toContain('GDPR');
    const done = await elin.post(address, { ...fieldsOf(asked.document), incident: incidents.gdpr ?? '' });
    expect(done.headers.location).toBe(incidentPaths.file.link({ params: { fileId } }));
    expect(await awareOf('gdpr')).toBe('2026-03-05T08:30:00Z');
    expect((await elin.get(incidentPaths.file.link({ params: { fileId } }))).text.match(/Reason: Found in the log/g)).toHaveLength(1);
  });

  it('keeps what was typed when it is refused', async () => {
    const wrong = await elin.post(address, { ...(await open()), 'at.day': '31', 'at.month': '2', reason: '' });
    expect(wrong.status).toBe(422);
    expect(wrong.document.querySelectorAll('.v-errors li')).toHaveLength(2);
    expect(fieldsOf(wrong.document)).toMatchObject({ 'at.day': '31', 'at.month': '2' });
    const order = await elin.post(address, { ...(await open()), fact: 'occurred', seen: '', 'at.hour': '09', reason: 'x' });
    expect(order.status).toBe(422);
    expect(order.text).toContain('“Aware” cannot be before “Started”.');
    expect(await awareOf('nis2')).toBe('2026-03-05T07:00:00Z');
  });

  it('shows both values when somebody else was faster', async () => {
    const fields = { ...(await open()), 'at.hour': '09', reason: 'Mine' };
    await elin.post(address, { ...fields, 'at.minute': '15', reason: 'Theirs' });
    const stale = await elin.post(address, { ...fields, 'at.minute': '30' });
    expect(stale.status).toBe(409);
    expect(stale.text).toContain('Stored now: Thursday 5 March 2026, 09:15');
    expect(fieldsOf(stale.document)['at.minute']).toBe('30');
    expect((await elin.post(address, { ...fieldsOf(stale.document), reason: 'Mine' })).status).toBe(303);
    expect(await awareOf('nis2')).toBe('2026-03-05T08:30:00Z');
  });

  it('is not there in another file, for a regulator, or for an incident of another file', async () => {
    const other = await openFile(app, country.elin);
    const mixed = incidentPaths.correctOwnFact.link({ params: { fileId: other.fileId, incidentId: incidents.nis2 ?? '' } });
    expect((await elin.get(mixed)).status).toBe(404);
    expect((await (await app.as(country.tomas)).get(address)).status).toBe(404);
  });

  it('offers nothing on a closed incident, and refuses a forged post', async () => {
    const fields = { ...(await open()), 'at.hour': '09', reason: 'x' };
    await app.db
      .update(incident)
      .set({ status: 'closed', outcome: 'handled', closedAt: app.clock.now() })
      .where(eq(incident.id, incidents.nis2 ?? ''));
    expect((await elin.get(`${address}?fact=aware`)).document.querySelector('main form')).toBeNull();
    expect((await elin.post(address, fields)).status).toBe(409);
  });
});
