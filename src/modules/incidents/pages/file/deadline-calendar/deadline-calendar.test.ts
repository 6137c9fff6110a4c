import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeOperator, makeOperatorAccount } from '#modules/governance/testing/factories.ts';
import { Temporal } from '#platform/time/temporal.ts';
import { type Client, type TestApp, testApp } from '../../../../../testing/test-app.ts';
import { incidentPaths } from '../../../paths.ts';
import { incidentFact } from '../../../schema/incident.ts';
import { correctFact } from '../../../services/correct-fact.ts';
import { type Country, makeCountry, openFile } from '../../../testing/factories.ts';

// interface.md B6
describe('the deadlines of an incident file, for a calendar', () => {
  let app: TestApp;
  let country: Country;
  let elin: Client;

  beforeEach(async () => {
    app = await testApp();
    country = await makeCountry(app);
    elin = await app.as(country.elin);
  });

  const address = (fileId: string) => incidentPaths.fileCalendar.link({ params: { fileId } });
  /** The lines of the file, each as long as it was written: long ones are folded (RFC 5545 section 3.1). */
  const read = async (fileId: string) => (await elin.get(address(fileId))).body.trimEnd().replaceAll('\r\n ', '').split('\r\n');
  const valuesOf = (lines: readonly string[], name: string) =>
    lines.filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1));

  it('names each report that is due and its moment, and nothing of what happened', async () => {
    const { fileId } = await openFile(app, country.elin, { laws: ['nis2', 'gdpr'], facts: { aware: '2026-03-05T07:00:00Z' } });
    const reply = await elin.get(address(fileId));
    expect(reply.status).toBe(200);
    expect(reply.headers['content-type']).toBe('text/calendar; charset=utf-8');
    expect(reply.headers['content-disposition']).toMatch(/^attachment; filename="Deadlines_[\w-]+\.ics"$/);
    const lines = await read(fileId);
    expect([lines[0], lines.at(-1)]).toEqual(['BEGIN:VCALENDAR', 'END:VCALENDAR']);
    expect(valuesOf(lines, 'DTSTART')).toEqual(['20260306T070000Z', '20260308T070000Z', '20260308T070000Z']);
    const summaries = valuesOf(lines, 'SUMMARY');
    expect(summaries[0]).toMatch(/^Early warning due \(NIS2\\, /);
    expect(summaries.slice(1).sort()).toEqual([
      expect.stringMatching(/^Breach notification/),
      expect.stringMatching(/^Incident notification/),
    ]);
    const [page] = valuesOf(lines, 'URL;VALUE=URI');
    expect(page).toMatch(new RegExp(`^http.*/files/${fileId}$`));
    const title = (await elin.get(incidentPaths.file.link({ params: { fileId } }))).document.querySelector('h1')?.textContent ?? '?';
    expect(reply.body).not.toContain(title);
  });

  it('moves an entry that a calendar has already, instead of adding another', async () => {
    const { fileId, incidents } = await openFile(app, country.elin, { facts: { aware: '2026-03-05T07:00:00Z' } });
    const before = await read(fileId);
    const [seen] = await app.db.select().from(incidentFact).where(eq(incidentFact.fact, 'aware'));
    await correctFact(app.ctx(country.elin), {
      incidentId: incidents.nis2 ?? '',
      fact: 'aware',
      at: Temporal.Instant.from('2026-03-05T06:00:00Z'),
      zone: 'Europe/Luxembourg',
      reason: 'Noticed by the night shift',
      seenFactId: seen?.id ?? null,
    });
    const after = await read(fileId);
    expect(valuesOf(after, 'UID')).toEqual(valuesOf(before, 'UID'));
    expect(valuesOf(after, 'DTSTART')[0]).toBe('20260306T060000Z');
  });

  it('rings before a deadline, but not for a moment that is over', async () => {
    const { fileId } = await openFile(app, country.elin, { facts: { aware: '2026-03-05T07:00:00Z' } });
    app.clock.advance({ hours: 22 });
    const events = (await read(fileId)).join('\n').split('BEGIN:VEVENT').slice(1);
    const alarms = events.map((event) => event.split('\n').filter((line) => line.startsWith('TRIGGER')));
    expect(alarms[0]).toEqual([]);
    expect(alarms[1]).toEqual(['TRIGGER:-PT2H', 'TRIGGER:-P1D']);
  });

  it('is not there for anybody else', async () => {
    const { fileId } = await openFile(app, country.elin);
    const stranger = await app.as(await makeOperatorAccount(app.db, await makeOperator(app.db)));
    expect((await stranger.get(address(fileId))).status).toBe(404);
  });
});
