import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { languages } from '#platform/i18n/language.ts';
import { Temporal } from '#platform/time/temporal.ts';
import { type Client, type Reply, type TestApp, testApp } from '../../../../testing/test-app.ts';
import { incident } from '../../schema/incident.ts';
import { incidentFile } from '../../schema/reporting-side.ts';
import { type Country, makeCountry } from '../../testing/factories.ts';
import { type Fields, moment, person, sendStep, start, walkToCheck } from './testing/walk.ts';

describe('what people type on the pages of notify', () => {
  let app: TestApp;
  let country: Country;
  let elin: Client;

  beforeEach(async () => {
    app = await testApp();
    country = await makeCountry(app);
    elin = await app.as(country.elin);
  });

  const typedIn = (reply: Reply, name: string) => reply.document.querySelector(`input[name="${name}"]`)?.getAttribute('value');
  const errorsOf = (reply: Reply) =>
    [...reply.document.querySelectorAll('.v-errors a')].map((link) => [link.getAttribute('href'), link.textContent]);

  it('asks for what is missing, field by field, with a way to each', async () => {
    const fileId = await start(elin);
    const empty = await sendStep(elin, fileId, 'regulations', { title: ' ' });
    expect(empty.status).toBe(422);
    expect(empty.document.title).toMatch(/^Error: /);
    expect(errorsOf(empty)).toEqual([
      ['#f-title', 'Give the incident a short title'],
      ['#f-regulations', 'Choose at least one regulation'],
    ]);
    for (const [href] of errorsOf(empty)) expect(empty.document.querySelector(href ?? '')).not.toBeNull();
    expect(await app.db.select().from(incident)).toHaveLength(0);
  });

  it('refuses regulations, regulators and sectors that are not offered, and keeps the rest', async () => {
    const fileId = await start(elin);
    const title = 'Forged';
    const law = await sendStep(elin, fileId, 'regulations', { title, regulations: ['nis2', 'no-such-act'] });
    expect(law.status).toBe(422);
    expect(typedIn(law, 'title')).toBe(title);
    await sendStep(elin, fileId, 'regulations', { title, regulations: ['nis2'] });
    for (const sectors of [['no-such-sector'], ['energy'], [country.cyber.id], []]) {
      expect((await sendStep(elin, fileId, 'sectors', { sectors })).status).toBe(422);
    }
    const [row] = await app.db.select().from(incidentFile).where(eq(incidentFile.id, fileId));
    expect(row?.selection?.sectors).toEqual([]);
  });

  it('keeps 100,000 characters on the page and out of the database', async () => {
    const fileId = await start(elin);
    const long = 'x'.repeat(100_000);
    const title = await sendStep(elin, fileId, 'regulations', { title: long, regulations: ['gdpr'] });
    expect(title.status).toBe(422);
    expect(typedIn(title, 'title')).toBe(long);
    expect(title.text).toContain('Shorten the text to 200 characters; it has 100,000. Nothing was lost.');
    await sendStep(elin, fileId, 'regulations', { title: 'Short', regulations: ['gdpr'] });
    const contact = await sendStep(elin, fileId, 'contacts', { ...person('primary', { 'primary.lastName': long }), same: 'yes' });
    expect(contact.status).toBe(422);
    expect(typedIn(contact, 'primary.lastName')).toBe(long);
  });

  it('shows hostile text as text', async () => {
    const hostile = `<script>alert(1)</script>"'><img src=x onerror=alert(2)>`;
    const fileId = await walkToCheck(elin, ['nis2'], { title: hostile });
    await sendStep(elin, fileId, 'contacts', {
      ...person('primary', { 'primary.firstName': hostile.slice(0, 60), 'primary.jobTitle': '{{constructor}} =1+1' }),
      same: 'yes',
      ownReference: hostile,
    });
    for (const path of ['/notify', `/notify/${fileId}/regulations`, `/notify/${fileId}/check`, `/notify/${fileId}/discard`]) {
      const page = await elin.get(path);
      expect(page.status).toBe(200);
      expect(page.body).not.toContain('<script>alert');
      expect(page.body).not.toContain('<img src=x');
      expect(page.text).toContain(path.endsWith('regulations') ? 'Short title' : hostile);
    }
  });

  it('asks first whether the technical contact is the same person', async () => {
    const fileId = await start(elin);
    await sendStep(elin, fileId, 'regulations', { title: 'Meters', regulations: ['gdpr'] });
    const first = await elin.get(`/notify/${fileId}/contacts`);
    expect(typedIn(first, 'primary.firstName')).toBe('Elin');
    expect(typedIn(first, 'primary.email')).toBe(country.elin.kind === 'account' ? country.elin.email : '');
    expect(first.text).toContain('Norvane Grid');
    expect(first.document.querySelector('input[name=organisation]')).toBeNull();
    const unanswered = await sendStep(elin, fileId, 'contacts', person('primary'));
    expect(errorsOf(unanswered).map(([href]) => href)).toEqual(['#f-same']);
    const incomplete = await sendStep(elin, fileId, 'contacts', { ...person('primary'), same: 'no', 'technical.email': 'not an address' });
    expect(errorsOf(incomplete).map(([href]) => href)).toEqual(
      ['firstName', 'lastName', 'email', 'phone'].map((field) => `#f-technical.${field}`),
    );
    // Typed, but switched off again: it does not count.
    await sendStep(elin, fileId, 'contacts', { ...person('primary'), ...person('technical', { 'technical.phone': 'none' }), same: 'yes' });
    const [row] = await app.db.select().from(incidentFile).where(eq(incidentFile.id, fileId));
    expect(Object.keys(row?.selection?.contacts ?? {})).toEqual(['primary']);
  });

  describe('moments', () => {
    const send = async (fields: Fields) => {
      const fileId = await start(elin);
      await sendStep(elin, fileId, 'regulations', { title: 'Meters', regulations: ['gdpr'] });
      await sendStep(elin, fileId, 'contacts', { ...person('primary'), same: 'yes' });
      return sendStep(elin, fileId, 'facts', fields);
    };
    const stored = async () => (await app.db.select().from(incidentFile))[0]?.selection?.facts.aware?.at;

    it.each([
      ['an impossible date', moment('aware', '2026-02-30T10:00'), 'This date does not exist'],
      ['an impossible time', moment('aware', '2026-03-02T25:00'), 'This time does not exist'],
      ['letters', { ...moment('aware', '2026-03-02T10:00'), 'aware.hour': 'ten' }, 'Enter the hour in digits'],
      ['a short year', { ...moment('aware', '2026-03-02T10:00'), 'aware.year': '26' }, 'four digits'],
      ['a date alone', { ...moment('aware', '2026-03-02T10:00'), 'aware.hour': '', 'aware.minute': '' }, 'every part is needed'],
      ['an unknown zone', moment('aware', '2026-03-02T10:00', 'Mars/Olympus'), 'Choose a time zone'],
      ['the hour that clocks skip', moment('aware', '2025-03-30T02:30'), 'the clocks went forward'],
      ['the future', moment('aware', '2026-03-05T10:06'), 'This moment is in the future'],
      ['nothing', {}, 'Enter when you became aware of the incident'],
      [
        'the end before the start',
        { ...moment('aware', '2026-03-05T08:00'), ...moment('occurred', '2026-03-04T10:00'), ...moment('resolved', '2026-03-03T10:00') },
        '“Resolution” cannot be before “Start of the incident”',
      ],
    ])('refuses %s with a sentence of its own, and keeps what was typed', async (_name, fields, sentence) => {
      const reply = await send(fields);
      expect(reply.status).toBe(422);
      expect(reply.text).toContain(sentence);
      const typed = fields as Fields;
      if (typed['aware.day']) expect(typedIn(reply, 'aware.day')).toBe(typed['aware.day']);
      expect(await stored()).toBeUndefined();
    });

    it('asks which of two equal times is meant', async () => {
      const reply = await send(moment('aware', '2025-10-26T02:30'));
      expect(reply.status).toBe(422);
      expect(reply.text).toContain('This time occurred twice');
      expect(reply.text).toContain('The first: Sunday 26 October 2025, 02:30 CEST');
      expect(reply.text).toContain('The second: Sunday 26 October 2025, 02:30 CET');
      expect((await send({ ...moment('aware', '2025-10-26T02:30'), 'aware.repeated': 'later' })).status).toBe(303);
      const rows = (await app.db.select().from(incidentFile)).flatMap(({ selection }) => selection?.facts.aware?.at ?? []);
      expect(rows).toEqual(['2025-10-26T01:30:00Z']);
    });

    it('forgives a clock that is five minutes fast, and says the moment back in words', async () => {
      expect((await send(moment('aware', '2026-03-05T10:05'))).status).toBe(303);
      expect(await stored()).toBe('2026-03-05T09:05:00Z');
      const [row] = await app.db.select().from(incidentFile);
      const again = await elin.get(`/notify/${row?.id}/facts`);
      expect(again.text).toContain('That is Thursday 5 March 2026, 10:05 CET.');
      expect(again.text).toContain('Time zone: Europe/Luxembourg (CET).');
    });
  });

  it.each(languages)('speaks %s on every page, and needs no script', async (language) => {
    const client = await app.as(country.elin, language);
    const fileId = await walkToCheck(client, ['nis2', 'gdpr']);
    const paths = ['regulations', 'sectors', 'contacts', 'facts', 'check'].map((step) => `/notify/${fileId}/${step}`);
    for (const path of ['/notify', ...paths, `/notify/${fileId}/discard`, '/start/nis2', '/start/gdpr']) {
      const page = await client.get(path);
      expect(page.status, path).toBe(200);
      expect(page.document.documentElement.getAttribute('lang')).toBe(language);
      expect(page.document.querySelectorAll('h1')).toHaveLength(1);
      expect(page.text).not.toMatch(/\b(notify|start|incidents)\.[a-z]+\.[a-zA-Z.]+/);
      for (const button of page.document.querySelectorAll('main button:not([hidden])')) expect(button.getAttribute('type')).toBe('submit');
    }
  });

  it('computes the first deadline as the incident will have it', async () => {
    const fileId = await walkToCheck(elin, ['nis2', 'gdpr']);
    const shown = [...(await elin.get(`/notify/${fileId}/check`)).document.querySelectorAll('deadline-clock')].map((clock) =>
      Number(clock.getAttribute('due')),
    );
    await sendStep(elin, fileId, 'check', {});
    const stored = (await app.db.select().from(incident)).map(({ nextDueAt }) => nextDueAt?.epochMilliseconds);
    expect(shown.sort()).toEqual(stored.sort());
    expect(stored).toContain(Temporal.Instant.from('2026-03-06T07:00:00Z').epochMilliseconds);
  });
});
