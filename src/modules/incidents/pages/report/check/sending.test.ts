import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeOperator, makeOperatorAccount } from '#modules/governance/testing/factories.ts';
import { newId } from '#platform/db/ids.ts';
import { type Client, type TestApp, testApp } from '../../../../../testing/test-app.ts';
import type { FormDefinition } from '../../../domain/definition.ts';
import { reportFormVersion } from '../../../schema/definitions.ts';
import { incident, report, submission, submissionAnswer } from '../../../schema/incident.ts';
import { draft, draftAnswer } from '../../../schema/reporting-side.ts';
import { review, reviewRemark } from '../../../schema/supervising-side.ts';
import { type Country, makeCountry, openFile, submitStage } from '../../../testing/factories.ts';
import { formFields, reportIdOf, sectionForm } from '../testing/forms.ts';

const event = { description: 'Meters unreadable', 'services-affected': 'Meter reading', 'service-state.option': 'degraded' };
const suspicion = { 'malicious.option': 'no', 'cross-border.option': 'no' };
const response = { measures: 'Isolated the head-end.' };

describe('sending a report', () => {
  let app: TestApp;
  let country: Country;
  let elin: Client;
  let incidentId: string;
  let reportId: string;

  beforeEach(async () => {
    app = await testApp();
    country = await makeCountry(app);
    elin = await app.as(country.elin);
    incidentId = (await openFile(app, country.elin)).incidents.nis2 ?? '';
    reportId = await reportIdOf(app, incidentId, 'early-warning');
  });

  const checkUrl = (id = reportId) => `/reports/${id}/check`;
  const fill = async (impacts: string[] = []) => {
    await elin.post(`/reports/${reportId}`, { intent: 'start' });
    await sectionForm(elin, reportId, 'event', event);
    await sectionForm(elin, reportId, 'suspicion', suspicion);
    await sectionForm(elin, reportId, 'response', response);
    await sectionForm(elin, reportId, 'impacts', { impacts });
  };
  const send = async (id = reportId) => elin.post(checkUrl(id), { ...formFields(await elin.get(checkUrl(id))), confirmed: 'yes' });
  const judge = async (verdict: 'passed' | 'revision', submissionId: string) => {
    const row = { verdict, commentMd: 'Please **explain**.', reviewerName: 'Tomas', reviewedAt: app.clock.now() };
    await app.db.insert(review).values({ submissionId, ...row });
  };

  it('lists what is missing, each with a way to its field, and asks for a confirmation', async () => {
    await elin.post(`/reports/${reportId}`, { intent: 'start' });
    const empty = await elin.get(checkUrl());
    expect(empty.text).toContain('things are still to be done');
    const links = [...empty.document.querySelectorAll('.v-message a')].map((link) => link.getAttribute('href'));
    expect(links).toContain(`/reports/${reportId}/sections/event#f-description`);
    expect(empty.text).not.toContain('Send “Early warning”');
    const forced = await elin.post(checkUrl(), { base: '0', key: newId(), confirmed: 'yes' });
    expect(forced.status).toBe(422);
    expect(forced.text).toContain('Some answers are still missing');
    await fill();
    const unconfirmed = await elin.post(checkUrl(), { base: '0', key: newId() });
    expect(unconfirmed.status).toBe(422);
    expect(await app.db.select().from(submission)).toEqual([]);
  });

  // incidents.md check 25
  it('stores one version when Send is pressed twice, and refuses a second tab', async () => {
    await fill();
    const [one, two] = [formFields(await elin.get(checkUrl())), formFields(await elin.get(checkUrl()))];
    const first = await elin.post(checkUrl(), { ...one, confirmed: 'yes' });
    const again = await elin.post(checkUrl(), { ...one, confirmed: 'yes' });
    expect([first.status, again.status]).toEqual([303, 303]);
    expect(again.headers.location).toBe(`/reports/${reportId}/sent`);
    const other = await elin.post(checkUrl(), { ...two, confirmed: 'yes' });
    expect(other.status).toBe(409);
    expect(other.text).toContain('A newer version of this report was sent meanwhile');
    expect(await app.db.select().from(submission)).toHaveLength(1);
  });

  it('saves nothing into a draft that follows another version', async () => {
    await fill();
    const url = `/reports/${reportId}/sections/event`;
    const stale = formFields(await elin.get(url));
    await send();
    const reply = await elin.post(url, { ...stale, description: 'Typed in the old tab', _next: 'on' });
    expect(reply.status).toBe(409);
    expect(reply.document.querySelector('textarea')?.textContent).toBe('Typed in the old tab');
    expect(await app.db.select().from(draftAnswer)).toEqual([]);
  });

  // incidents.md 3.14
  it('lets a draft go on from a newer version after comparing the two', async () => {
    await fill();
    await send();
    await elin.post(`/reports/${reportId}`, { intent: 'start' });
    await elin.post(`/reports/${reportId}`, { intent: 'keep' });
    await sectionForm(elin, reportId, 'response', { measures: 'Isolated two servers.' });
    await app.db.update(draft).set({ baseNo: 0 });
    expect((await elin.post(checkUrl(), { base: '0', key: newId(), confirmed: 'yes' })).status).toBe(409);
    const compared = await elin.get(`/reports/${reportId}/versions/1?compare=draft`);
    expect(compared.document.querySelector('ins')?.textContent).toContain('two');
    expect((await elin.post(`/reports/${reportId}`, { intent: 'rebase' })).status).toBe(303);
    const [row] = await app.db.select().from(draft);
    expect(row).toMatchObject({ baseNo: 1, expiresAt: app.clock.now().add({ hours: 90 * 24 }) });
    expect((await send()).status).toBe(303);
    expect(await app.db.select().from(submission)).toHaveLength(2);
  });

  it('says that the deadline has passed, and marks the report late', async () => {
    await fill();
    app.clock.advance({ hours: 30 });
    const late = await elin.get(checkUrl());
    expect(late.text).toContain('The deadline has passed');
    await send();
    expect((await elin.get(`/reports/${reportId}/sent`)).text).toContain('after the deadline');
    expect((await app.db.select().from(submission))[0]?.late).toBe(true);
  });

  // incidents.md checks 12 and 13
  it('opens reports in order, locks the earlier one, and unlocks it for a revision', async () => {
    const nextId = await reportIdOf(app, incidentId, 'final-report');
    expect((await elin.get(`/reports/${nextId}`)).text).toContain('Send “Incident notification” first');
    expect((await elin.post(`/reports/${nextId}`, { intent: 'start' })).status).toBe(409);
    await fill();
    await send();
    const [first] = await app.db.select().from(submission);
    await submitStage(app, country.elin, incidentId, 'incident-notification');
    expect((await elin.get(`/reports/${reportId}`)).text).toContain('can no longer change');
    expect((await elin.post(`/reports/${reportId}`, { intent: 'start' })).status).toBe(409);

    await judge('revision', first?.id ?? '');
    await app.db.insert(reviewRemark).values({ submissionId: first?.id ?? '', questionKey: 'measures', text: 'Which servers?' });
    await app.db
      .update(report)
      .set({ revisionDueAt: app.clock.now().add({ hours: 48 }) })
      .where(eq(report.id, reportId));
    const asked = await elin.get(`/reports/${reportId}`);
    expect(asked.text).toContain('asks for a revision of version 1');
    expect(asked.document.querySelector('.v-message strong')?.textContent).toBe('explain');
    expect(asked.text).toContain('asked for a revised version by this moment');
    await elin.post(`/reports/${reportId}`, { intent: 'start' });
    const page = await elin.get(`/reports/${reportId}/sections/response`);
    expect(page.text).toContain('Which servers?');
    expect(page.text).toContain('From version 1');
    // Every answer of version 1 is there already: one is changed, and nothing has to be confirmed again.
    await sectionForm(elin, reportId, 'response', { measures: 'Isolated the head-end and two servers.' });
    expect((await elin.get(`/reports/${reportId}/sections/response`)).text).not.toContain('From version 1');
    expect((await elin.get(checkUrl())).text).not.toContain('still to be done');
    expect((await send()).status).toBe(303);
    const versions = await app.db.select().from(submission).where(eq(submission.reportId, reportId)).orderBy(submission.no);
    expect(versions.map(({ no }) => no)).toEqual([1, 2]);
    expect(versions[0]).toEqual(first);
    const second = await elin.get(`/reports/${reportId}/versions/2?compare=1`);
    expect(second.document.querySelector('ins')?.textContent).toContain('two servers');
    expect(second.document.querySelectorAll('.v-answer')).toHaveLength(1);
    const old = await elin.get(`/reports/${reportId}/versions/1`);
    expect(old.text).toContain('Which servers?');
    expect(old.text).toContain(first?.contentSha256);
    expect((await elin.get(`/reports/${reportId}/versions/3`)).status).toBe(404);
  });

  // incidents.md check 21
  it('counts impacts, also when the next version takes them back', async () => {
    const significant = async () => (await app.db.select().from(incident).where(eq(incident.id, incidentId)))[0]?.significant;
    await fill(['severe-disruption']);
    await send();
    expect(await significant()).toBe(true);
    await elin.post(`/reports/${reportId}`, { intent: 'start' });
    await elin.post(`/reports/${reportId}`, { intent: 'keep' });
    await sectionForm(elin, reportId, 'impacts', { impacts: [] });
    await send();
    expect(await significant()).toBe(false);
    await app.db.update(incident).set({ significant: true, significantSource: 'override', significantAt: app.clock.now() });
    await elin.post(`/reports/${reportId}`, { intent: 'start' });
    await elin.post(`/reports/${reportId}`, { intent: 'keep' });
    await send();
    expect(await significant()).toBe(true);
  });

  it('does not show a report that is not one’s own', async () => {
    const stranger = await makeOperatorAccount(app.db, await makeOperator(app.db), { administrator: true });
    const client = await app.as(stranger);
    for (const path of ['', '/check', '/sent', '/sections/event', '/versions/1', '/discard'])
      expect((await client.get(`/reports/${reportId}${path}`)).status, path).toBe(404);
    for (const [path, fields] of [
      ['', { intent: 'start' }],
      ['/check', { base: '0', key: newId(), confirmed: 'yes' }],
      ['/discard', {}],
      ['/sections/event', {}],
    ] as const)
      expect((await client.post(`/reports/${reportId}${path}`, fields)).status, path).toBe(404);
    expect((await elin.get(`/reports/${newId()}`)).status).toBe(404);
    expect((await (await app.as(country.tomas)).get(`/reports/${reportId}`)).status).toBe(404);
  });

  // incidents.md check 20
  it('moves a draft to a form that was published meanwhile, and shows old versions as they were', async () => {
    await fill();
    await send();
    await elin.post(`/reports/${reportId}`, { intent: 'start' });
    await elin.post(`/reports/${reportId}`, { intent: 'keep' });
    const publish = async (change: (definition: FormDefinition) => FormDefinition) => {
      const [sent] = await app.db.select().from(submission);
      const [old] = await app.db
        .select()
        .from(reportFormVersion)
        .where(eq(reportFormVersion.id, sent?.formVersionId ?? ''));
      if (!old) throw new Error('No form');
      await app.db.insert(reportFormVersion).values({ ...old, id: newId(), no: old.no + 1, definition: change(old.definition) });
    };
    await publish((definition) => ({
      ...definition,
      pages: definition.pages.map((page) => ({ ...page, questions: page.questions.filter(({ key }) => key !== 'measures') })),
    }));
    const stale = await elin.post(checkUrl(), { base: '1', key: newId(), confirmed: 'yes' });
    expect(stale.status).toBe(409);
    expect(stale.text).toContain('The form of this report was renewed meanwhile');
    const notice = await elin.get(`/reports/${reportId}`);
    expect(notice.text).toContain('these answers are left out');
    expect((await elin.post(`/reports/${reportId}`, { intent: 'migrate' })).status).toBe(303);
    const moved = await elin.get(checkUrl());
    expect(moved.text).toContain('Meters unreadable');
    expect(moved.text).not.toContain('Isolated the head-end.');
    expect((await send()).status).toBe(303);
    expect((await elin.get(`/reports/${reportId}/versions/1`)).text).toContain('Isolated the head-end.');
    expect((await elin.get(`/reports/${reportId}/versions/2`)).text).not.toContain('Isolated the head-end.');
    const answers = await app.db.select().from(submissionAnswer).where(eq(submissionAnswer.questionKey, 'measures'));
    expect(answers).toHaveLength(1);
  });

  it('speaks every language', async () => {
    await fill();
    for (const [language, words] of [
      ['fr', 'Vérifiez vos réponses'],
      ['de', 'Prüfen Sie Ihre Antworten'],
      ['nl', 'Controleer uw antwoorden'],
    ] as const)
      expect((await (await app.as(country.elin, language)).get(checkUrl())).text).toContain(words);
  });
});
