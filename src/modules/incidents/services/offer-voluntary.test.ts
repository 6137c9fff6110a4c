import { asc, eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../../../testing/test-app.ts';
import { incident, report } from '../schema/incident.ts';
import { type Country, makeCountry, openFile, submitStage } from '../testing/factories.ts';
import { requestReport } from './request-report.ts';

// Regulation (EU) 2016/679, Art. 33(4): information may be given in phases, without being asked
describe('information on the operator’s own initiative', () => {
  let app: TestApp;
  let country: Country;
  let incidentId: string;
  let fileId: string;

  beforeEach(async () => {
    app = await testApp();
    country = await makeCountry(app);
    const opened = await openFile(app, country.elin, { laws: ['gdpr'] });
    incidentId = opened.incidents.gdpr ?? '';
    fileId = opened.fileId;
  });

  const stage = 'additional-information';
  const rows = async () => {
    const all = await app.db.select().from(report).where(eq(report.incidentId, incidentId)).orderBy(asc(report.ordinal));
    return all.filter(({ stageKey }) => stageKey === stage);
  };
  const marks = async () => (await app.db.select().from(incident).where(eq(incident.id, incidentId)))[0]?.reportStates;
  const linkTo = async (path: string, href: string) =>
    (await (await app.as(country.elin)).get(path)).document.querySelector(`main a[href="${href}"]`);

  it('may be sent any number of times once the notification is in, and is never awaited', async () => {
    const [first] = await rows();
    const href = `/reports/${first?.id}`;
    expect(await linkTo(`/files/${fileId}`, href)).toBeNull();
    expect((await (await app.as(country.tomas)).get(`/incidents/${incidentId}`)).status).toBe(404);
    await submitStage(app, country.elin, incidentId, 'breach-notification');
    expect(await linkTo(`/files/${fileId}`, href)).not.toBeNull();
    expect(await marks()).toEqual(['underReview']);
    expect((await (await app.as(country.elin)).get('/')).text).not.toContain('Additional information');
    const dana = await app.as(country.dana);
    const before = await dana.get(`/incidents/${incidentId}`);
    expect(before.text).toContain('On the operator’s initiative');
    // Writing one tells the regulator nothing.
    await (await app.as(country.elin)).post(href, { intent: 'start' });
    expect((await dana.get(`/incidents/${incidentId}`)).text).toBe(before.text);
    // What somebody has begun is work, though nobody awaits it.
    expect((await (await app.as(country.elin)).get('/')).text).toContain('Additional information');
    await (await app.as(country.elin)).post(`${href}/discard`, {});

    app.clock.advance({ hours: 24 * 20 });
    await submitStage(app, country.elin, incidentId, stage, { ordinal: 1 });
    await submitStage(app, country.elin, incidentId, stage, { ordinal: 2 });
    expect((await rows()).map(({ ordinal, waivedReason }) => [ordinal, waivedReason])).toEqual([
      [1, null],
      [2, null],
      [3, 'voluntary'],
    ]);
    expect(await marks()).toEqual(['underReview']);
    const [row] = await app.db.select().from(incident).where(eq(incident.id, incidentId));
    expect(row?.nextDueAt).toBeNull();
  });

  it('leaves a request of the regulator apart, which rests on its powers of investigation', async () => {
    await submitStage(app, country.elin, incidentId, 'breach-notification');
    const dueAt = app.clock.now().add({ hours: 48 });
    await requestReport(app.ctx(country.dana), { incidentId, stageKey: stage, note: 'How many people?', dueAt });
    const [ready, asked] = await rows();
    expect(ready?.waivedReason).toBe('voluntary');
    expect(asked).toMatchObject({ ordinal: 2, waivedReason: null, dueAt });
    expect(asked?.dueExplained?.article).toBe('Art. 31 and 58(1)(a)');
    expect(await marks()).toEqual(['unsubmitted', 'underReview']);
    await submitStage(app, country.elin, incidentId, stage, { ordinal: 2 });
    expect((await rows()).map(({ ordinal }) => ordinal)).toEqual([1, 2]);
  });
});
