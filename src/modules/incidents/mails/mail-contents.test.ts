import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeOperatorAccount } from '#modules/governance/testing/factories.ts';
import { mailDelivery } from '#platform/db/schema.ts';
import { Temporal } from '#platform/time/temporal.ts';
import { type TestApp, testApp } from '../../../testing/test-app.ts';
import { incidentFact } from '../schema/incident.ts';
import { correctFact } from '../services/correct-fact.ts';
import { requestReport } from '../services/request-report.ts';
import { reviewSubmission } from '../services/review-submission.ts';
import { type Country, makeCountry, openFile, submitStage } from '../testing/factories.ts';

// incidents.md 7.2: "Incident e-mails must not contain answer content beyond placeholders"; a comment is only announced.
describe('what mails about incidents say', () => {
  let app: TestApp;
  let country: Country;
  let incidentId: string;

  beforeEach(async () => {
    app = await testApp();
    country = await makeCountry(app);
    const { incidents } = await openFile(app, country.elin);
    incidentId = incidents.nis2 ?? '';
  });

  const mailsOf = async (template: string) => {
    await app.runJobs();
    const rows = await app.db.select().from(mailDelivery).where(eq(mailDelivery.template, template));
    return rows.map(({ recipient, subject, bodyText, bodyHtml }) => ({ recipient, all: `${subject}\n${bodyText}\n${bodyHtml}` }));
  };

  it('announces comment and remarks of a review, and keeps their words behind the sign-in', async () => {
    const secret = 'SubstationTwelve';
    const answers = { description: `Answer about ${secret}` };
    const { submissionId } = await submitStage(app, country.elin, incidentId, 'early-warning', { answers });
    const review = { submissionId, act: 'decide' as const, reviewVersion: 0, revisionDueAt: undefined };
    const remarks = { malicious: `Is ${secret} hit?`, description: `More on ${secret}, please.` };
    await reviewSubmission(app.ctx(country.tomas), { ...review, verdict: 'revision', comment: `Say more about ${secret}.`, remarks });
    const mails = await mailsOf('incidents.reviewed-reporting');
    expect(mails).toHaveLength(2);
    for (const { all } of mails) {
      expect(all).toContain('The regulator has written a comment and 2 remarks.');
      expect(all).toMatch(/\/files\/[0-9a-f-]{36}/);
    }
    const everything = await app.db.select().from(mailDelivery);
    expect(JSON.stringify(everything.map(({ subject, bodyText, bodyHtml }) => [subject, bodyText, bodyHtml]))).not.toContain(secret);
  });

  it('says nothing of comments when there are none', async () => {
    const { submissionId } = await submitStage(app, country.elin, incidentId, 'early-warning');
    const review = { submissionId, act: 'decide' as const, reviewVersion: 0, revisionDueAt: undefined };
    await reviewSubmission(app.ctx(country.tomas), { ...review, verdict: 'passed', comment: ' ', remarks: {} });
    const [mail] = await mailsOf('incidents.reviewed-reporting');
    expect(mail?.all).toContain('The regulator has accepted the report.');
    expect(mail?.all).not.toContain('has written');
  });

  it('tells of a request without its note', async () => {
    const request = { incidentId, stageKey: 'intermediate-report', dueAt: undefined };
    await requestReport(app.ctx(country.tomas), { ...request, note: 'How did they enter **SubstationTwelve**?' });
    const [mail] = await mailsOf('incidents.requested-reporting');
    expect(mail?.all).toContain('The request says what the regulator wants to know.');
    expect(mail?.all).not.toContain('SubstationTwelve');
  });

  it('names the date that was corrected, in the language of each reader', async () => {
    await makeOperatorAccount(app.db, country.operator, { administrator: true, language: 'fr', email: 'fleur@norvane.example' });
    const [aware] = await app.db.select().from(incidentFact);
    await correctFact(app.ctx(country.elin), {
      incidentId,
      fact: 'aware',
      at: Temporal.Instant.from('2026-03-05T06:30:00Z'),
      zone: 'Europe/Luxembourg',
      reason: 'The log of the night shift',
      seenFactId: aware?.id ?? null,
    });
    const mails = await mailsOf('incidents.factCorrected-reporting');
    const english = mails.find(({ recipient }) => recipient !== 'fleur@norvane.example');
    expect(english?.all).toContain('Date: Operator became aware');
    expect(english?.all).toContain('date corrected: Operator became aware');
    expect(mails.find(({ recipient }) => recipient === 'fleur@norvane.example')?.all).toContain(
      'date corrigée : Prise de connaissance par l’opérateur',
    );
    expect(english?.all).not.toContain('night shift');
  });
});
