import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { regulator } from '#modules/governance/schema.ts';
import { type TestApp, testApp } from '../../../../testing/test-app.ts';
import { procedure } from '../../schema/definitions.ts';
import { type Country, makeCountry } from '../../testing/factories.ts';

describe('start page of a regulation', () => {
  let app: TestApp;
  let country: Country;

  beforeEach(async () => {
    app = await testApp();
    country = await makeCountry(app);
    await app.db.update(regulator).set({ phone: '+352 80 05 51 12' }).where(eq(regulator.id, country.cyber.id));
  });

  it('tells anybody by when to report, from the procedure, and whom to call', async () => {
    const page = await app.anonymous().get('/start/nis2');
    expect(page.status).toBe(200);
    expect(page.text).toContain('24 hours after you became aware of the incident');
    expect(page.text).toContain('72 hours after you became aware of the incident');
    expect(page.text).toContain('1 month after the report “Incident notification” was first submitted');
    expect(page.text).toContain('Trust services: 24 hours after you became aware of the incident. Art. 23(4), second subparagraph');
    expect(page.text).toContain(
      'Still being handled at that time? Then the report “Progress report” is due instead (Art. 23(4)(e)), and this one 1 month after the incident was resolved.',
    );
    expect(page.text).toContain('we take the earlier, safe reading');
    expect(page.text).not.toContain('Unofficial translation');
    for (const [language, words] of [
      ['fr', 'Traduction non officielle'],
      ['de', 'Nichtamtliche Übersetzung'],
      ['nl', 'Onofficiële vertaling'],
    ] as const)
      expect((await (await app.as(country.elin, language)).get('/start/nis2')).text).toContain(words);
    expect(page.text).toContain('National law prevails');
    expect(page.document.querySelector('a[href="tel:+35280055112"]')).not.toBeNull();
    expect(page.document.querySelector('a[href="/start/gdpr"]')).not.toBeNull();
    const gdpr = await app.anonymous().get('/start/gdpr');
    expect(gdpr.text).toContain('72 hours after you became aware of the incident');
    expect(gdpr.text).toContain('The sector does not matter.');
    expect(gdpr.text).toContain('The regulator may also ask for: Additional information (Art. 31 and 58(1)(a)).');
    expect(gdpr.text).toContain('You may add at any time, on your own initiative: Additional information (Art. 33(4)).');
  });

  it('leads on through sign-in, with the regulation ticked', async () => {
    const link = (await app.anonymous().get('/start/nis2')).document.querySelector('main a.btn-primary')?.getAttribute('href') ?? '';
    expect(link).toBe('/notify?regulation=nis2');
    expect((await app.anonymous().get(link)).headers.location).toContain(`next=${encodeURIComponent(link)}`);
    const elin = await app.as(country.elin);
    const chosen = (await elin.get(link)).document.querySelector('input[name=regulation]')?.getAttribute('value') ?? '';
    const draft = await elin.post('/notify', { regulation: chosen });
    const first = await elin.get(String(draft.headers.location));
    const ticked = [...first.document.querySelectorAll('input[name=regulations][checked]')].map((box) => box.getAttribute('value'));
    expect(ticked).toEqual(['nis2']);
    expect((await (await app.as(country.tomas)).get('/start/nis2')).document.querySelector('main a.btn-primary')).toBeNull();
  });

  // incidents.md check 1
  it('does not exist for an unknown regulation, or one without an active procedure', async () => {
    expect((await app.anonymous().get('/start/eecc')).status).toBe(404);
    await app.db.update(procedure).set({ active: false }).where(eq(procedure.key, 'gdpr-data-breach'));
    expect((await app.anonymous().get('/start/gdpr')).status).toBe(404);
    expect((await app.anonymous().get('/start/nis2')).text).not.toContain('GDPR');
  });
});
