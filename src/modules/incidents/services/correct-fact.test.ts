import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import type { AccountActor } from '#platform/context/actor.ts';
import { newId } from '#platform/db/ids.ts';
import { auditEvent } from '#platform/db/schema.ts';
import { Temporal } from '#platform/time/temporal.ts';
import { type TestApp, testApp } from '../../../testing/test-app.ts';
import type { Fact } from '../domain/condition.ts';
import { newestFormVersion } from '../queries/form-versions.query.ts';
import { incident, incidentFact, report, reportDueChange, submission } from '../schema/incident.ts';
import { draft, draftPart } from '../schema/reporting-side.ts';
import { incidentAccess } from '../schema/traces.ts';
import { type Country, makeCountry, openFile, submitStage } from '../testing/factories.ts';
import { type CorrectFactInput, correctFact } from './correct-fact.ts';

describe('correcting a fact', () => {
  let app: TestApp;
  let country: Country;
  let id: string;

  beforeEach(async () => {
    app = await testApp();
    country = await makeCountry(app);
    const { incidents } = await openFile(app, country.elin, { laws: ['nis2', 'gdpr'], facts: { aware: '2026-03-05T07:00:00Z' } });
    id = incidents.nis2 ?? '';
  });

  const current = async (fact: Fact, incidentId = id) => {
    const rows = await app.db.select().from(incidentFact).where(eq(incidentFact.incidentId, incidentId));
    return rows.find((row) => row.fact === fact && row.supersededAt === null);
  };
  const correct = async (actor: AccountActor, change: Partial<CorrectFactInput> & { at: Temporal.Instant | null }) => {
    const fact = change.fact ?? 'aware';
    const seenFactId = (await current(fact))?.id ?? null;
    return correctFact(app.ctx(actor), {
      incidentId: id,
      fact,
      zone: 'Europe/Luxembourg',
      reason: 'The first alert was found in the monitoring log',
      seenFactId,
      ...change,
    });
  };
  const dueOf = async (stageKey: string) => {
    const rows = await app.db.select().from(report).where(eq(report.incidentId, id));
    return rows.find((row) => row.stageKey === stageKey)?.dueAt?.toString();
  };
  const at = Temporal.Instant.from;

  it('moves the deadlines of what is not submitted, with their history, and leaves a stored "late" as it is', async () => {
    app.clock.advance({ hours: 24 });
    await submitStage(app, country.elin, id, 'early-warning');
    expect((await app.db.select().from(submission))[0]?.late).toBe(true);
    const { factId } = await correct(country.elin, { at: at('2026-03-05T08:30:00Z') });

    expect(await dueOf('early-warning')).toBe('2026-03-06T07:00:00Z');
    expect(await dueOf('incident-notification')).toBe('2026-03-08T08:30:00Z');
    expect((await app.db.select().from(submission))[0]?.late).toBe(true);
    const changes = (await app.db.select().from(reportDueChange)).filter(({ cause }) => cause === 'fact');
    expect(changes.map((row) => [row.factId, row.oldDueAt?.toString(), row.newDueAt?.toString()])).toEqual([
      [factId, '2026-03-08T07:00:00Z', '2026-03-08T08:30:00Z'],
    ]);
    const history = await app.db.select().from(incidentFact).where(eq(incidentFact.incidentId, id)).orderBy(incidentFact.recordedAt);
    expect(history.map((row) => [row.source, row.supersededAt === null, row.reason])).toEqual([
      ['wizard', false, null],
      ['correction', true, 'The first alert was found in the monitoring log'],
    ]);
  });

  it('leaves a line in the access log, an audit row and an announcement; a sibling does not move', async () => {
    const [sibling] = (await app.db.select().from(incident)).filter((row) => row.id !== id);
    await correct(country.elin, { at: at('2026-03-05T08:30:00Z') });
    const log = (await app.db.select().from(incidentAccess)).filter(({ action }) => action === 'factCorrected');
    expect(log).toMatchObject([{ incidentId: id, side: 'reporting', detail: { fact: 'aware', to: '2026-03-05T08:30:00Z' } }]);
    expect((await app.db.select().from(auditEvent)).map(({ action }) => action)).toContain('incidents.correctFact');
    expect((await app.db.select().from(incident)).find((row) => row.id === sibling?.id)).toEqual(sibling);
  });

  it('records a regulator as the source when a regulator corrects, and is not there for others', async () => {
    await correct(country.tomas, { at: at('2026-03-05T08:30:00Z') });
    expect((await current('aware'))?.source).toBe('regulator');
    await expect(correct(country.dana, { at: at('2026-03-05T08:31:00Z') })).rejects.toMatchObject({ status: 404 });
  });

  // incidents.md check 16
  it('refuses a moment that does not fit, no reason, and a change over a newer one', async () => {
    const refused = { status: 422 };
    await expect(correct(country.elin, { at: at('2026-03-05T10:00:00Z') })).rejects.toMatchObject({ messageKey: 'incidents.fact.future' });
    await expect(correct(country.elin, { at: at('2026-03-05T08:00:00Z'), reason: ' ' })).rejects.toMatchObject(refused);
    await expect(correct(country.elin, { at: null })).rejects.toMatchObject({ messageKey: 'incidents.fact.missing' });
    await expect(correct(country.elin, { at: at('2026-03-05T07:00:00Z') })).rejects.toMatchObject({ messageKey: 'file.correct.same' });
    await expect(correct(country.elin, { fact: 'occurred', at: at('2026-03-05T08:00:00Z') })).rejects.toMatchObject({
      messageKey: 'incidents.fact.beforeOther',
      values: { fact: 'aware', other: 'occurred' },
    });
    await expect(correct(country.elin, { at: at('2026-03-05T08:00:00Z'), seenFactId: newId() })).rejects.toMatchObject({ status: 409 });
  });

  it('asks before it takes an awareness after the notification', async () => {
    app.clock.advance({ hours: 3 });
    const late = { at: at('2026-03-05T10:00:00Z') };
    await expect(correct(country.elin, late)).rejects.toMatchObject({ messageKey: 'incidents.fact.afterNotification', field: 'confirm' });
    await correct(country.elin, { ...late, isLateDetectionConfirmed: true });
    expect(await dueOf('early-warning')).toBe('2026-03-06T10:00:00Z');
  });

  it('takes a fact back, so that nothing counts from it any more', async () => {
    await correct(country.elin, { fact: 'resolved', at: at('2026-03-05T08:30:00Z') });
    await correct(country.elin, { fact: 'resolved', at: null });
    expect(await current('resolved')).toMatchObject({ at: null, source: 'correction' });
  });

  it('wins over what an open draft held before it', async () => {
    const [row] = (await app.db.select().from(report)).filter((one) => one.incidentId === id);
    const form = await newestFormVersion(app.db, country.cyber.id, 'nis2-early-warning');
    const now = app.clock.now();
    const draftId = newId();
    await app.db.insert(draft).values({
      id: draftId,
      reportId: row?.id ?? '',
      formVersionId: form.id,
      createdAt: now,
      savedAt: now,
      savedByName: 'Elin',
      expiresAt: now,
    });
    const moment = { at: '2026-03-05T06:00:00Z', zone: 'Europe/Luxembourg' };
    await app.db.insert(draftPart).values({ draftId, part: 'facts', value: { aware: moment, occurred: moment }, updatedAt: now });
    await correct(country.elin, { at: at('2026-03-05T08:30:00Z') });
    const [part] = await app.db.select().from(draftPart);
    expect(part).toMatchObject({ value: { occurred: moment }, version: 2 });
  });

  it('refuses on a closed incident', async () => {
    await app.db.update(incident).set({ status: 'closed', outcome: 'handled', closedAt: app.clock.now() }).where(eq(incident.id, id));
    await expect(correct(country.elin, { at: at('2026-03-05T08:30:00Z') })).rejects.toMatchObject({ messageKey: 'file.correct.closed' });
  });
});
