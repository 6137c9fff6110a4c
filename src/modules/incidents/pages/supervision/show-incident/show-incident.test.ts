import { and, eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeObserver, makeObserverAccount, makeRegulatorAccount } from '#modules/governance/testing/factories.ts';
import { newId } from '#platform/db/ids.ts';
import { auditEvent, job } from '#platform/db/schema.ts';
import { languages } from '#platform/i18n/language.ts';
import { type Client, type TestApp, testApp } from '../../../../../testing/test-app.ts';
import { incidentPaths } from '../../../paths.ts';
import { incident, incidentFact, report } from '../../../schema/incident.ts';
import { internalNote } from '../../../schema/supervising-side.ts';
import { incidentAccess, reminder } from '../../../schema/traces.ts';
import { discardDraft } from '../../../services/discard-draft.ts';
import { openDraft } from '../../../services/open-draft.ts';
import { reviewSubmission } from '../../../services/review-submission.ts';
import { type Country, makeCountry, openFile, submitStage } from '../../../testing/factories.ts';

describe('an incident on the supervising side', () => {
  let app: TestApp;
  let country: Country;
  let tomas: Client;
  let id: string;

  beforeEach(async () => {
    app = await testApp();
    country = await makeCountry(app);
    tomas = await app.as(country.tomas);
    const { incidents } = await openFile(app, country.elin, { laws: ['nis2', 'gdpr'], facts: { aware: '2026-03-05T07:00:00Z' } });
    id = incidents.nis2 ?? '';
  });

  const params = () => ({ params: { incidentId: id } });
  const record = async () => {
    const [row] = await app.db.select().from(incident).where(eq(incident.id, id));
    if (!row) throw new Error('no incident');
    return row;
  };
  const announced = async (event: string) => {
    const rows = await app.db.select({ payload: job.payload }).from(job).where(eq(job.name, 'incidents.announce'));
    return rows.filter(({ payload }) => (payload as { event: string; incidentId: string }).event === event).length;
  };
  const logged = async () =>
    (await app.db.select().from(incidentAccess).where(eq(incidentAccess.incidentId, id))).map(({ action }) => action);
  const close = (outcome = 'handled') => tomas.post(incidentPaths.close.link(params()), { outcome, reason: 'All done' });
  const passLatest = (submissionId: string) =>
    reviewSubmission(app.ctx(country.tomas), {
      submissionId,
      act: 'decide',
      reviewVersion: 0,
      verdict: 'passed',
      comment: '',
      remarks: {},
      revisionDueAt: undefined,
    });

  it('tells what is due and why, what came and who did what', async () => {
    const { submissionId } = await submitStage(app, country.elin, id, 'early-warning');
    const reply = await tomas.get(incidentPaths.incident.link(params()));
    expect(reply.status).toBe(200);
    for (const words of [
      'Ransomware on the metering platform',
      'Norvane Grid',
      '72 hours after the operator became aware of the incident',
      'Under review',
      'Sent on time',
      'Review: Early warning',
      'Final report, or progress report if the incident is still being handled',
      'On request',
      'Report sent',
      'elin.marchetti@norvane.example',
    ]) {
      expect(reply.text, words).toContain(words);
    }
    expect(reply.body).toContain(incidentPaths.submission.link({ params: { submissionId } }));
    // Nothing of the sibling under another law, and no reading is logged by looking at the incident.
    expect(reply.text).not.toContain('GDPR');
    expect(await logged()).not.toContain('read');
  });

  // incidents.md checks 14 and 15
  it('closes with an outcome, tells it once, and refuses the acts of an open incident until it is reopened', async () => {
    const page = await tomas.get(incidentPaths.close.link(params()));
    expect(page.text).toContain('Not submitted: Early warning');
    expect((await close('withdrawn')).status).toBe(422);
    expect((await close()).status).toBe(303);
    expect(await record()).toMatchObject({ status: 'closed', outcome: 'handled', nextDueAt: null });
    const planned = await app.db.select().from(reminder).where(eq(reminder.state, 'planned'));
    const reports = (await app.db.select().from(report).where(eq(report.incidentId, id))).map((row) => row.id);
    expect(planned.filter(({ reportId }) => reports.includes(reportId))).toEqual([]);
    expect((await close()).status).toBe(409);
    expect(await announced('closed')).toBe(1);
    for (const path of [incidentPaths.significance, incidentPaths.requestReport, incidentPaths.correctFact]) {
      expect((await tomas.get(path.link(params()))).status).toBe(409);
      // What was typed while somebody else closed the incident is still there.
      const refused = await tomas.post(path.link(params()), { fact: 'aware', reason: 'typed in vain', note: 'typed in vain' });
      expect(refused.status).toBe(409);
      expect(refused.document.querySelector('textarea')?.textContent).toBe('typed in vain');
    }
    await expect(submitStage(app, country.elin, id, 'early-warning')).rejects.toThrow('report.closed');
    await tomas.post(incidentPaths.reference.link(params()), { reference: 'CASE-1', seen: (await record()).reference });
    expect(await announced('closed')).toBe(1);

    expect((await tomas.post(incidentPaths.reopen.link(params()), { reason: '' })).status).toBe(422);
    expect((await tomas.post(incidentPaths.reopen.link(params()), { reason: 'More came up' })).status).toBe(303);
    expect(await record()).toMatchObject({ status: 'ongoing', outcome: null, closedAt: null });
    expect((await record()).nextDueAt?.toString()).toBe('2026-03-06T07:00:00Z');
    expect((await tomas.post(incidentPaths.reopen.link(params()), { reason: 'Again' })).status).toBe(409);
    expect(await announced('reopened')).toBe(1);
    await close('duplicate');
    expect(await announced('closed')).toBe(2);
    expect(await logged()).toEqual(expect.arrayContaining(['closed', 'reopened', 'referenceChanged']));
    const actions = (await app.db.select().from(auditEvent)).map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(['incidents.closeIncident', 'incidents.reopenIncident', 'incidents.changeReference']));
  });

  it('leaves what was withdrawn withdrawn', async () => {
    const change = { status: 'closed' as const, outcome: 'withdrawn' as const, closedAt: app.clock.now() };
    await app.db.update(incident).set(change).where(eq(incident.id, id));
    expect((await tomas.get(incidentPaths.incident.link(params()))).text).not.toContain('Reopen');
    expect((await tomas.post(incidentPaths.reopen.link(params()), { reason: 'Why not' })).status).toBeGreaterThanOrEqual(403);
    expect((await record()).status).toBe('closed');
  });

  // incidents.md check 21
  it('holds an override against later submissions until it is released', async () => {
    const path = incidentPaths.significance.link(params());
    const decide = (decision: string, seen: string) => tomas.post(path, { decision, seen, reason: 'By our own analysis' });
    expect((await decide('release', 'undecided nobody')).status).toBe(422);
    expect((await decide('significant', 'undecided nobody')).status).toBe(303);
    expect(await record()).toMatchObject({ significant: true, significantSource: 'override' });
    await submitStage(app, country.elin, id, 'early-warning');
    expect((await record()).significant).toBe(true);
    // A second decision made on the old value.
    const stale = await decide('notSignificant', 'undecided nobody');
    expect(stale.status).toBe(409);
    expect(stale.text).toContain('Somebody else decided on the significance meanwhile');
    expect((await decide('release', 'yes override')).status).toBe(303);
    expect((await record()).significantSource).toBe('computed');
    expect((await logged()).filter((action) => action === 'significanceSet')).toHaveLength(2);
    expect((await tomas.post(path, { decision: 'significant', seen: 'undecided computed', reason: '  ' })).status).toBe(422);
    expect((await tomas.post(path, { decision: 'significant', seen: 'forged', reason: 'x' })).status).toBe(422);
  });

  it('asks for reports, as often as wanted, with or without a date', async () => {
    const path = incidentPaths.requestReport.link(params());
    const due = { 'due.day': '10', 'due.month': '3', 'due.year': '2026', 'due.hour': '12', 'due.minute': '00' };
    expect((await tomas.post(path, { stage: 'intermediate-report', note: 'What is the state?', ...due })).status).toBe(303);
    expect((await tomas.post(path, { stage: 'intermediate-report', note: 'And now?' })).status).toBe(303);
    const rows = await app.db
      .select()
      .from(report)
      .where(and(eq(report.incidentId, id), eq(report.stageKey, 'intermediate-report')))
      .orderBy(report.ordinal);
    expect(rows.map(({ ordinal, dueAt, dueSource }) => [ordinal, dueAt?.toString(), dueSource])).toEqual([
      [1, '2026-03-10T11:00:00Z', 'regulator'],
      [2, undefined, 'rule'],
    ]);
    expect(await announced('requested')).toBe(2);
    const page = await tomas.get(incidentPaths.incident.link(params()));
    expect(page.text).toContain('Intermediate report, request 2');
    expect(page.text).toContain('Asked for: And now?');
    const past = await tomas.post(path, { stage: 'intermediate-report', note: 'Yesterday', ...due, 'due.day': '1' });
    expect(past.status).toBe(422);
    expect(past.document.querySelector('textarea')?.textContent).toContain('Yesterday');
    expect((await tomas.post(path, { stage: 'early-warning', note: 'No' })).status).toBe(422);
    expect((await tomas.post(path, { stage: 'intermediate-report', note: 'x', 'due.day': '31', 'due.month': '2' })).status).toBe(422);
  });

  it('corrects a date with a reason, and shows both when somebody was faster', async () => {
    const [before] = await app.db.select().from(incidentFact).where(eq(incidentFact.incidentId, id));
    const path = incidentPaths.correctFact.link(params());
    const at = { 'at.day': '5', 'at.month': '3', 'at.year': '2026', 'at.hour': '06', 'at.minute': '30', 'at.zone': 'Europe/Luxembourg' };
    expect((await tomas.get(`${path}?fact=aware`)).document.querySelector('input[name=seen]')?.getAttribute('value')).toBe(before?.id);
    expect((await tomas.get(path)).text).toContain('Aware');
    const form = { fact: 'aware', seen: before?.id ?? '', reason: 'The log says so', ...at };
    expect((await tomas.post(path, { ...form, reason: '' })).status).toBe(422);
    expect((await tomas.post(path, form)).status).toBe(303);
    expect((await record()).nextDueAt?.toString()).toBe('2026-03-06T05:30:00Z');
    const stale = await tomas.post(path, { ...form, 'at.hour': '04' });
    expect(stale.status).toBe(409);
    expect(stale.text).toContain('Stored now: Thursday 5 March 2026, 06:30');
    const page = await tomas.get(incidentPaths.incident.link(params()));
    expect(page.text).toContain('Corrected from Thursday 5 March 2026, 08:00 CET by Tomas Verhaegen');
    expect(page.text).toContain('Reason: The log says so');
    const elin = await app.as(country.elin);
    expect((await elin.post(path, form)).status).toBe(404);
  });

  it('keeps internal notes to the regulator', async () => {
    const path = incidentPaths.note.link(params());
    const before = (await record()).lastUpdateAt.toString();
    app.clock.advance({ hours: 1 });
    expect((await tomas.post(path, { body: '   ' })).status).toBe(422);
    expect((await tomas.post(path, { body: 'Call **the CSIRT** <script>alert(1)</script>' })).status).toBe(303);
    const page = await tomas.get(incidentPaths.incident.link(params()));
    expect(page.body).toContain('<strong>the CSIRT</strong>');
    expect(page.body).not.toContain('<script>alert');
    expect((await record()).lastUpdateAt.toString()).toBe(before);
    const csirt = await makeObserver(app.db, { regulationKeys: ['nis2'] });
    const observer = await app.as(await makeObserverAccount(app.db, csirt));
    const seen = await observer.get(incidentPaths.incident.link(params()));
    expect(seen.text).not.toContain('CSIRT');
    expect(seen.text).not.toContain('Internal note');
    expect((await observer.post(path, { body: 'x' })).status).toBe(404);
    expect(await app.db.select().from(internalNote)).toHaveLength(1);
  });

  // incidents.md check 6
  it('takes another reference, once per regulator', async () => {
    const path = incidentPaths.reference.link(params());
    const { incidents } = await openFile(app, country.elin, { title: 'Another' });
    const [other] = await app.db
      .select()
      .from(incident)
      .where(eq(incident.id, incidents.nis2 ?? ''));
    const seen = (await record()).reference;
    const taken = await tomas.post(path, { reference: other?.reference.toLowerCase() ?? '', seen });
    expect(taken.status).toBe(422);
    expect(taken.text).toContain('Another incident has this reference');
    expect(taken.document.querySelector('details[open] input[name=reference]')?.getAttribute('value')).toBe(other?.reference.toLowerCase());
    expect((await tomas.post(path, { reference: `two\nlines`, seen })).status).toBe(422);
    expect((await tomas.post(path, { reference: 'x'.repeat(29), seen })).status).toBe(422);
    expect((await tomas.post(path, { reference: ' 2026/NIS2/0117 ', seen })).status).toBe(303);
    expect((await record()).reference).toBe('2026/NIS2/0117');
    expect((await tomas.post(path, { reference: 'CASE-2', seen })).status).toBe(409);
    expect((await tomas.get('/incidents?q=2026/nis2')).text).toContain('2026/NIS2/0117');
    expect((await tomas.get(incidentPaths.incidentLog.link(params()))).text).toContain(`${seen} became 2026/NIS2/0117`);
  });

  // incidents.md 5.4, check 28
  it('shows all of the access log but drafts to the regulator, and to observers their own entries and the submissions', async () => {
    const reports = await app.db.select().from(report).where(eq(report.incidentId, id));
    const early = reports.find(({ stageKey }) => stageKey === 'early-warning');
    await openDraft(app.ctx(country.elin), { reportId: early?.id ?? '' });
    await discardDraft(app.ctx(country.elin), early?.id ?? '');
    const { submissionId } = await submitStage(app, country.elin, id, 'early-warning');
    const csirt = await makeObserver(app.db, { slug: 'csirt', regulationKeys: ['nis2'], shareContacts: true });
    const other = await makeObserver(app.db, { slug: 'other', regulationKeys: ['nis2'] });
    const nia = await app.as(await makeObserverAccount(app.db, csirt, { name: 'Nia Watcher' }));
    const olaf = await app.as(await makeObserverAccount(app.db, other, { name: 'Olaf Elsewhere' }));
    await nia.get(incidentPaths.submission.link({ params: { submissionId } }));
    await olaf.get(incidentPaths.submission.link({ params: { submissionId } }));
    await passLatest(submissionId);
    const log = (client: Client) => client.get(incidentPaths.incidentLog.link(params()));
    const regulator = await log(tomas);
    for (const words of ['Nia Watcher', 'Olaf Elsewhere', 'Reviewed', 'Report sent', 'Incident notified'])
      expect(regulator.text).toContain(words);
    // decisions.md D2: not even that there was a draft.
    expect(regulator.text).not.toContain('Draft');
    const observer = await log(nia);
    expect(observer.text).toContain('Nia Watcher');
    expect(observer.text).toContain('Report sent');
    for (const words of ['Olaf', 'Tomas', 'Reviewed', 'Incident notified']) expect(observer.text).not.toContain(words);
    expect((await nia.get(incidentPaths.incident.link(params()))).text).toContain('elin.marchetti@norvane.example');
    expect((await olaf.get(incidentPaths.incident.link(params()))).text).not.toContain('elin.marchetti@norvane.example');
  });

  // incidents.md check 26
  it('answers 404 to everybody it is not for, and to forged ids', async () => {
    const paths = [
      incidentPaths.incident,
      incidentPaths.incidentLog,
      incidentPaths.close,
      incidentPaths.significance,
      incidentPaths.requestReport,
    ];
    const bankers = await app.as(await makeRegulatorAccount(app.db, country.cyber, { sectors: ['banking'] }));
    const strangers = await app.as(
      await makeObserverAccount(app.db, await makeObserver(app.db, { regulationKeys: ['gdpr'], sectors: ['health'] })),
    );
    for (const client of [bankers, strangers, await app.as(country.dana)]) {
      for (const path of paths) expect((await client.get(path.link(params()))).status).toBe(404);
    }
    for (const path of [incidentPaths.note, incidentPaths.reference, incidentPaths.close, incidentPaths.reopen]) {
      expect((await bankers.post(path.link(params()), { body: 'x', outcome: 'handled', reason: 'x' })).status).toBe(404);
    }
    for (const forged of [newId(), 'not-an-id', "'--"]) {
      expect((await tomas.get(`/incidents/${encodeURIComponent(forged)}`)).status).toBe(404);
    }
  });

  it.each(languages)('is complete in %s, open and closed', async (language) => {
    const client = await app.as(country.tomas, language);
    const { submissionId } = await submitStage(app, country.elin, id, 'early-warning');
    await passLatest(submissionId);
    const post = (path: typeof incidentPaths.note, fields: Record<string, string>) => client.post(path.link(params()), fields);
    await post(incidentPaths.note, { body: 'A note' });
    await post(incidentPaths.requestReport, { stage: 'intermediate-report', note: 'Tell us' });
    await post(incidentPaths.significance, { decision: 'notSignificant', seen: 'undecided nobody', reason: 'r' });
    const gets = [incidentPaths.incident, incidentPaths.incidentLog, incidentPaths.requestReport, incidentPaths.correctFact];
    for (const path of [...gets, incidentPaths.significance, incidentPaths.close]) {
      const reply = await client.get(path.link(params()));
      expect(reply.status).toBe(200);
      expect(reply.document.documentElement.getAttribute('lang')).toBe(language);
    }
    await post(incidentPaths.close, { outcome: 'handled', reason: 'Done' });
    for (const path of [incidentPaths.incident, incidentPaths.reopen]) expect((await client.get(path.link(params()))).status).toBe(200);
  });
});
