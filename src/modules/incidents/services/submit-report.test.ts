import { desc, eq, sql } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { rowsOf } from '#platform/db/database.ts';
import { auditEvent } from '#platform/db/schema.ts';
import { type TestApp, testApp } from '../../../testing/test-app.ts';
import { reportIdOf } from '../pages/report/testing/forms.ts';
import { incident, report, submission } from '../schema/incident.ts';
import { type Country, makeCountry, openFile, submitStage } from '../testing/factories.ts';
import { requestReport } from './request-report.ts';

describe('submitting reports', () => {
  let app: TestApp;
  let country: Country;

  beforeEach(async () => {
    app = await testApp();
    country = await makeCountry(app);
  });

  const dueOf = async (incidentId: string, stageKey: string) => {
    const rows = await app.db.select().from(report).where(eq(report.incidentId, incidentId));
    return rows.find((row) => row.stageKey === stageKey)?.dueAt?.toString();
  };

  // incidents.md check 2
  it('opens one incident per law, each with its own reference and only its own sectors', async () => {
    const { incidents } = await openFile(app, country.elin, { laws: ['nis2', 'gdpr'] });
    const rows = await app.db.select().from(incident);
    expect(Object.keys(incidents).sort()).toEqual(['gdpr', 'nis2']);
    expect(new Set(rows.map(({ reference }) => reference)).size).toBe(2);
    const sectors = await rowsOf<{ incident_id: string }>(app.db, sql`select incident_id from incident_sector`);
    expect(sectors.map((row) => row.incident_id)).toEqual([incidents.nis2]);
  });

  // incidents.md check 13
  it('keeps every version as it was, and a deadline anchored to the first one', async () => {
    const { incidents } = await openFile(app, country.elin, { facts: { aware: '2026-03-05T07:00:00Z' } });
    const id = incidents.nis2 ?? '';
    expect(await dueOf(id, 'early-warning')).toBe('2026-03-06T07:00:00Z');
    expect(await dueOf(id, 'incident-notification')).toBe('2026-03-08T07:00:00Z');
    await submitStage(app, country.elin, id, 'early-warning');
    const [first] = await app.db.select().from(submission);
    app.clock.advance({ hours: 1 });
    await submitStage(app, country.elin, id, 'early-warning');
    const versions = await app.db.select().from(submission).orderBy(submission.no);
    expect(versions.map(({ no }) => no)).toEqual([1, 2]);
    expect(versions[0]).toEqual(first);
    await expect(app.db.update(submission).set({ late: true })).rejects.toThrow();
    await submitStage(app, country.elin, id, 'incident-notification');
    expect(await dueOf(id, 'final-report')).toBe('2026-04-05T09:00:00Z');
  });

  it('leaves an audit row for every change', async () => {
    const { incidents } = await openFile(app, country.elin);
    await submitStage(app, country.elin, incidents.nis2 ?? '', 'early-warning');
    const actions = (await app.db.select({ action: auditEvent.action }).from(auditEvent)).map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(['incidents.openFile', 'incidents.openIncident', 'incidents.submitReport']));
  });

  const significant = async (id: string) => {
    const [row] = await app.db.select().from(incident).where(eq(incident.id, id));
    return row?.significant;
  };
  const newest = async () => (await app.db.select().from(submission).orderBy(desc(submission.submittedAt), desc(submission.id)))[0];

  // incidents.md 3.8 and 3.9, check 21
  it('keeps the impacts over a report that does not ask for them', async () => {
    const id = (await openFile(app, country.elin)).incidents.nis2 ?? '';
    await submitStage(app, country.elin, id, 'early-warning', { impacts: ['severe-disruption'] });
    await submitStage(app, country.elin, id, 'incident-notification');
    expect(await newest()).toMatchObject({ impacts: ['severe-disruption'] });
    await requestReport(app.ctx(country.tomas), { incidentId: id, stageKey: 'intermediate-report', note: '', dueAt: undefined });
    app.clock.advance({ hours: 1 });
    await submitStage(app, country.elin, id, 'intermediate-report');
    expect(await newest()).toMatchObject({ impacts: [] });
    expect(await significant(id)).toBe(true);
    app.clock.advance({ hours: 1 });
    const client = await app.as(country.elin);
    // The page of impacts exists where a stage asks for them and some apply: not here for the intermediate report, nor under the GDPR.
    const gdprId = (await openFile(app, country.elin, { laws: ['gdpr'] })).incidents.gdpr ?? '';
    for (const [incidentId, stage, ticked] of [
      [id, 'final-report', ['severe-disruption']],
      [id, 'intermediate-report', undefined],
      [gdprId, 'breach-notification', undefined],
    ] as const) {
      const url = `/reports/${await reportIdOf(app, incidentId, stage)}`;
      await client.post(url, { intent: 'start' });
      const page = await client.get(`${url}/sections/impacts`);
      expect(page.status, stage).toBe(ticked ? 200 : 404);
      const boxes = [...page.document.querySelectorAll('input[name="impacts"][checked]')].map((box) => box.getAttribute('value'));
      expect(boxes).toEqual(ticked ?? []);
      await client.post(`${url}/discard`, {});
    }
    await submitStage(app, country.elin, id, 'final-report');
    expect(await newest()).toMatchObject({ impacts: ['severe-disruption'] });
    expect(await significant(id)).toBe(true);
  });
});
