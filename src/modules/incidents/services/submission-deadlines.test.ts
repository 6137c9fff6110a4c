import { desc, eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../../../testing/test-app.ts';
import { reportIdOf } from '../pages/report/testing/forms.ts';
import { incident, submission, submissionCovers } from '../schema/incident.ts';
import { type Country, makeCountry, openFile, submitStage } from '../testing/factories.ts';

describe('the deadlines that a submission freezes', () => {
  let app: TestApp;
  let country: Country;

  beforeEach(async () => {
    app = await testApp();
    country = await makeCountry(app);
  });

  const marksOf = async (id: string) => (await app.db.select().from(incident).where(eq(incident.id, id)))[0]?.reportStates;
  const newest = async () => (await app.db.select().from(submission).orderBy(desc(submission.submittedAt), desc(submission.id)))[0];

  // NIS2 Art. 23(4)(a): filing jointly is lawful, and does not move the deadline of the early warning
  it.each([
    [62, true],
    [24, true],
    [23.9, false],
  ])('measures an early warning that comes with the notification after %d h by its own deadline', async (hours, late) => {
    const aware = app.clock.now().subtract({ minutes: Math.round(hours * 60) });
    const id = (await openFile(app, country.elin, { facts: { aware: aware.toString() } })).incidents.nis2 ?? '';
    const { submissionId } = await submitStage(app, country.elin, id, 'incident-notification');
    const [covers] = await app.db.select().from(submissionCovers);
    expect(covers).toMatchObject({ late, deadlineAt: aware.add({ hours: 24 }) });
    expect((await newest())?.late).toBe(false);
    expect((await marksOf(id))?.includes('sentLate')).toBe(late);
    await expect(app.db.update(submissionCovers).set({ late: false })).rejects.toThrow();
    await expect(app.db.delete(submissionCovers)).rejects.toThrow();

    const said = late ? 'Early warning, with this report: late by' : 'Early warning, with this report: on time';
    const [elin, tomas] = [await app.as(country.elin), await app.as(country.tomas)];
    const [row] = await app.db.select({ fileId: incident.fileId }).from(incident).where(eq(incident.id, id));
    const reportId = await reportIdOf(app, id, 'incident-notification');
    expect((await elin.get(`/files/${row?.fileId}`)).text).toContain(said);
    expect((await elin.get(`/reports/${reportId}/sent`)).text).toContain(said);
    expect((await elin.get(`/reports/${reportId}/versions/1`)).text).toContain(said);
    expect((await tomas.get(`/incidents/${id}`)).text).toContain(said);
    expect((await tomas.get(`/submissions/${submissionId}`)).text).toContain(said);
    const found = (await tomas.get('/incidents?late=yes')).document.querySelector(`a[href="/incidents/${id}"]`);
    expect(found !== null).toBe(late);

    app.clock.advance({ hours: 300 });
    await submitStage(app, country.elin, id, 'incident-notification');
    expect((await app.db.select().from(submissionCovers)).map((one) => one.late)).toEqual([late, late]);
  });

  // incidents.md 3.5, "contained in that same submission"; NIS2 Art. 23(4), second subparagraph
  it.each([
    ['that adds trust services', 42, ['energy-electricity', 'digital-trust-services'], true],
    ['that names no trust services', 42, ['energy-electricity'], false],
  ])('measures a notification %s by its own sectors', async (_, hours, sectors, late) => {
    const aware = app.clock.now().subtract({ hours });
    const id = (await openFile(app, country.elin, { facts: { aware: aware.toString() } })).incidents.nis2 ?? '';
    await submitStage(app, country.elin, id, 'incident-notification', { sectors });
    expect((await newest())?.late).toBe(late);
  });

  it('takes trust services away again: the notification then has 72 hours', async () => {
    const aware = app.clock.now().subtract({ hours: 42 });
    const sectors = ['energy-electricity', 'digital-trust-services'];
    const id = (await openFile(app, country.elin, { sectors, facts: { aware: aware.toString() } })).incidents.nis2 ?? '';
    await submitStage(app, country.elin, id, 'incident-notification', { sectors: ['energy-electricity'] });
    expect(await newest()).toMatchObject({ late: false, deadlineAt: aware.add({ hours: 72 }) });
  });

  // NIS2 Art. 23(4)(e): one month after the notification a progress report, unless the final report is there
  it('shows a progress report that never came as missed, not as overdue for ever', async () => {
    const { incidents, fileId } = await openFile(app, country.elin);
    const id = incidents.nis2 ?? '';
    await submitStage(app, country.elin, id, 'incident-notification');
    app.clock.advance({ hours: 40 * 24 });
    await submitStage(app, country.elin, id, 'final-report', { facts: { resolved: app.clock.now().subtract({ hours: 24 }).toString() } });
    app.clock.advance({ hours: 60 * 24 });
    const [row] = await app.db.select().from(incident).where(eq(incident.id, id));
    expect(row).toMatchObject({ nextDueAt: null, reportStates: ['underReview', 'sentLate'] });
    const [elin, tomas] = [await app.as(country.elin), await app.as(country.tomas)];
    for (const page of [await elin.get(`/files/${fileId}`), await tomas.get(`/incidents/${id}`)]) {
      expect(page.text).toContain('Missed: “Final report” came first');
      expect(page.text).not.toContain('overdue by');
    }
    const reportId = await reportIdOf(app, id, 'progress-report');
    expect((await elin.get(`/reports/${reportId}`)).text).toContain('“Final report” has ended the matter');
    expect((await elin.get('/')).text).not.toContain('Progress report');
    const overdue = await tomas.get('/incidents?view=overdue');
    expect(overdue.document.querySelector(`a[href="/incidents/${id}"]`)).toBeNull();
  });
});
