import { and, asc, eq, inArray, like } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeObserver, makeObserverAccount } from '#modules/governance/testing/factories.ts';
import { mailDelivery } from '#platform/db/schema.ts';
import { Temporal } from '#platform/time/temporal.ts';
import { type TestApp, testApp } from '../../../testing/test-app.ts';
import { makeSecondRegulator } from '../pages/notify/testing/second-regulator.ts';
import { reportIdOf } from '../pages/report/testing/forms.ts';
import { incident, report, submission, submissionAnswer } from '../schema/incident.ts';
import { draft } from '../schema/reporting-side.ts';
import { type Country, decide, makeCountry, openFile, submitStage } from '../testing/factories.ts';
import { closeIncident } from './close-incident.ts';
import { refreshPassedPairs } from './refresh-passed-pairs.ts';
import { reopenIncident } from './reopen-incident.ts';
import { requestReport } from './request-report.ts';
import { withdrawIncident } from './withdraw-incident.ts';

/** The rules of incidents.md 12 about submissions, each proven through the verb that people's clicks reach. */
describe('what a submission is subject to', () => {
  let app: TestApp;
  let country: Country;

  beforeEach(async () => {
    app = await testApp();
    country = await makeCountry(app);
  });

  const open = async (facts?: { aware: string }) => (await openFile(app, country.elin, facts && { facts })).incidents.nis2 ?? '';
  const submit = (id: string, stage: string, options = {}) => submitStage(app, country.elin, id, stage, options);
  const incidentOf = async (id: string) => (await app.db.select().from(incident).where(eq(incident.id, id)))[0];
  const versionsOf = async (id: string, stage: string) =>
    app.db
      .select()
      .from(submission)
      .where(eq(submission.reportId, await reportIdOf(app, id, stage)))
      .orderBy(asc(submission.no));
  const refused = async (id: string, stage: string, messageKey: string, options = {}) => {
    await expect(submit(id, stage, options)).rejects.toMatchObject({ messageKey });
    await app.db.delete(draft);
  };
  const review = (submissionId: string, verdict: 'passed' | 'revision') => decide(app, country.tomas, submissionId, verdict);

  // incidents.md check 2
  it('gives each of several procedures its own sectors and no others', async () => {
    const fin = await makeSecondRegulator(app, { procedureKey: 'nis2-significant-incident', slug: 'fin', sectors: ['banking'] });
    const ene = await makeSecondRegulator(app, { procedureKey: 'nis2-significant-incident', slug: 'ene', sectors: ['energy-electricity'] });
    await openFile(app, country.elin, { sectors: ['banking', 'energy-electricity', 'health'] });
    const slugsOf = async (regulatorId: string) => {
      const [record] = await app.db.select().from(incident).where(eq(incident.regulatorId, regulatorId));
      const client = await app.as(country.elin);
      const page = await client.get(`/reports/${await reportIdOf(app, record?.id ?? '', 'early-warning')}`);
      expect(page.status).toBe(200);
      await submit(record?.id ?? '', 'early-warning');
      return (await versionsOf(record?.id ?? '', 'early-warning'))[0]?.sectors;
    };
    expect(await slugsOf(fin.id)).toEqual(['banking']);
    expect(await slugsOf(ene.id)).toEqual(['energy-electricity']);
    expect(await slugsOf(country.cyber.id)).toEqual(['banking', 'energy-electricity', 'health']);
    const references = (await app.db.select().from(incident)).map(({ reference }) => reference);
    expect(new Set(references).size).toBe(3);
  });

  // incidents.md check 7
  it.each([
    [0, true],
    [-1, false],
  ])('is late exactly at the deadline (%d ms from it: %s)', async (milliseconds, late) => {
    const id = await open({ aware: app.clock.now().toString() });
    app.clock.set(app.clock.now().add({ hours: 24 }).add({ milliseconds }).toString());
    expect((await (await app.as(country.elin)).get(`/reports/${await reportIdOf(app, id, 'early-warning')}`)).status).toBe(200);
    const overdue = await (await app.as(country.tomas)).get('/incidents?view=overdue');
    expect(overdue.document.querySelector(`a[href="/incidents/${id}"]`) !== null).toBe(late);
    await submit(id, 'early-warning');
    expect((await versionsOf(id, 'early-warning'))[0]?.late).toBe(late);
    expect((await incidentOf(id))?.reportStates.includes('sentLate')).toBe(late);
  });

  // incidents.md check 10
  it('is neither overdue nor late while the moment its deadline counts from is unknown', async () => {
    const id = await open();
    await submit(id, 'incident-notification');
    app.clock.advance({ hours: 20 * 24 });
    await submit(id, 'progress-report');
    app.clock.advance({ hours: 300 * 24 });
    await refreshPassedPairs(app.systemCtx(), 10);
    const [row] = await app.db
      .select()
      .from(report)
      .where(eq(report.id, await reportIdOf(app, id, 'final-report')));
    expect(row?.dueAt).toBeNull();
    expect((await incidentOf(id))?.nextDueAt).toBeNull();
    const overdue = await (await app.as(country.tomas)).get('/incidents?view=overdue');
    expect(overdue.document.querySelector(`a[href="/incidents/${id}"]`)).toBeNull();
    await submit(id, 'final-report');
    expect((await versionsOf(id, 'final-report'))[0]).toMatchObject({ late: false, deadlineAt: null });
  });

  // incidents.md check 11
  it('stays late after it passed, and a revision after the deadline of a report on time is not late', async () => {
    const aware = app.clock.now();
    const late = await open({ aware: aware.toString() });
    const onTime = await open({ aware: aware.toString() });
    const { submissionId } = await submit(onTime, 'early-warning');
    app.clock.advance({ hours: 25 });
    const second = await submit(late, 'early-warning');
    await review(second.submissionId, 'passed');
    await review(submissionId, 'revision');
    app.clock.advance({ hours: 100 });
    await submit(onTime, 'early-warning');
    await submit(late, 'early-warning');
    const deadlineAt = aware.add({ hours: 24 });
    expect(await versionsOf(onTime, 'early-warning')).toMatchObject([
      { no: 1, late: false, deadlineAt },
      { no: 2, late: false, deadlineAt },
    ]);
    expect((await incidentOf(onTime))?.reportStates).not.toContain('sentLate');
    expect(await versionsOf(late, 'early-warning')).toMatchObject([{ late: true }, { late: true, deadlineAt }]);
    expect((await incidentOf(late))?.reportStates).toContain('sentLate');
  });

  // incidents.md check 12
  it('waits for the report that it requires, and locks it afterwards unless a revision is asked for', async () => {
    const id = await open();
    await refused(id, 'final-report', 'report.notOpen');
    const elin = await app.as(country.elin);
    expect((await elin.post(`/reports/${await reportIdOf(app, id, 'final-report')}`, { intent: 'start' })).status).toBe(409);
    const { incidents } = await openFile(app, country.elin, { laws: ['gdpr'] });
    const gdpr = incidents.gdpr ?? '';
    await requestReport(app.ctx(country.dana), { incidentId: gdpr, stageKey: 'additional-information', note: '', dueAt: undefined });
    await refused(gdpr, 'additional-information', 'report.notOpen', { ordinal: 2 });
    await submit(gdpr, 'breach-notification');
    await submit(gdpr, 'additional-information', { ordinal: 2 });

    const { submissionId } = await submit(id, 'early-warning');
    await submit(id, 'incident-notification');
    await refused(id, 'early-warning', 'report.notOpen');
    await review(submissionId, 'revision');
    await submit(id, 'early-warning');
    expect(await versionsOf(id, 'early-warning')).toHaveLength(2);
  });

  // incidents.md check 13
  it('leaves every earlier version as it was, answers too, and tells only those who may know', async () => {
    for (const key of ['nis2', 'gdpr']) {
      const observer = await makeObserver(app.db, { slug: `watch-${key}`, regulationKeys: [key] });
      await makeObserverAccount(app.db, observer);
    }
    const id = await open();
    await submit(id, 'early-warning', { answers: { description: 'First words', measures: 'Isolated.' } });
    const frozen = async (submissionIds: string[]) =>
      JSON.stringify([
        await app.db.select().from(submission).where(inArray(submission.id, submissionIds)).orderBy(submission.id),
        await app.db
          .select()
          .from(submissionAnswer)
          .where(inArray(submissionAnswer.submissionId, submissionIds))
          .orderBy(submissionAnswer.questionKey),
      ]);
    const ids = (await versionsOf(id, 'early-warning')).map((row) => row.id);
    const before = await frozen(ids);
    const updated = (await incidentOf(id))?.lastUpdateAt;
    app.clock.advance({ hours: 1 });
    await submit(id, 'early-warning', { answers: { description: 'Second words' } });
    expect(await frozen(ids)).toBe(before);
    expect((await incidentOf(id))?.lastUpdateAt).toEqual(app.clock.now());
    expect(Temporal.Instant.compare(updated ?? app.clock.now(), app.clock.now())).toBe(-1);
    expect((await incidentOf(id))?.reportStates).toContain('underReview');
    await expect(app.db.update(submissionAnswer).set({ value: 'forged' })).rejects.toThrow();
    await expect(app.db.delete(submissionAnswer)).rejects.toThrow();
    await app.runJobs();
    const told = await app.db
      .select()
      .from(mailDelivery)
      .where(and(like(mailDelivery.template, 'incidents.submitted-observers%'), eq(mailDelivery.state, 'sent')));
    expect(told.some(({ recipient }) => recipient === 'watch-nis2@observer.example')).toBe(true);
    const all = await app.db.select().from(mailDelivery);
    expect(all.filter(({ recipient }) => recipient.startsWith('watch-gdpr'))).toEqual([]);
  });

  // incidents.md check 14
  it('is refused while the incident is closed, and taken again once it is reopened', async () => {
    const { fileId, incidents } = await openFile(app, country.elin);
    const id = incidents.nis2 ?? '';
    await closeIncident(app.ctx(country.tomas), { incidentId: id, outcome: 'notReportable', reason: 'Too small.' });
    await expect(withdrawIncident(app.ctx(country.elin), { fileId, incidentId: id })).rejects.toThrow();
    expect((await incidentOf(id))?.outcome).toBe('notReportable');
    await refused(id, 'early-warning', 'report.closed');
    await reopenIncident(app.ctx(country.tomas), { incidentId: id, reason: 'It grew.' });
    await submit(id, 'early-warning');
    expect(await versionsOf(id, 'early-warning')).toHaveLength(1);
  });

  // incidents.md check 17
  it('does not store the answer to a question that its answers do not ask', async () => {
    const id = await open();
    const stored = async (submissionId: string) =>
      (await app.db.select().from(submissionAnswer).where(eq(submissionAnswer.submissionId, submissionId))).map(
        ({ questionKey }) => questionKey,
      );
    const hidden = { countries: ['BE'], 'malicious-details': 'A note was found.' };
    const asked = { 'cross-border': { option: 'yes' }, malicious: { option: 'yes' } };
    const first = await submit(id, 'early-warning', { answers: { ...hidden, ...asked } });
    expect(await stored(first.submissionId)).toEqual(expect.arrayContaining(['countries', 'malicious-details']));
    const second = await submit(id, 'early-warning', {
      answers: { ...hidden, 'cross-border': { option: 'no' }, malicious: { option: 'no' } },
    });
    const keys = await stored(second.submissionId);
    expect(keys).toEqual(expect.arrayContaining(['cross-border', 'malicious']));
    expect(keys).not.toContain('countries');
    expect(keys).not.toContain('malicious-details');
  });
});
