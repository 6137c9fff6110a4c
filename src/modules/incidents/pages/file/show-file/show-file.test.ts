import { and, eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeOperator, makeOperatorAccount } from '#modules/governance/testing/factories.ts';
import { newId } from '#platform/db/ids.ts';
import { languages } from '#platform/i18n/language.ts';
import { Temporal } from '#platform/time/temporal.ts';
import { type Client, type TestApp, testApp } from '../../../../../testing/test-app.ts';
import { incidentPaths } from '../../../paths.ts';
import { incident, incidentFact, report, submission } from '../../../schema/incident.ts';
import { review, reviewEvent } from '../../../schema/supervising-side.ts';
import { correctFact } from '../../../services/correct-fact.ts';
import { refreshDeadlines } from '../../../services/refresh-deadlines.ts';
import { type Country, makeCountry, openFile, submitStage } from '../../../testing/factories.ts';

describe('the page of an incident file', () => {
  let app: TestApp;
  let country: Country;
  let elin: Client;

  beforeEach(async () => {
    app = await testApp();
    country = await makeCountry(app);
    elin = await app.as(country.elin);
  });

  const address = (fileId: string) => incidentPaths.file.link({ params: { fileId } });
  const show = (fileId: string) => elin.get(address(fileId));
  const texts = (document: Document, selector: string) =>
    [...document.querySelectorAll(selector)].map((element) => (element.textContent ?? '').replace(/\s+/g, ' ').trim());
  const clockTitles = (document: Document) => texts(document, 'section[aria-labelledby=due] h3');
  const lines = (document: Document) => texts(document, 'table.v-table--stages tbody tr');

  const request = async (incidentId: string, stageKey: string, ordinal: number, due?: string) => {
    const rows = await app.db.select().from(report).where(eq(report.incidentId, incidentId));
    if (rows.some((row) => row.stageKey === stageKey && row.ordinal === ordinal)) throw new Error('asked already');
    await app.db.insert(report).values({
      id: newId(),
      incidentId,
      stageKey,
      ordinal,
      kind: 'onRequest',
      requestedAt: app.clock.now(),
      note: 'Which customers are concerned?',
      ...(due && { dueAt: Temporal.Instant.from(due), dueSource: 'regulator' as const }),
    });
    await app.db.transaction((tx) => refreshDeadlines(tx, app.ctx(country.tomas), incidentId, 'request'));
  };

  const resolve = async (incidentId: string, at: string) =>
    correctFact(app.ctx(country.elin), {
      incidentId,
      fact: 'resolved',
      at: Temporal.Instant.from(at),
      zone: 'Europe/Luxembourg',
      reason: 'Service is back',
      seenFactId: null,
    });

  // Golden: two laws on one file.
  it('shows the clocks, reports and dates of every law in one file', async () => {
    const { fileId } = await openFile(app, country.elin, { laws: ['nis2', 'gdpr'], facts: { aware: '2026-03-05T07:00:00Z' } });
    const reply = await show(fileId);
    expect(reply.status).toBe(200);
    const titles = clockTitles(reply.document);
    // Two of them are due at the same instant.
    expect([titles[0], ...titles.slice(1, 3).sort(), titles[3]]).toEqual([
      'Early warning',
      'Breach notification',
      'Incident notification',
      'Final report, or progress report if the incident is still being handled',
    ]);
    expect(reply.text).toContain('24 hours after you became aware of the incident: Thursday 5 March 2026, 08:00');
    expect(reply.text).toContain('Art. 23(4)(a)');
    expect(reply.text).toContain('Not running yet');
    expect(texts(reply.document, 'h3')).toEqual(
      expect.arrayContaining(['NIS2 National Cybersecurity Authority', 'GDPR Data Protection Commission']),
    );
    expect(lines(reply.document).filter((line) => line.includes('On request'))).toHaveLength(1);
    expect(lines(reply.document).filter((line) => line.includes('On your own initiative'))).toHaveLength(1);
    const primary = reply.document.querySelector('.v-pagehead .btn-primary');
    expect(primary?.textContent).toContain('Start: Early warning');
    expect(primary?.getAttribute('href')).toMatch(/^\/reports\//);
    expect(texts(reply.document, '.v-timeline .is-now')).toHaveLength(1);
  });

  it('speaks four languages', async () => {
    const { fileId } = await openFile(app, country.elin, { laws: ['nis2', 'gdpr'] });
    const titles = { en: 'What is due', fr: 'Ce qui est à remettre', de: 'Was fällig ist', nl: 'Wat er moet gebeuren' };
    const stages = {
      en: 'Breach notification',
      fr: 'Notification de violation',
      de: 'Meldung der Verletzung',
      nl: 'Melding van de inbreuk',
    };
    for (const language of languages) {
      const { text, body } = await (await app.as(country.elin, language)).get(address(fileId));
      expect(text).toContain(titles[language]);
      expect(text).toContain(stages[language]);
      expect(body).not.toMatch(/(file|incidents)\.[a-z]+\.[a-z]/i);
    }
  });

  // Golden: resolved before one month.
  it('shows one line until it is clear which report it will be, then the final report when resolved in time', async () => {
    const { fileId, incidents } = await openFile(app, country.elin);
    const id = incidents.nis2 ?? '';
    await submitStage(app, country.elin, id, 'incident-notification');
    const combined = 'Final report, or progress report if the incident is still being handled';
    expect(clockTitles((await show(fileId)).document)).toEqual([combined]);
    app.clock.advance({ hours: 24 });
    await resolve(id, '2026-03-06T08:00:00Z');
    const { document, text } = await show(fileId);
    expect(clockTitles(document)).toEqual(['Final report']);
    expect(text).toContain('Due Sunday 5 April 2026');
    expect(lines(document).some((line) => line.startsWith('Progress report'))).toBe(false);
  });

  // Golden: resolved after one month.
  it('shows the progress report when the month passes unresolved, and the final report a month after the resolution', async () => {
    const { fileId, incidents } = await openFile(app, country.elin);
    const id = incidents.nis2 ?? '';
    await submitStage(app, country.elin, id, 'incident-notification');
    app.clock.advance({ hours: 24 * 33 });
    let { document } = await show(fileId);
    expect(clockTitles(document)).toEqual(['Progress report', 'Final report']);
    expect(lines(document).find((line) => line.startsWith('Progress report'))).toContain('Submission overdue');
    await resolve(id, '2026-04-06T08:00:00Z');
    ({ document } = await show(fileId));
    expect(texts(document, 'section[aria-labelledby=due] .v-clock__due').at(-1)).toContain('6 May 2026');
  });

  // Golden: request twice.
  it('shows each request for a report as a line of its own', async () => {
    const { fileId, incidents } = await openFile(app, country.elin);
    const id = incidents.nis2 ?? '';
    await submitStage(app, country.elin, id, 'incident-notification');
    await request(id, 'intermediate-report', 1, '2026-03-10T11:00:00Z');
    await submitStage(app, country.elin, id, 'intermediate-report');
    app.clock.advance({ hours: 1 });
    await request(id, 'intermediate-report', 2, '2026-03-12T11:00:00Z');
    const { document, text } = await show(fileId);
    const asked = lines(document).filter((line) => line.startsWith('Intermediate report'));
    expect(asked[0]).toMatch(/^Intermediate report 1 ?Under review/);
    expect(asked[1]).toMatch(/^Intermediate report 2 ?Unsubmitted/);
    expect(clockTitles(document)[0]).toBe('Intermediate report 2');
    expect(text).toContain('The regulator set this date');
    expect(text).toContain('“Which customers are concerned?”');
  });

  it('keeps lateness apart from the review result', async () => {
    const { fileId, incidents } = await openFile(app, country.elin, { facts: { aware: '2026-03-05T07:00:00Z' } });
    app.clock.advance({ hours: 72 });
    await submitStage(app, country.elin, incidents.nis2 ?? '', 'early-warning');
    const [sent] = await app.db.select().from(submission);
    const verdict = { submissionId: sent?.id ?? '', verdict: 'passed' as const, commentMd: 'Thank **you**. <script>alert(1)</script>' };
    await app.db.insert(review).values({ ...verdict, reviewerName: 'Tomas Verhaegen', reviewedAt: app.clock.now() });
    await app.db
      .insert(reviewEvent)
      .values({ id: newId(), ...verdict, remarks: {}, by: null, byName: 'Tomas Verhaegen', at: app.clock.now() });
    const { document, body, text } = await show(fileId);
    const line = lines(document).find((one) => one.startsWith('Early warning')) ?? '';
    expect(line).toMatch(/Passed ?Late by 2 d/);
    expect(text).toContain('Early warning passed');
    expect(text).toContain('“Thank you.');
    expect(body).not.toContain('<script>alert');
    // People of a regulator stay unnamed to operators.
    expect(text).not.toContain('Tomas Verhaegen');
  });

  it('tells a correction with its reason and who made it', async () => {
    const { fileId, incidents } = await openFile(app, country.elin, { facts: { aware: '2026-03-05T07:00:00Z' } });
    const [before] = await app.db.select().from(incidentFact);
    await correctFact(app.ctx(country.elin), {
      incidentId: incidents.nis2 ?? '',
      fact: 'aware',
      at: Temporal.Instant.from('2026-03-05T08:30:00Z'),
      zone: 'Europe/Luxembourg',
      reason: 'First alert found in the <b>log</b>',
      seenFactId: before?.id ?? null,
    });
    const { text, body } = await show(fileId);
    expect(text).toContain('Corrected from 5 Mar, 08:00 by Elin Marchetti on 5 Mar, 10:00. Reason: First alert found in the <b>log</b>');
    expect(body).not.toContain('<b>log</b>');
  });

  it('shows the laws one asks for on the timeline, by address alone', async () => {
    const { fileId } = await openFile(app, country.elin, { laws: ['nis2', 'gdpr'] });
    const { document } = await elin.get(`${address(fileId)}?law=GDPR`);
    const timeline = texts(document, '.v-timeline > li').join(' | ');
    expect(timeline).toContain('Data Protection Commission');
    expect(timeline).not.toContain('NIS2');
    expect(document.querySelector('.v-views a[aria-current=page]')?.textContent?.trim()).toBe('GDPR');
    expect((await elin.get(`${address(fileId)}?law=%3Cscript%3E&law=GDPR`)).status).toBe(200);
  });

  it('prints what people typed as text', async () => {
    const title = '<img src=x onerror=alert(1)> & "quotes"';
    const { fileId } = await openFile(app, country.elin, { title });
    const { body, document } = await show(fileId);
    expect(document.querySelector('h1')?.textContent).toBe(title);
    expect(body).not.toContain('<img src=x');
  });

  // incidents.md check 26
  it('does not exist for another operator, a regulator or an unknown id', async () => {
    const { fileId } = await openFile(app, country.elin);
    const other = await makeOperator(app.db, { name: 'Transvia Rail', acronym: 'TVR', sectors: ['transport-rail'] });
    const stranger = await app.as(await makeOperatorAccount(app.db, other, { name: 'Jonas Petit' }));
    const tomas = await app.as(country.tomas);
    for (const client of [stranger, tomas]) {
      expect((await client.get(address(fileId))).status).toBe(404);
      expect((await client.get(incidentPaths.fileLog.link({ params: { fileId } }))).status).toBe(404);
    }
    expect((await elin.get(address(newId()))).status).toBe(404);
    expect((await elin.get('/files/nonsense')).status).toBe(404);
  });

  it('offers to withdraw only while nothing was sent, and nothing to fill in once all is closed', async () => {
    const { fileId, incidents } = await openFile(app, country.elin);
    const id = incidents.nis2 ?? '';
    expect((await show(fileId)).body).toContain('/withdraw"');
    await submitStage(app, country.elin, id, 'early-warning');
    expect((await show(fileId)).body).not.toContain('/withdraw"');
    await app.db
      .update(incident)
      .set({ status: 'closed', outcome: 'handled', closedAt: app.clock.now() })
      .where(and(eq(incident.id, id)));
    const { document, text } = await show(fileId);
    expect(document.querySelector('.v-pagehead .btn-primary')).toBeNull();
    expect(text).toContain('Closed as handled.');
    expect(clockTitles(document)).toEqual([]);
  });
});
