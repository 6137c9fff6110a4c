import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { newId } from '#platform/db/ids.ts';
import { auditEvent } from '#platform/db/schema.ts';
import { enqueue } from '#platform/jobs/enqueue.ts';
import { type TestApp, testApp } from '../../../testing/test-app.ts';
import { expireDraftsNightly } from '../jobs/expire-drafts.job.ts';
import { report } from '../schema/incident.ts';
import { draft, incidentFile } from '../schema/reporting-side.ts';
import { incidentAccess } from '../schema/traces.ts';
import { type Country, makeCountry, openFile } from '../testing/factories.ts';
import { openDraft } from './open-draft.ts';
import { saveNotifyStep } from './save-notify-step.ts';
import { startNotify } from './start-notify.ts';

// incidents.md 4.2 and 10.3
describe('drafts nobody comes back to', () => {
  let app: TestApp;
  let country: Country;

  beforeEach(async () => {
    app = await testApp();
    country = await makeCountry(app);
  });

  const runJob = async () => {
    await app.db.transaction((tx) => enqueue(tx, app.systemCtx(), expireDraftsNightly.job, {}, { dedupeKey: newId() }));
    await app.runJobs();
  };
  const left = async () => ({
    reports: (await app.db.select().from(draft)).length,
    notifications: (await app.db.select().from(incidentFile).where(eq(incidentFile.state, 'draft'))).length,
  });

  it('go after 90 days, with a line in the audit, and not an hour before', async () => {
    const { incidents } = await openFile(app, country.elin);
    const [early] = await app.db
      .select()
      .from(report)
      .where(eq(report.incidentId, incidents.nis2 ?? ''));
    const ctx = app.ctx(country.elin);
    await openDraft(ctx, { reportId: early?.id ?? '' });
    await startNotify(ctx, { regulation: 'nis2' });
    const goneOnWith = await startNotify(ctx, { regulation: 'nis2' });
    app.clock.advance({ hours: 90 * 24 - 1 });
    await runJob();
    expect(await left()).toEqual({ reports: 1, notifications: 2 });
    // A notification somebody has just gone on with stays for another 90 days.
    const answers = { step: 'facts' as const, facts: {} };
    await saveNotifyStep(ctx, { fileId: goneOnWith, version: 1, answers });
    app.clock.advance({ hours: 1 });
    await runJob();
    expect(await left()).toEqual({ reports: 0, notifications: 1 });
    const actions = (await app.db.select().from(auditEvent)).map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(['incidents.expireDraft', 'incidents.expireNotify']));
    const [entry] = await app.db.select().from(incidentAccess).where(eq(incidentAccess.action, 'draftDiscarded'));
    expect(entry).toMatchObject({ side: 'system', detail: { expired: true } });
    // What was opened stays.
    expect((await app.db.select().from(incidentFile)).map(({ state }) => state).sort()).toEqual(['draft', 'open']);
  });
});
