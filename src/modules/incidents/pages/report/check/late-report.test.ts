import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { newId } from '#platform/db/ids.ts';
import { type Client, type TestApp, testApp } from '../../../../../testing/test-app.ts';
import { newestFormVersion } from '../../../queries/form-versions.query.ts';
import { incident, submission, submissionAnswer } from '../../../schema/incident.ts';
import { draft, draftAnswer } from '../../../schema/reporting-side.ts';
import { type Country, completeAnswers, makeCountry, openFile } from '../../../testing/factories.ts';
import { formFields, reportIdOf, sectionForm } from '../testing/forms.ts';

// Regulation (EU) 2016/679, Art. 33(1), last sentence: a notification after 72 hours is accompanied by reasons for the delay
describe('a question that only a late report is asked', () => {
  let app: TestApp;
  let country: Country;
  let elin: Client;
  let reportId: string;

  beforeEach(async () => {
    app = await testApp();
    country = await makeCountry(app);
    elin = await app.as(country.elin);
    const aware = app.clock.now().subtract({ hours: 71 }).toString();
    const incidentId = (await openFile(app, country.elin, { laws: ['gdpr'], facts: { aware } })).incidents.gdpr ?? '';
    reportId = await reportIdOf(app, incidentId, 'breach-notification');
    await elin.post(`/reports/${reportId}`, { intent: 'start' });
    const [record] = await app.db.select().from(incident).where(eq(incident.id, incidentId));
    const form = await newestFormVersion(app.db, record?.regulatorId ?? '', 'gdpr-breach-notification');
    const [row] = await app.db.select({ id: draft.id }).from(draft);
    const answers = completeAnswers(form.definition, {});
    answers.delete('delay-reasons');
    const by = { draftId: row?.id ?? '', updatedAt: app.clock.now() };
    await app.db.insert(draftAnswer).values([...answers].map(([questionKey, value]) => ({ ...by, questionKey, value })));
  });

  const send = async () => elin.post(`/reports/${reportId}/check`, { base: '0', key: newId(), confirmed: 'yes' });
  const reasons = async () =>
    (await elin.get(`/reports/${reportId}/sections/breach`)).document.querySelector('[data-question="delay-reasons"]');

  it('is not asked in time, and what was typed there is not stored', async () => {
    expect((await reasons())?.hasAttribute('hidden')).toBe(true);
    await sectionForm(elin, reportId, 'breach', { 'delay-reasons': 'None' });
    expect((await send()).status).toBe(303);
    expect(await app.db.select().from(submissionAnswer).where(eq(submissionAnswer.questionKey, 'delay-reasons'))).toEqual([]);
  });

  it('keeps a report from being sent that became late after it was opened, and loses nothing', async () => {
    expect((await elin.get(`/reports/${reportId}/check`)).text).not.toContain('Why do you notify');
    const typed = await app.db.select().from(draftAnswer);
    app.clock.advance({ hours: 1 });
    const refused = await send();
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Why do you notify more than 72 hours after you became aware of the breach?');
    expect(refused.document.querySelector(`a[href="/reports/${reportId}/sections/breach#f-delay-reasons"]`)).not.toBeNull();
    expect(await app.db.select().from(submission)).toEqual([]);
    expect(await app.db.select().from(draftAnswer)).toEqual(typed);

    expect((await reasons())?.hasAttribute('hidden')).toBe(false);
    await sectionForm(elin, reportId, 'breach', { 'delay-reasons': 'The processor told us late.' });
    const page = formFields(await elin.get(`/reports/${reportId}/check`));
    expect((await elin.post(`/reports/${reportId}/check`, { ...page, confirmed: 'yes' })).status).toBe(303);
    const [sent] = await app.db.select().from(submission);
    expect(sent?.late).toBe(true);
    const [stored] = await app.db.select().from(submissionAnswer).where(eq(submissionAnswer.questionKey, 'delay-reasons'));
    expect(stored?.value).toBe('The processor told us late.');
    expect((await elin.get(`/reports/${reportId}/versions/1`)).text).toContain('The processor told us late.');
  });

  it('refuses a moment that lies ahead, keeps it as typed, and does not send it', async () => {
    const url = `/reports/${reportId}/sections/breach`;
    const ahead = { day: '6', month: '3', year: '2026', hour: '10', minute: '00' };
    const typed = Object.fromEntries(Object.entries(ahead).map(([part, text]) => [`processor-informed-at.${part}`, text]));
    await sectionForm(elin, reportId, 'breach', { 'processor-part.option': 'yes', 'processor-name': 'Acme', ...typed });
    const shown = await elin.get(url);
    expect(shown.document.querySelector('[name="processor-informed-at.day"]')?.getAttribute('value')).toBe('6');
    const refused = await elin.post(url, { ...formFields(shown), _next: 'on' });
    expect(refused.text).toContain('This moment is in the future');
    expect((await elin.get(`/reports/${reportId}/check`)).text).toContain('This moment is in the future');
    expect((await send()).status).toBe(422);
    expect(await app.db.select().from(submission)).toEqual([]);
  });
});
