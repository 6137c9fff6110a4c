import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeOperatorAccount } from '#modules/governance/testing/factories.ts';
import type { AccountActor } from '#platform/context/actor.ts';
import { newId } from '#platform/db/ids.ts';
import { type Client, type TestApp, testApp } from '../../../../../testing/test-app.ts';
import { incident } from '../../../schema/incident.ts';
import { draft, draftAnswer, draftPart } from '../../../schema/reporting-side.ts';
import { type Country, makeCountry, openFile, submitStage } from '../../../testing/factories.ts';
import { formFields, reportIdOf, sectionForm } from '../testing/forms.ts';

describe('a section of a report', () => {
  let app: TestApp;
  let country: Country;
  let elin: Client;
  let noor: AccountActor;
  let incidentId: string;
  let reportId: string;

  beforeEach(async () => {
    app = await testApp();
    country = await makeCountry(app);
    noor = await makeOperatorAccount(app.db, country.operator, { name: 'Noor Peeters' });
    elin = await app.as(country.elin);
    incidentId = (await openFile(app, country.elin)).incidents.nis2 ?? '';
    reportId = await reportIdOf(app, incidentId, 'early-warning');
    await elin.post(`/reports/${reportId}`, { intent: 'start' });
  });

  const url = (section: string) => `/reports/${reportId}/sections/${section}`;
  const stored = async (key: string) => {
    const rows = await app.db.select().from(draftAnswer).where(eq(draftAnswer.questionKey, key));
    return rows[0]?.value;
  };
  const autosave = async (client: Client, section: string, fields: Record<string, string | string[]>) => {
    const reply = await client.post(url(section), fields, { accept: 'application/json' });
    return { status: reply.status, body: JSON.parse(reply.body) };
  };

  it('stores a text that is too long and says so', async () => {
    const text = 'x'.repeat(100_000);
    const reply = await sectionForm(elin, reportId, 'event', { description: text });
    expect(reply.status).toBe(422);
    expect(reply.text).toContain('Nothing was lost');
    expect(reply.document.querySelector('textarea')?.textContent).toHaveLength(100_000);
    expect(await stored('description')).toHaveLength(100_000);
    expect((await elin.get(`/reports/${reportId}/check`)).text).toContain('Shorten the text');
  });

  it('shows hostile text as text, everywhere', async () => {
    const hostile = "<script>alert(1)</script> {count} &amp; ' or 1=1 --";
    await sectionForm(elin, reportId, 'event', { description: hostile, 'services-affected': hostile, 'service-state.option': 'degraded' });
    const check = await elin.get(`/reports/${reportId}/check`);
    expect(check.text).toContain(hostile);
    for (const { body } of [check, await elin.get(url('event'))]) {
      expect(body).not.toContain('<script>alert');
      expect(body).toContain('&lt;script>alert(1)&lt;/script>');
    }
  });

  it('leads from the summary to the field of every problem', async () => {
    const reply = await sectionForm(elin, reportId, 'event', { description: '' });
    expect(reply.status).toBe(422);
    expect(reply.document.querySelector('title')?.textContent).toContain('Error:');
    const links = [...reply.document.querySelectorAll('.v-errors a')].map((link) => link.getAttribute('href') ?? '');
    expect(links).toEqual(['#f-description']);
    for (const link of links) expect(reply.document.getElementById(link.slice(1))).not.toBeNull();
    // Going back to the list never asks for completeness.
    expect((await sectionForm(elin, reportId, 'event', { description: 'Started', _next: 'list' })).headers.location).toBe(
      `/reports/${reportId}`,
    );
  });

  // incidents.md check 16
  it('refuses impossible and ill-ordered dates and keeps what was typed', async () => {
    const day = (name: string, [d, m, y, h, min]: string[]) => ({
      [`fact.${name}.day`]: d ?? '',
      [`fact.${name}.month`]: m ?? '',
      [`fact.${name}.year`]: y ?? '',
      [`fact.${name}.hour`]: h ?? '',
      [`fact.${name}.minute`]: min ?? '',
    });
    const cases: [Record<string, string>, string][] = [
      [day('occurred', ['31', '2', '2026', '10', '00']), 'This date does not exist'],
      [day('occurred', ['29', '3', '2026', '02', '30']), 'the clocks went forward'],
      [day('occurred', ['26', '10', '2025', '02', '30']), 'occurred twice'],
      [day('occurred', ['6', '3', '2026', '10', '00']), 'is in the future'],
      [{ ...day('occurred', ['5', '3', '2026', '07', '30']), ...day('detected', ['5', '3', '2026', '07', '00']) }, 'cannot be before'],
      [{ ...day('detected', ['5', '3', '2026', '07', '00']), ...day('resolved', ['5', '3', '2026', '06', '00']) }, 'cannot be before'],
    ];
    for (const [typed, sentence] of cases) {
      const blank = { ...day('occurred', []), ...day('detected', []), ...day('resolved', []) };
      const reply = await sectionForm(elin, reportId, 'dates', { ...blank, ...typed });
      expect(reply.status, sentence).toBe(422);
      expect(reply.text).toContain(sentence);
      const [name, value] = Object.entries(typed)[0] ?? [];
      expect(reply.document.querySelector(`[name="${name}"]`)?.getAttribute('value')).toBe(value);
    }
    const twice = await sectionForm(elin, reportId, 'dates', {
      ...day('occurred', ['26', '10', '2025', '02', '30']),
      'fact.occurred.repeated': 'later',
      ...day('detected', []),
      ...day('resolved', []),
    });
    expect(twice.status).toBe(303);
    const [part] = await app.db.select().from(draftPart);
    expect(part?.value).toMatchObject({ occurred: { at: '2025-10-26T01:30:00Z' } });
  });

  // incidents.md check 16
  it('keeps awareness as it was notified, whatever is posted', async () => {
    const forged = {
      'fact.aware.day': '1',
      'fact.aware.month': '3',
      'fact.aware.year': '2026',
      'fact.aware.hour': '1',
      'fact.aware.minute': '0',
    };
    const page = await elin.get(url('dates'));
    expect(page.document.querySelector('[name="fact.aware.day"]')).toBeNull();
    expect((await sectionForm(elin, reportId, 'dates', forged)).status).toBe(303);
    const parts = await app.db.select().from(draftPart);
    expect(parts.every(({ value }) => !Object.hasOwn(Object(value), 'aware'))).toBe(true);
  });

  // incidents.md check 17
  it('asks a dependent mandatory question only while it is triggered, and keeps a hidden answer in the draft', async () => {
    const typed = { 'malicious.option': 'no', 'cross-border.option': 'yes', countries: ['BE'] };
    expect((await sectionForm(elin, reportId, 'suspicion', typed)).status).toBe(303);
    expect((await sectionForm(elin, reportId, 'suspicion', { 'cross-border.option': 'no' })).status).toBe(303);
    expect(await stored('countries')).toEqual(['BE']);
    expect((await elin.get(`/reports/${reportId}/check`)).text).not.toContain('Belgium');
    await sectionForm(elin, reportId, 'suspicion', { 'cross-border.option': 'yes', _next: 'list' });
    expect((await elin.get(`/reports/${reportId}/check`)).text).toContain('Belgium');
    expect((await sectionForm(elin, reportId, 'suspicion', { countries: [] })).status).toBe(422);
  });

  it('autosaves a section as it is, and says what the form has to remember', async () => {
    const fields = formFields(await elin.get(url('event')));
    const first = await autosave(elin, 'event', { ...fields, description: 'First words' });
    expect(first).toMatchObject({ status: 200, body: { state: 'saved', savedAt: '10:00', conflicts: [] } });
    const token = first.body.tokens.description;
    expect(token).not.toBe(fields['_v.description']?.[0]);
    const second = await autosave(elin, 'event', { ...fields, description: 'First words and more', '_v.description': token });
    expect(second.status).toBe(200);
    expect(await stored('description')).toBe('First words and more');
    // A half-typed date is neither stored nor an error.
    const dates = formFields(await elin.get(url('dates')));
    expect((await autosave(elin, 'dates', { ...dates, 'fact.occurred.day': '3' })).body.state).toBe('partial');
  });

  // incidents.md 3.14
  it('shows both texts when two people changed the same answer, and lets one choose', async () => {
    const other = await app.as(noor);
    const mine = formFields(await elin.get(url('event')));
    const theirs = await sectionForm(elin, reportId, 'event', {
      description: 'Text of the other tab',
      'services-affected': 'Billing',
      _next: 'list',
    });
    expect(theirs.status).toBe(303);
    // Autosave of the stale tab: 409, nothing overwritten, and the answer that only this tab changed is stored.
    const stale = await autosave(elin, 'event', { ...mine, description: 'My text', 'service-state.option': 'degraded' });
    expect(stale.status).toBe(409);
    expect(stale.body).toMatchObject({ state: 'conflict', conflicts: [{ key: 'description' }] });
    expect(await stored('description')).toBe('Text of the other tab');
    expect(await stored('services-affected')).toBe('Billing');
    expect(await stored('service-state')).toEqual({ option: 'degraded' });
    const page = await elin.post(url('event'), { ...mine, description: 'My text', 'service-state.option': 'degraded', _next: 'on' });
    expect(page.status).toBe(409);
    expect(page.text).toContain('Text of the other tab');
    expect(page.document.querySelector('textarea')?.textContent).toBe('My text');
    const chosen = { ...formFields(page), '_keep.description': 'mine', _next: 'list' };
    expect((await elin.post(url('event'), chosen)).status).toBe(303);
    expect(await stored('description')).toBe('My text');
    const again = await elin.post(url('event'), { ...mine, description: 'Third', _next: 'on' });
    expect((await elin.post(url('event'), { ...formFields(again), '_keep.description': 'theirs', _next: 'list' })).status).toBe(303);
    expect(await stored('description')).toBe('My text');
    expect((await other.get(url('event'))).text).toContain('Elin Marchetti is editing this draft');
  });

  it('says who is editing, refuses a second editor and lets them take over', async () => {
    const other = await app.as(noor);
    const fields = formFields(await elin.get(url('event')));
    const reading = await other.get(url('event'));
    expect(reading.text).toContain('Elin Marchetti is editing this draft');
    expect(reading.document.querySelector('textarea')).toBeNull();
    const refused = await other.post(url('event'), { ...fields, description: 'From the second tab', _next: 'on' });
    expect(refused.status).toBe(409);
    expect(refused.document.querySelector('textarea')?.textContent).toBe('From the second tab');
    expect(await stored('description')).toBeUndefined();
    expect((await other.post(`/reports/${reportId}`, { intent: 'takeOver' })).status).toBe(303);
    expect((await sectionForm(other, reportId, 'event', { description: 'Noor writes', _next: 'list' })).status).toBe(303);
    const late = await autosave(elin, 'event', { ...fields, description: 'Elin writes' });
    expect(late).toMatchObject({ status: 409, body: { code: 'report.editedBy', values: { name: 'Noor Peeters' } } });
    app.clock.advance({ minutes: 6 });
    expect((await elin.get(url('event'))).document.querySelector('textarea')?.textContent).toBe('Noor writes');
  });

  // incidents.md check 14, the operator's part
  it('loses nothing typed when the incident is closed meanwhile', async () => {
    await sectionForm(elin, reportId, 'event', { description: 'Kept in the draft', _next: 'list' });
    const fields = formFields(await elin.get(url('event')));
    await app.db.update(incident).set({ status: 'closed', outcome: 'handled', closedAt: app.clock.now() });
    const refused = await elin.post(url('event'), { ...fields, description: 'Typed too late', _next: 'on' });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('This incident was closed meanwhile');
    expect(refused.document.querySelector('textarea')?.textContent).toBe('Typed too late');
    const readable = await elin.get(url('event'));
    expect(readable.text).toContain('Kept in the draft');
    expect(readable.document.querySelector('textarea')).toBeNull();
    const sent = await elin.post(`/reports/${reportId}/check`, { base: '0', key: newId(), confirmed: 'yes' });
    expect(sent.status).toBe(409);
    expect((await elin.post(`/reports/${reportId}`, { intent: 'start' })).status).toBe(409);
    expect((await elin.post(`/reports/${reportId}/discard`)).status).toBe(303);
    expect(await app.db.select().from(draft)).toEqual([]);
  });

  it('adds and removes rows of a group without script', async () => {
    await elin.post(`/reports/${reportId}/discard`);
    await submitStage(app, country.elin, incidentId, 'early-warning');
    const next = await reportIdOf(app, incidentId, 'incident-notification');
    await elin.post(`/reports/${next}`, { intent: 'start' });
    await sectionForm(elin, next, 'cause', { 'indicators-available.option': 'yes', _next: 'list' });
    const address = `/reports/${next}/sections/cause`;
    const blank = await elin.get(address);
    const names = [...blank.document.querySelectorAll('[name^="indicators.0."]')].map((field) => field.getAttribute('name') ?? '');
    const text = names.find((name) => name.endsWith('.value')) ?? names.at(-1) ?? '';
    const added = await elin.post(address, { ...formFields(blank), [text]: '203.0.113.7', _addRow: 'indicators' });
    expect(added.headers.location).toBe(`${address}?add=indicators#f-indicators`);
    const two = await elin.get(`${address}?add=indicators`);
    expect(two.document.querySelectorAll('[id^="f-indicators-row-"]')).toHaveLength(2);
    await elin.post(address, { ...formFields(two), [text.replace('.0.', '.1.')]: '198.51.100.9', _next: 'list' });
    expect((await stored('indicators')) as unknown[]).toHaveLength(2);
    await elin.post(address, { ...formFields(await elin.get(address)), _removeRow: 'indicators.0' });
    expect(JSON.stringify(await stored('indicators'))).toContain('198.51.100.9');
    expect((await stored('indicators')) as unknown[]).toHaveLength(1);
  });

  // incidents.md check 25
  it('keeps two reports in two tabs apart, and resumes after the session is gone', async () => {
    const second = await openFile(app, country.elin, { title: 'Another incident' });
    const otherId = await reportIdOf(app, second.incidents.nis2 ?? '', 'early-warning');
    await elin.post(`/reports/${otherId}`, { intent: 'start' });
    const [one, two] = [formFields(await elin.get(url('event'))), formFields(await elin.get(`/reports/${otherId}/sections/event`))];
    await elin.post(`/reports/${otherId}/sections/event`, { ...two, description: 'Second incident', _next: 'list' });
    await elin.post(url('event'), { ...one, description: 'First incident', _next: 'list' });
    const again = await app.as(country.elin);
    expect((await again.get(url('event'))).document.querySelector('textarea')?.textContent).toBe('First incident');
    expect((await again.get(`/reports/${otherId}/sections/event`)).document.querySelector('textarea')?.textContent).toBe('Second incident');
  });
});
