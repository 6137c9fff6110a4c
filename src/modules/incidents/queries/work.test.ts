/** Home, through the page: what waits for whom, soonest first. */
import { and, eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeObserver, makeObserverAccount, makePlatformAdministrator } from '#modules/governance/testing/factories.ts';
import type { AccountActor } from '#platform/context/actor.ts';
import { newId } from '#platform/db/ids.ts';
import { languages } from '#platform/i18n/language.ts';
import { type TestApp, testApp } from '../../../testing/test-app.ts';
import { report, submission } from '../schema/incident.ts';
import { draft, incidentFile } from '../schema/reporting-side.ts';
import { review } from '../schema/supervising-side.ts';
import { refreshDeadlines } from '../services/refresh-deadlines.ts';
import { type Country, makeCountry, openFile, submitStage } from '../testing/factories.ts';

describe('Home', () => {
  let app: TestApp;
  let country: Country;

  beforeEach(async () => {
    app = await testApp();
    country = await makeCountry(app);
  });

  const home = async (actor: AccountActor) => (await app.as(actor)).get('/');
  const texts = (document: Document, selector: string) =>
    [...document.querySelectorAll(selector)].map((element) => (element.textContent ?? '').replace(/\s+/g, ' ').trim());
  const reviewed = async (submissionId: string, verdict: 'passed' | 'revision') => {
    await app.db.insert(review).values({ submissionId, verdict, reviewerName: 'Tomas', reviewedAt: app.clock.now() });
    const [row] = await app.db
      .select({ id: report.incidentId })
      .from(report)
      .innerJoin(submission, eq(submission.reportId, report.id))
      .where(eq(submission.id, submissionId));
    await app.db.transaction((tx) => refreshDeadlines(tx, app.ctx(country.tomas), row?.id ?? '', 'regulator'));
  };

  it('gives an operator what is due, soonest first, with the next one large', async () => {
    await openFile(app, country.elin, { title: 'Second', facts: { aware: '2026-03-05T08:30:00Z' } });
    await openFile(app, country.elin, { title: 'First', laws: ['nis2', 'gdpr'], facts: { aware: '2026-03-05T07:00:00Z' } });
    const { document, text } = await home(country.elin);
    expect(texts(document, 'h1')).toEqual(['Your deadlines']);
    expect(texts(document, '.v-first h2')).toEqual(['Early warning']);
    expect(texts(document, '.v-first .fs-5')).toEqual(['First']);
    expect(text).toContain('24 hours after you became aware of the incident');
    const week = texts(document, 'section[aria-labelledby=week] li');
    expect(week.map((line) => line.includes('First'))).toEqual([false, true, true, false]);
    expect(week[0]).toContain('Early warning');
    // What cannot be begun yet is not work.
    expect(text).not.toContain('Final report');
    expect(document.querySelector('.v-first .btn-primary')?.getAttribute('href')).toMatch(/^\/reports\//);
  });

  it('shows what is late first, then drafts, revisions and the combined line', async () => {
    const { incidents } = await openFile(app, country.elin, { title: 'Old', facts: { aware: '2026-03-05T07:00:00Z' } });
    const { submissionId } = await submitStage(app, country.elin, incidents.nis2 ?? '', 'incident-notification');
    await reviewed(submissionId, 'revision');
    const late = await openFile(app, country.elin, { title: 'Late', laws: ['gdpr'], facts: { aware: '2026-03-01T07:00:00Z' } });
    const now = app.clock.now();
    const [row] = await app.db
      .select()
      .from(report)
      .where(and(eq(report.incidentId, late.incidents.gdpr ?? ''), eq(report.stageKey, 'breach-notification')));
    const [form] = await app.db.select({ id: submission.formVersionId }).from(submission);
    await app.db.insert(draft).values({
      id: newId(),
      reportId: row?.id ?? '',
      formVersionId: form?.id ?? '',
      createdAt: now,
      savedAt: now,
      savedByName: 'Jonas Petit',
      expiresAt: now.add({ hours: 2160 }),
    });
    await app.db.insert(incidentFile).values({
      id: newId(),
      title: 'Begun',
      operatorId: country.operator.id,
      organisationName: 'Norvane Grid',
      zone: 'Europe/Luxembourg',
      state: 'draft',
      selection: { couples: [], regulationIds: [], sectors: [], contacts: {}, facts: {}, skipped: [] },
      createdAt: now,
    });
    const { document, text } = await home(country.elin);
    expect(texts(document, '.v-overdue h2')).toEqual(['Breach notification: Late']);
    expect(texts(document, '.v-overdue .btn')).toEqual(['Continue']);
    expect(texts(document, '.v-first h2')).toEqual(['Final report, or progress report if the incident is still being handled']);
    const open = texts(document, 'section[aria-labelledby=open] h3');
    expect(open).toEqual(['Incident notification: answer the remarks', 'Notification begun']);
    expect(text).toContain('Begun');
  });

  it('gives a regulator reviews, overdue reports and incidents ready to close, and nothing of another regulator', async () => {
    const { incidents } = await openFile(app, country.elin, {
      title: 'Seen',
      laws: ['nis2', 'gdpr'],
      facts: { aware: '2026-03-05T07:00:00Z' },
    });
    const first = await submitStage(app, country.elin, incidents.nis2 ?? '', 'early-warning');
    const breach = await submitStage(app, country.elin, incidents.gdpr ?? '', 'breach-notification');
    expect(texts((await home(country.tomas)).document, 'section[aria-labelledby=open] h3')).toEqual(['Review: Early warning']);
    await reviewed(first.submissionId, 'passed');
    await reviewed(breach.submissionId, 'passed');
    app.clock.advance({ hours: 24 * 4 });
    const tomas = await home(country.tomas);
    expect(texts(tomas.document, 'section[aria-labelledby=open] h3')).toEqual([]);
    expect(texts(tomas.document, 'section[aria-labelledby=elsewhere] h3')).toEqual(['Not received: Incident notification']);
    expect(tomas.text).toContain('Norvane Grid');
    expect(tomas.text).not.toContain('GDPR');
    const dana = await home(country.dana);
    expect(texts(dana.document, 'section[aria-labelledby=open] h3')).toEqual(['Ready to close: every report has passed']);
    expect(dana.text).not.toContain('NIS2');
  });

  it('shows a regulator twenty of a kind, says that there are more and leads to them', async () => {
    for (let number = 0; number < 21; number += 1)
      await openFile(app, country.elin, { title: `Unreported ${number}`, facts: { aware: '2026-03-01T07:00:00Z' } });
    const { document } = await home(country.tomas);
    expect(texts(document, 'section[aria-labelledby=elsewhere] li')).toHaveLength(20);
    expect(texts(document, '#elsewhere')).toEqual(['Overdue at operators 20+']);
    const rest = [...document.querySelectorAll('section[aria-labelledby=elsewhere] a')].at(-1);
    expect([rest?.textContent, rest?.getAttribute('href')]).toEqual(['All overdue', '/incidents?view=overdue']);
  });

  it('gives an observer the newest incidents that a rule opens, or says why there are none', async () => {
    await openFile(app, country.elin, { title: 'Shared', laws: ['nis2'] });
    await openFile(app, country.elin, { title: 'Not shared', laws: ['gdpr'] });
    const entitled = await makeObserverAccount(app.db, await makeObserver(app.db, { regulationKeys: ['nis2'] }));
    expect(texts((await home(entitled)).document, 'section[aria-labelledby=news] h3')).toEqual(['Shared']);
    const other = await makeObserverAccount(app.db, await makeObserver(app.db));
    expect((await home(other)).text).toContain('No incidents are shared with your organisation yet');
  });

  it('explains itself when it is empty, in every language, and tells a platform administrator why', async () => {
    const admin = await makePlatformAdministrator(app.db);
    await openFile(app, country.elin, { title: 'Secret matter' });
    for (const language of languages) {
      const reply = await (await app.as(admin, language)).get('/');
      expect(reply.status).toBe(200);
      expect(reply.text).not.toContain('Secret matter');
    }
    expect((await home(admin)).text).toContain('they are not shown to platform administrators');
    expect((await home(country.dana)).text).toContain('Nothing waits for you');
  });

  it('prints what people typed as text', async () => {
    await openFile(app, country.elin, { title: '<script>alert(1)</script>' });
    expect((await home(country.elin)).body).not.toContain('<script>alert');
  });
});
