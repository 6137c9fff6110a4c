import { eq, sql } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { rowsOf } from '#platform/db/database.ts';
import { auditEvent } from '#platform/db/schema.ts';
import { type TestApp, testApp } from '../../../testing/test-app.ts';
import { incident, report, submission } from '../schema/incident.ts';
import { type Country, makeCountry, openFile, submitStage } from '../testing/factories.ts';

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
});
