/** What goes into the documents, without typesetting them. */
import { asc, eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeObserver, makeObserverAccount } from '#modules/governance/testing/factories.ts';
import type { DocumentRenderer } from '#platform/documents/document-renderer.ts';
import { Temporal } from '#platform/time/temporal.ts';
import { type Client, type TestApp, testApp } from '../../../testing/test-app.ts';
import { incidentPaths } from '../paths.ts';
import { incidentFact, report, submission } from '../schema/incident.ts';
import { incidentFile } from '../schema/reporting-side.ts';
import { closeIncident } from '../services/close-incident.ts';
import { correctFact } from '../services/correct-fact.ts';
import { reviewSubmission } from '../services/review-submission.ts';
import { type Country, makeCountry, openFile, submitStage } from '../testing/factories.ts';
import type { IncidentDocument, ReceiptDocument, ReportDocument } from './document-data.ts';

describe('what documents say', () => {
  let app: TestApp;
  let country: Country;
  let elin: Client;
  let id: string;
  const made: object[] = [];
  let templatesSha256 = 'one';
  const recorder: DocumentRenderer = {
    renderPdf: async ({ data }) => {
      made.push(data);
      return Buffer.from('%PDF-1.7');
    },
    close: async () => undefined,
    pid: undefined,
    get templatesSha256() {
      return templatesSha256;
    },
  };

  beforeEach(async () => {
    made.length = 0;
    app = await testApp({ documents: recorder });
    country = await makeCountry(app);
    elin = await app.as(country.elin);
    const { incidents } = await openFile(app, country.elin, { facts: { aware: '2026-03-05T07:00:00Z' } });
    id = incidents.nis2 ?? '';
  });

  const documentAt = async (url: string, client = elin): Promise<unknown> => {
    expect((await client.get(url)).status).toBe(200);
    return made.at(-1);
  };
  const receiptOf = async (stage: string, client = elin): Promise<ReceiptDocument> => {
    const [row] = await app.db.select({ id: report.id }).from(report).where(eq(report.stageKey, stage)).orderBy(asc(report.id));
    const url = incidentPaths.receipt.link({ params: { reportId: row?.id ?? '', no: 1 } });
    return (await documentAt(url, client)) as ReceiptDocument;
  };

  const incidentAs = async (client: Client) =>
    (await documentAt(incidentPaths.incidentPdf.link({ params: { incidentId: id } }), client)) as IncidentDocument;

  it('names the act as the reader does, on every page', async () => {
    const { incidents } = await openFile(app, country.elin, { title: 'Data breach', laws: ['gdpr'] });
    id = incidents.gdpr ?? '';
    for (const [language, act, citation] of [
      ['en', 'GDPR', 'Regulation (EU) 2016/679'],
      ['fr', 'RGPD', 'Règlement (UE) 2016/679'],
      ['de', 'DSGVO', 'Verordnung (EU) 2016/679'],
      ['nl', 'AVG', 'Verordening (EU) 2016/679'],
    ] as const) {
      const { frame, cover } = await incidentAs(await app.as(country.elin, language));
      expect(frame.act).toBe(act);
      expect(frame.notice).toContain(citation);
      expect(cover.summary.map(({ text }) => text).join()).toContain(`(${citation})`);
    }
  });

  // incidents.md 9.1
  describe('a whole incident', () => {
    // operations.md check 33: with the zone
    it('has its timeline and its contacts before anything is submitted', async () => {
      const document = await incidentAs(elin);
      expect(document.facts).toEqual([
        { at: 'Thursday 5 March 2026, 08:00\u00a0CET', what: 'Operator became aware' },
        { at: 'Thursday 5 March 2026, 10:00\u00a0CET', what: 'Incident notified' },
      ]);
      expect(document.zone).toContain('Europe/Luxembourg');
      expect(document.frame.subtitle).toBe('Notified Thursday 5 March 2026');
      expect(document.details.significant).toBe('Not decided yet');
      expect(document.contact.name).toBe('Elin Marchetti');
      const summary = new Map(document.cover.summary.map(({ label, text }) => [label, text]));
      expect(summary.get('Reference')).toBe(document.frame.reference);
      expect(summary.get('Regulation')).toContain('Directive (EU) 2022/2555');
      expect(summary.get('Significant impact')).toBe('Not decided yet');
      expect(summary.get('What is due next')).toBe('Early warning\nFriday 6 March 2026, 08:00\u00a0CET');
    });

    it('shows facts as they are now, a report those it was submitted with', async () => {
      await submitStage(app, country.elin, id, 'early-warning');
      const [row] = await app.db.select().from(incidentFact).where(eq(incidentFact.fact, 'aware'));
      await correctFact(app.ctx(country.elin), {
        incidentId: id,
        fact: 'aware',
        at: Temporal.Instant.from('2026-03-05T06:30:00Z'),
        zone: 'Europe/Luxembourg',
        reason: 'First alert found in the log.',
        seenFactId: row?.id ?? null,
      });
      const [corrected] = (await incidentAs(elin)).facts;
      expect(corrected?.at).toBe('Thursday 5 March 2026, 07:30\u00a0CET');
      expect(corrected?.note).toMatch(
        /^Corrected from Thursday 5 March 2026, 08:00\u00a0CET by Elin Marchetti.*First alert found in the log/,
      );
      const [sent] = await app.db.select({ id: submission.id }).from(submission);
      const printed = (await documentAt(incidentPaths.submissionPdf.link({ params: { submissionId: sent?.id ?? '' } }))) as ReportDocument;
      expect(printed.facts[0]).toEqual({ at: 'Thursday 5 March 2026, 08:00\u00a0CET', what: 'Operator became aware' });
      expect(printed.frame.title).toBe('Early warning: Ransomware on the metering platform');
      expect(printed.frame.subtitle).toBe('Received Thursday 5 March 2026');
    });

    // ADR 0003
    it('carries the references of the file as they were at the last submission, not for an observer without the contacts', async () => {
      const tomas = await app.as(country.tomas);
      const references = { ownReference: 'SOC-117', complaintReference: 'PV-4471' };
      await app.db.update(incidentFile).set(references);
      expect((await incidentAs(tomas)).details).not.toHaveProperty('internalReference');
      await submitStage(app, country.elin, id, 'early-warning');
      await app.db.update(incidentFile).set({ ownReference: 'SOC-118' });
      expect((await incidentAs(tomas)).details).toMatchObject({ internalReference: 'SOC-117', complaintNumber: 'PV-4471' });
      const observer = await makeObserverAccount(app.db, await makeObserver(app.db, { regulationKeys: ['nis2'] }));
      const { details } = await incidentAs(await app.as(observer));
      expect(JSON.stringify(details)).not.toMatch(/SOC|PV-/);
    });
  });

  it('is made anew with other templates, and kept otherwise', async () => {
    await incidentAs(elin);
    await incidentAs(elin);
    expect(made).toHaveLength(1);
    templatesSha256 = 'two';
    await incidentAs(elin);
    expect(made).toHaveLength(2);
  });

  describe('a receipt', () => {
    it('says when the report came in, to the second, and what is due next and why', async () => {
      app.clock.advance({ seconds: 7 });
      await submitStage(app, country.elin, id, 'early-warning');
      const receipt = await receiptOf('early-warning');
      expect(receipt.submittedAt).toBe('Thursday 5 March 2026, 10:00:07\u00a0CET');
      expect(receipt.frame.title).toBe('Receipt: Early warning, version 1');
      expect(receipt.verification).toContain('http://vigie.test/verify-receipt');
      expect(receipt.nextDeadline?.report).toBe('Incident notification');
      expect(receipt.nextDeadline?.due).toBe('Sunday 8 March 2026, 08:00\u00a0CET');
      expect(receipt.nextDeadline?.explanation).toContain('72 hours after you became aware of the incident');
    });

    it('is made anew when the deadline has moved, and only then', async () => {
      await submitStage(app, country.elin, id, 'early-warning');
      await receiptOf('early-warning');
      await receiptOf('early-warning');
      expect(made).toHaveLength(1);
      await submitStage(app, country.elin, id, 'incident-notification');
      const { nextDeadline } = await receiptOf('early-warning');
      expect(made).toHaveLength(2);
      expect(nextDeadline?.report).toBe('Final report, or progress report if the incident is still being handled');
    });

    it('says that nothing is due once the incident is closed, in the reader’s language before', async () => {
      await submitStage(app, country.elin, id, 'early-warning');
      const german = await receiptOf('early-warning', await app.as(country.elin, 'de'));
      expect(german.nextDeadline?.explanation).toContain('72 Stunden');
      await closeIncident(app.ctx(country.tomas), { incidentId: id, outcome: 'handled', reason: '' });
      expect((await receiptOf('early-warning')).nextDeadline).toBeNull();
    });

    it('tells of a revision that is due, and prints no verdict', async () => {
      await submitStage(app, country.elin, id, 'early-warning');
      const [sent] = await app.db.select({ id: submission.id }).from(submission);
      await reviewSubmission(app.ctx(country.tomas), {
        submissionId: sent?.id ?? '',
        act: 'decide',
        verdict: 'revision',
        comment: 'Name the systems.',
        remarks: {},
        revisionDueAt: app.clock.now().add({ hours: 24 }),
        reviewVersion: 0,
      });
      const receipt = await receiptOf('early-warning');
      expect(receipt.tags.map(({ text }) => text)).toEqual(['On time']);
      expect(receipt.nextDeadline).toEqual({
        report: 'Early warning',
        due: 'Friday 6 March 2026, 10:00\u00a0CET',
        explanation: 'The regulator asked for a revision of this report.',
      });
    });
  });
});
