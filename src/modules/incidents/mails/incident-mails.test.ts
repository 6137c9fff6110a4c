import { and, eq, like } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { account, operator } from '#modules/governance/schema.ts';
import { makeObserver, makeObserverAccount, makeOperatorAccount } from '#modules/governance/testing/factories.ts';
import { mailDelivery } from '#platform/db/schema.ts';
import { type TestApp, testApp } from '../../../testing/test-app.ts';
import { submission } from '../schema/incident.ts';
import { reminder } from '../schema/traces.ts';
import { closeIncident } from '../services/close-incident.ts';
import { reviewSubmission } from '../services/review-submission.ts';
import { sendDueReminders } from '../services/send-due-reminders.ts';
import { type Country, makeCountry, openFile, submitStage } from '../testing/factories.ts';

describe('mails about incidents', () => {
  let app: TestApp;
  let country: Country;

  beforeEach(async () => {
    app = await testApp();
    country = await makeCountry(app);
  });

  const deliveries = (name: string) =>
    app.db
      .select()
      .from(mailDelivery)
      .where(and(like(mailDelivery.template, `incidents.${name}-%`), eq(mailDelivery.state, 'sent')));

  // incidents.md checks 13, 15, 23
  it('tells each side of opening, submission, verdict and closing, once each', async () => {
    const observer = await makeObserver(app.db, { slug: 'cert', regulationKeys: ['nis2'] });
    await makeObserverAccount(app.db, observer);
    const { incidents } = await openFile(app, country.elin, {
      laws: ['nis2', 'gdpr'],
      title: 'Attack\r\nBcc: victim@example.eu <b>bold</b>',
    });
    const id = incidents.nis2 ?? '';
    await submitStage(app, country.elin, id, 'early-warning');
    await app.runJobs();
    const opened = await deliveries('opened');
    // For NIS2 and for GDPR: the operator's person and address, and each regulator's; CERT's address and person for NIS2 alone.
    expect(opened.map(({ recipient }) => recipient).sort()).toHaveLength(2 * 4 + 2);
    expect((await deliveries('submitted')).map(({ template }) => template).sort()).toEqual([
      ...Array(2).fill('incidents.submitted-observers'),
      ...Array(2).fill('incidents.submitted-reporting'),
      ...Array(2).fill('incidents.submitted-supervising'),
    ]);
    const [made] = await app.db.select().from(submission);
    const verdict = {
      submissionId: made?.id ?? '',
      act: 'decide' as const,
      verdict: 'passed' as const,
      comment: 'Thank *you*.',
      remarks: {},
      revisionDueAt: undefined,
    };
    await reviewSubmission(app.ctx(country.tomas), { ...verdict, reviewVersion: 0 });
    await reviewSubmission(app.ctx(country.tomas), { ...verdict, reviewVersion: 1 });
    await closeIncident(app.ctx(country.tomas), { incidentId: id, outcome: 'handled', reason: 'Done' });
    await app.runJobs();
    expect(await deliveries('reviewed')).toHaveLength(2);
    expect(await deliveries('closed')).toHaveLength(4);
    for (const { subject, bodyHtml } of opened) {
      expect(subject).not.toMatch(/[\r\n]/);
      expect(bodyHtml).not.toContain('<b>bold');
    }
  });

  // governance.md 8.2, interface.md 8
  it('leaves out who has switched a mail off, where no law asks for it; the organisation is told all the same', async () => {
    const everything = Object.fromEntries(['opened', 'closed', 'withdrawn'].map((event) => [`incidents.${event}`, false]));
    await app.db.update(account).set({ notifications: everything }).where(eq(account.id, country.elin.accountId));
    const { incidents } = await openFile(app, country.elin);
    await submitStage(app, country.elin, incidents.nis2 ?? '', 'early-warning');
    await closeIncident(app.ctx(country.tomas), { incidentId: incidents.nis2 ?? '', outcome: 'handled', reason: 'Done' });
    await app.runJobs();
    const told = async (name: string) => (await deliveries(name)).map(({ recipient }) => recipient);
    const [opened, closed] = [await told('opened'), await told('closed')];
    expect([opened.includes(country.elin.email), closed.includes(country.elin.email)]).toEqual([true, false]);
    const [{ email: address } = { email: '' }] = await app.db.select().from(operator).where(eq(operator.id, country.operator.id));
    expect(closed).toContain(address);
  });

  // decisions.md D2
  it('never tells a regulator of the other law, the file or its title', async () => {
    const { fileId } = await openFile(app, country.elin, { laws: ['nis2', 'gdpr'] });
    await app.runJobs();
    const toCyber = (await deliveries('opened')).filter(({ recipient }) => recipient.startsWith('nca@'));
    expect(toCyber).toHaveLength(1);
    const text = `${toCyber[0]?.subject} ${toCyber[0]?.bodyText} ${toCyber[0]?.bodyHtml}`;
    expect(text).toContain('NIS2');
    for (const secret of ['GDPR', fileId, '/files/', 'Data Protection']) expect(text).not.toContain(secret);
  });

  it('writes to people in their language, and not to those who left', async () => {
    await makeOperatorAccount(app.db, country.operator, { administrator: true, language: 'de', email: 'anke@norvane.example' });
    await makeOperatorAccount(app.db, country.operator, { administrator: true, active: false, email: 'gone@norvane.example' });
    await openFile(app, country.elin);
    await app.runJobs();
    const rows = await deliveries('opened');
    expect(rows.find(({ recipient }) => recipient === 'anke@norvane.example')?.subject).toContain('Vorfall eröffnet');
    expect(rows.some(({ recipient }) => recipient === 'gone@norvane.example')).toBe(false);
  });

  // incidents.md check 29
  it('sends a reminder once, also after hours without a run, and none for a report that came in', async () => {
    const { incidents } = await openFile(app, country.elin, { facts: { aware: '2026-03-05T07:00:00Z' } });
    await app.runJobs();
    app.clock.advance({ hours: 20 });
    expect(await sendDueReminders(app.systemCtx(), 50)).toBe(1);
    expect(await sendDueReminders(app.systemCtx(), 50)).toBe(0);
    await app.runJobs();
    expect(await deliveries('reminder')).toHaveLength(2);
    app.clock.advance({ hours: 10 });
    await sendDueReminders(app.systemCtx(), 50);
    await app.runJobs();
    expect(await deliveries('overdue')).toHaveLength(4);
    await submitStage(app, country.elin, incidents.nis2 ?? '', 'early-warning');
    await submitStage(app, country.elin, incidents.nis2 ?? '', 'incident-notification');
    app.clock.advance({ hours: 72 });
    await sendDueReminders(app.systemCtx(), 50);
    await app.runJobs();
    expect(await deliveries('reminder')).toHaveLength(2);
    expect((await deliveries('overdue')).length).toBe(4);
  });

  it('records reminders of a long outage as missed', async () => {
    await openFile(app, country.elin, { facts: { aware: '2026-03-05T07:00:00Z' } });
    app.clock.advance({ hours: 240 });
    await sendDueReminders(app.systemCtx(), 50);
    const states = (await app.db.select({ state: reminder.state }).from(reminder)).map(({ state }) => state);
    expect(states).toContain('missed');
    expect(states).not.toContain('sent');
  });
});
