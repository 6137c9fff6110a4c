/** Filling in and sending reports as people do it: page by page, without script. */
import { beforeEach, describe, expect, it } from 'vitest';
import { type Client, type Reply, type TestApp, testApp } from '../../../../testing/test-app.ts';
import { submission } from '../../schema/incident.ts';
import { draft } from '../../schema/reporting-side.ts';
import { type Country, makeCountry, openFile } from '../../testing/factories.ts';
import { formFields, reportIdOf } from './testing/forms.ts';

describe('a report from start to receipt', () => {
  let app: TestApp;
  let country: Country;
  let client: Client;
  let incidentId: string;
  let reportId: string;

  beforeEach(async () => {
    app = await testApp();
    country = await makeCountry(app);
    client = await app.as(country.elin);
    incidentId = (await openFile(app, country.elin)).incidents.nis2 ?? '';
    reportId = await reportIdOf(app, incidentId, 'early-warning');
  });

  const section = (name: string) => `/reports/${reportId}/sections/${name}`;
  const save = (name: string, page: Reply, typed: Record<string, string | string[]>) =>
    client.post(section(name), { ...formFields(page), ...typed, _next: 'on' });

  it('goes from the task list to the confirmation without script', async () => {
    const before = await client.get(`/reports/${reportId}`);
    expect(before.status).toBe(200);
    expect(before.text).toContain('Start this report');
    expect(await app.db.select().from(draft)).toEqual([]);
    expect((await client.post(`/reports/${reportId}`, { intent: 'start' })).status).toBe(303);
    const list = await client.get(`/reports/${reportId}`);
    expect(list.text).toContain('Dates and times');
    expect(list.text).toContain('2 of 6 sections complete');

    const event = await client.get(section('event'));
    expect(event.text).toContain('Early warning, section 2 of 6');
    const on = await save('event', event, {
      description: 'Meters are unreadable.',
      'services-affected': 'Remote meter reading',
      'service-state.option': 'degraded',
    });
    expect(on.headers.location).toBe(section('suspicion'));
    // A condition that comes true on this page shows its question before going on (interface.md 7.5).
    const suspicion = await client.get(section('suspicion'));
    const shown = await save('suspicion', suspicion, { 'malicious.option': 'no', 'cross-border.option': 'yes' });
    expect(shown.status).toBe(422);
    const after = await client.get(section('suspicion'));
    expect(after.document.querySelector('[data-question="countries"]')?.hasAttribute('hidden')).toBe(false);
    expect(after.document.querySelector('[data-question="malicious-details"]')?.hasAttribute('hidden')).toBe(true);
    expect((await save('suspicion', after, { countries: ['BE', 'FR'] })).headers.location).toBe(section('response'));
    const response = await client.get(section('response'));
    expect((await save('response', response, { measures: 'Isolated the head-end.' })).headers.location).toBe(section('impacts'));
    expect((await save('impacts', await client.get(section('impacts')), { impacts: 'severe-disruption' })).headers.location).toBe(
      section('contacts'),
    );
    expect((await save('contacts', await client.get(section('contacts')), {})).headers.location).toBe(`/reports/${reportId}/check`);

    const check = await client.get(`/reports/${reportId}/check`);
    expect(check.text).toContain('Belgium');
    expect(check.text).toContain('Send “Early warning” to National Cybersecurity Authority');
    const sent = await client.post(`/reports/${reportId}/check`, { ...formFields(check), confirmed: 'yes' });
    expect(sent.headers.location).toBe(`/reports/${reportId}/sent`);
    const done = await client.get(`/reports/${reportId}/sent`);
    const [version] = await app.db.select().from(submission);
    expect(done.text).toContain(version?.contentSha256);
    expect(done.text).toContain('version 1');
    expect(done.text).toContain('Incident notification');
    expect(await app.db.select().from(draft)).toEqual([]);
  });
});
