import { asc, eq } from 'drizzle-orm';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeOperator, makeOperatorAccount } from '#modules/governance/testing/factories.ts';
import type { AccountActor } from '#platform/context/actor.ts';
import { type Client, type TestApp, testApp } from '../../../testing/test-app.ts';
import { formFields, reportIdOf, sectionForm } from '../pages/report/testing/forms.ts';
import { question } from '../schema/definitions.ts';
import { incident, report, submission } from '../schema/incident.ts';
import { draftAnswer } from '../schema/reporting-side.ts';
import { type Country, makeCountry, openFile, submitStage } from '../testing/factories.ts';
import { readReport } from './open-report.query.ts';
import { readDraft } from './report-draft.query.ts';

describe('prefill', () => {
  let app: TestApp;
  let country: Country;
  let elin: Client;

  beforeEach(async () => {
    app = await testApp();
    country = await makeCountry(app);
    elin = await app.as(country.elin);
  });

  const draftOf = async (actor: AccountActor, reportId: string) => {
    const ctx = app.ctx(actor);
    return readDraft(ctx, await readReport(ctx, reportId));
  };

  // incidents.md check 19
  it('proposes an answer to every later report of the incident, dependent ones included, and stores it only when kept', async () => {
    const { incidents } = await openFile(app, country.elin);
    const id = incidents.nis2 ?? '';
    await submitStage(app, country.elin, id, 'early-warning', {
      answers: { description: 'Meters unreadable', 'cross-border': { option: 'yes' }, countries: ['BE'] },
    });
    const second = await reportIdOf(app, id, 'incident-notification');
    await elin.post(`/reports/${second}`, { intent: 'start' });
    const page = await elin.get(`/reports/${second}/sections/impact`);
    expect(page.document.querySelector('[data-question="countries"] .v-from')?.textContent).toContain(
      'From “Early warning” (NIS2), 5 March 2026',
    );
    expect(await app.db.select().from(draftAnswer)).toEqual([]);
    // Autosave of another field keeps nothing that was only proposed.
    const url = `/reports/${second}/sections/impact`;
    await elin.post(url, { ...formFields(page), 'users-affected': '41000' }, { accept: 'application/json' });
    expect((await app.db.select().from(draftAnswer)).map(({ questionKey }) => questionKey)).toEqual(['users-affected']);
    await sectionForm(elin, second, 'impact', { _next: 'list' });
    const kept = await app.db.select().from(draftAnswer).where(eq(draftAnswer.questionKey, 'countries'));
    expect(kept).toMatchObject([{ value: ['BE'], originSubmissionId: expect.any(String) }]);
    // What was emptied does not come back.
    await sectionForm(elin, second, 'assessment', { description: '', _next: 'list' });
    expect((await draftOf(country.elin, second)).shown.has('description')).toBe(false);
    await elin.post(`/reports/${second}/discard`);
    const abroad = { 'cross-border': { option: 'yes' }, countries: ['FR'] };
    await submitStage(app, country.elin, id, 'incident-notification', { answers: { description: 'Meters unreadable', ...abroad } });
    const thirdId = await reportIdOf(app, id, 'final-report');
    const third = await draftOf(country.elin, thirdId);
    expect(third.prefill.get('description')?.origin.label.en).toBe('Incident notification');
    expect(third.prefill.get('countries')?.value).toEqual(['FR']);
    await elin.post(`/reports/${thirdId}`, { intent: 'start' });
    const asked = (await elin.get(`/reports/${thirdId}/sections/impact`)).document.querySelector('[data-question="countries"]');
    expect(asked?.hasAttribute('hidden')).toBe(false);
    expect(asked?.querySelector('.v-from')?.textContent).toContain('From “Incident notification” (NIS2)');
  });

  it('offers text for another regulator with a click, other answers at once, and private questions never', async () => {
    const { incidents } = await openFile(app, country.elin, { laws: ['nis2', 'gdpr'] });
    const secret = 'Written for the cybersecurity authority';
    await submitStage(app, country.elin, incidents.nis2 ?? '', 'early-warning', { answers: { measures: secret } });
    const gdprId = await reportIdOf(app, incidents.gdpr ?? '', 'breach-notification');
    const before = await draftOf(country.elin, gdprId);
    const shared = before.prefill.get('measures');
    expect(shared).toMatchObject({ needsConsent: true, origin: { act: 'NIS2' } });
    expect(before.shown.has('measures')).toBe(false);
    await elin.post(`/reports/${gdprId}`, { intent: 'start' });
    const page = before.form.definition.pages.find(({ questions }) => questions.some(({ key }) => key === 'measures'))?.key ?? '';
    expect((await elin.get(`/reports/${gdprId}/sections/${page}`)).text).toContain(secret);
    await sectionForm(elin, gdprId, page, { _use: 'measures', _next: '' });
    const [row] = await app.db.select().from(draftAnswer).where(eq(draftAnswer.questionKey, 'measures'));
    expect(row).toMatchObject({ value: secret, originSubmissionId: shared?.submissionId });
    await app.db.update(question).set({ private: true }).where(eq(question.key, 'measures'));
    expect((await draftOf(country.elin, gdprId)).prefill.has('measures')).toBe(false);
  });

  // decisions.md D2, D9
  it('never proposes an answer of another operator, or one that was not submitted', async () => {
    const people = [country.elin, ...(await Promise.all([1, 2].map(async (no) => otherPerson(app, no))))];
    const submitted = fc.array(fc.record({ who: fc.nat(2), both: fc.boolean(), stages: fc.nat(2), text: fc.string({ maxLength: 20 }) }), {
      minLength: 2,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(submitted, async (files) => {
        for (const { who, both, stages, text } of files) {
          const actor = people[who] ?? country.elin;
          const { incidents } = await openFile(app, actor, { laws: both ? ['nis2', 'gdpr'] : ['nis2'] });
          for (const stage of ['early-warning', 'incident-notification'].slice(0, stages))
            await submitStage(app, actor, incidents.nis2 ?? '', stage, { answers: { measures: `${actor.name}: ${text}` } });
        }
        await expectOwnPrefillOnly(people);
      }),
      { numRuns: 6 },
    );
  }, 300_000);

  async function expectOwnPrefillOnly(people: readonly AccountActor[]): Promise<void> {
    const owners = new Map(
      (
        await app.db
          .select({ id: submission.id, operatorId: incident.operatorId, fileId: incident.fileId })
          .from(submission)
          .innerJoin(report, eq(report.id, submission.reportId))
          .innerJoin(incident, eq(incident.id, report.incidentId))
      ).map((row) => [row.id, row]),
    );
    const reports = await app.db
      .select({ id: report.id, operatorId: incident.operatorId, fileId: incident.fileId })
      .from(report)
      .innerJoin(incident, eq(incident.id, report.incidentId))
      .orderBy(asc(report.id));
    for (const { id, operatorId, fileId } of reports) {
      const owner = people.find(({ organisation }) => organisation?.id === operatorId) ?? country.elin;
      for (const { submissionId } of (await draftOf(owner, id)).prefill.values())
        expect(owners.get(submissionId)).toMatchObject({ operatorId, fileId });
    }
  }
});

async function otherPerson(app: TestApp, no: number): Promise<AccountActor> {
  const operator = await makeOperator(app.db, { name: `Operator ${no}`, sectors: ['energy-electricity'] });
  return makeOperatorAccount(app.db, operator, { name: `Person ${no}`, administrator: true });
}
