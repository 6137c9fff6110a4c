import { and, eq, isNull, like } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { mailDelivery } from '#platform/db/schema.ts';
import { Temporal } from '#platform/time/temporal.ts';
import { type TestApp, testApp } from '../../../testing/test-app.ts';
import { incidentFact } from '../schema/incident.ts';
import { reminder } from '../schema/traces.ts';
import { type Country, makeCountry, openFile, submitStage } from '../testing/factories.ts';
import { closeIncident } from './close-incident.ts';
import { correctFact } from './correct-fact.ts';
import { reviewSubmission } from './review-submission.ts';
import { sendDueReminders } from './send-due-reminders.ts';

// incidents.md 7.4, check 29
describe('the ledger of reminders', () => {
  let app: TestApp;
  let country: Country;

  beforeEach(async () => {
    app = await testApp();
    country = await makeCountry(app);
  });

  /** Runs the job twice, as it runs every minute, and tells the mails that were ever sent of this kind, by subject. */
  const told = async (event: 'reminder' | 'overdue') => {
    await sendDueReminders(app.systemCtx(), 50);
    await sendDueReminders(app.systemCtx(), 50);
    await app.runJobs();
    const rows = await app.db
      .select({ subject: mailDelivery.subject })
      .from(mailDelivery)
      .where(and(like(mailDelivery.template, `incidents.${event}-%`), eq(mailDelivery.state, 'sent')));
    return rows.map(({ subject }) => (subject ?? '').replace(/^.*: /, '')).sort();
  };
  /** A notice goes to the operator's person and address, and to the regulator's. */
  const toFour = (...subjects: string[]) => subjects.flatMap((subject) => Array(4).fill(subject) as string[]).sort();
  const correctAware = async (incidentId: string, at: string) => {
    const [current] = await app.db
      .select({ id: incidentFact.id })
      .from(incidentFact)
      .where(and(eq(incidentFact.incidentId, incidentId), eq(incidentFact.fact, 'aware'), isNull(incidentFact.supersededAt)));
    await correctFact(app.ctx(country.elin), {
      incidentId,
      fact: 'aware',
      at: Temporal.Instant.from(at),
      zone: 'Europe/Luxembourg',
      reason: 'Found in the log',
      seenFactId: current?.id ?? null,
    });
  };
  const overdue = toFour('Early warning is overdue', 'Incident notification is overdue');

  it('tells of a report that was overdue for days when its incident was opened, and reminds of nothing that is past', async () => {
    await openFile(app, country.elin, { facts: { aware: '2026-03-01T07:00:00Z' } });
    expect(await told('overdue')).toEqual(overdue);
    expect(await told('reminder')).toEqual([]);
  });

  it('tells of a report that a correction makes overdue by days, once, however often the date is corrected', async () => {
    const { incidents } = await openFile(app, country.elin);
    expect(await told('overdue')).toEqual([]);
    await correctAware(incidents.nis2 ?? '', '2026-03-01T07:00:00Z');
    expect(await told('overdue')).toEqual(overdue);
    await correctAware(incidents.nis2 ?? '', '2026-02-28T07:00:00Z');
    expect(await told('overdue')).toEqual(overdue);
  });

  it('tells again when a corrected deadline passes that was still to come', async () => {
    const { incidents } = await openFile(app, country.elin, { facts: { aware: '2026-03-04T06:00:00Z' } });
    expect(await told('overdue')).toEqual(toFour('Early warning is overdue'));
    await correctAware(incidents.nis2 ?? '', '2026-03-05T08:00:00Z');
    expect(await told('overdue')).toHaveLength(4);
    app.clock.advance({ hours: 24 });
    expect(await told('overdue')).toHaveLength(8);
  });

  // operations.md check 11
  it('sends what came due in three hours without a scheduler afterwards, once', async () => {
    await openFile(app, country.elin);
    app.clock.advance({ hours: 21 });
    expect(await told('overdue')).toEqual([]);
    app.clock.advance({ hours: 3 });
    expect(await told('overdue')).toEqual(toFour('Early warning is overdue'));
    expect(await told('overdue')).toEqual(toFour('Early warning is overdue'));
  });

  it('counts an outage from the deadline', async () => {
    await openFile(app, country.elin);
    app.clock.advance({ hours: 24 * 5 });
    expect(await told('overdue')).toEqual([]);
    const states = await app.db.select({ state: reminder.state }).from(reminder);
    expect(new Set(states.map(({ state }) => state))).toEqual(new Set(['missed']));
  });

  describe('of a revision with a date', () => {
    let incidentId: string;

    beforeEach(async () => {
      incidentId = (await openFile(app, country.elin)).incidents.nis2 ?? '';
      const { submissionId } = await submitStage(app, country.elin, incidentId, 'incident-notification');
      const asked = { verdict: 'revision' as const, comment: 'Say more.', remarks: {}, revisionDueAt: app.clock.now().add({ hours: 72 }) };
      await reviewSubmission(app.ctx(country.tomas), { submissionId, act: 'decide', reviewVersion: 0, ...asked });
    });
    const home = async () => {
      const { document } = await (await app.as(country.tomas)).get('/');
      return [...document.querySelectorAll('section[aria-labelledby=elsewhere] h3')].map(({ textContent }) => textContent?.trim());
    };

    it('reminds a day before, tells both sides once that it is overdue, and shows it on the regulator’s Home', async () => {
      app.clock.advance({ hours: 47 });
      expect(await told('reminder')).toEqual([]);
      app.clock.advance({ hours: 2 });
      const reminded = Array(2).fill('new version of Incident notification due soon');
      expect(await told('reminder')).toEqual(reminded);
      expect(await home()).toEqual([]);
      app.clock.advance({ hours: 23 });
      expect(await told('overdue')).toEqual(toFour('new version of Incident notification is overdue'));
      expect(await home()).toEqual(['New version not received: Incident notification']);
      await submitStage(app, country.elin, incidentId, 'incident-notification');
      app.clock.advance({ hours: 1 });
      expect(await told('overdue')).toHaveLength(4);
      expect(await told('reminder')).toEqual(reminded);
      expect(await home()).toEqual([]);
    });

    it('falls silent when the new version is sent or the incident is closed', async () => {
      await submitStage(app, country.elin, incidentId, 'incident-notification');
      const { incidents } = await openFile(app, country.elin, { title: 'Other' });
      const { submissionId } = await submitStage(app, country.elin, incidents.nis2 ?? '', 'incident-notification');
      const asked = { verdict: 'revision' as const, comment: 'Say more.', remarks: {}, revisionDueAt: app.clock.now().add({ hours: 72 }) };
      await reviewSubmission(app.ctx(country.tomas), { submissionId, act: 'decide', reviewVersion: 0, ...asked });
      await closeIncident(app.ctx(country.tomas), { incidentId: incidents.nis2 ?? '', outcome: 'handled', reason: 'Done' });
      const rows = await app.db.select({ state: reminder.state }).from(reminder).where(like(reminder.ruleKey, 'revision:%'));
      expect(rows.map(({ state }) => state)).toEqual(Array(4).fill('cancelled'));
      app.clock.advance({ hours: 73 });
      expect([...(await told('reminder')), ...(await told('overdue'))]).toEqual([]);
      expect(await home()).toEqual([]);
    });
  });
});
