import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { and, eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeObserver, makeObserverAccount, makeOperator, makeOperatorAccount } from '#modules/governance/testing/factories.ts';
import { document } from '#platform/db/schema.ts';
import { type TestApp, testApp } from '../../../../testing/test-app.ts';
import { incidentPaths } from '../../paths.ts';
import { submission } from '../../schema/incident.ts';
import { incidentAccess } from '../../schema/traces.ts';
import { type Country, makeCountry, openFile, submitStage } from '../../testing/factories.ts';

const hasPoppler = spawnSync('pdftotext', ['-v']).error === undefined;
const textOf = (bytes: Buffer): string => {
  const file = join(mkdtempSync(join(tmpdir(), 'vigie-pdf-')), 'document.pdf');
  writeFileSync(file, bytes);
  return execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
};

describe('documents of an incident', () => {
  let app: TestApp;
  let country: Country;
  let id: string;

  beforeEach(async () => {
    app = await testApp();
    country = await makeCountry(app);
    const { incidents } = await openFile(app, country.elin, { laws: ['nis2', 'gdpr'], facts: { aware: '2026-03-05T07:00:00Z' } });
    id = incidents.nis2 ?? '';
    await submitStage(app, country.elin, id, 'early-warning', { answers: { description: 'First words #read("/etc/passwd") <b>' } });
    await submitStage(app, country.elin, id, 'early-warning', { answers: { description: 'Second words' } });
    await submitStage(app, country.elin, id, 'incident-notification');
  });
  const incidentPdf = () => incidentPaths.incidentPdf.link({ params: { incidentId: id } });

  // incidents.md check 32
  it('prints the latest version of each report in the order of the stages, and logs the download', async () => {
    const reply = await (await app.as(country.tomas)).get(incidentPdf());
    expect(reply.status).toBe(200);
    expect(reply.headers['content-disposition']).toMatch(/filename="Incident_NI_[0-9A-Z]{8}_2026-03-05\.pdf"/);
    expect(reply.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    const log = await app.db
      .select()
      .from(incidentAccess)
      .where(and(eq(incidentAccess.incidentId, id), eq(incidentAccess.action, 'downloaded')));
    expect(log).toHaveLength(1);
    if (!hasPoppler) return;
    const text = textOf(reply.bytes);
    expect(text).toContain('Second words');
    expect(text).not.toContain('First words');
    expect(text.indexOf('Early warning')).toBeLessThan(text.lastIndexOf('Incident notification'));
    expect(text).not.toContain('GDPR');
  });

  it('prints a version and its receipt in the reader’s language', async () => {
    const [first] = await app.db.select().from(submission).orderBy(submission.submittedAt, submission.id).limit(1);
    const elin = await app.as(country.elin, 'de');
    const report = await elin.get(incidentPaths.submissionPdf.link({ params: { submissionId: first?.id ?? '' } }));
    expect(report.headers['content-disposition']).toContain('2026-03-05.pdf');
    const receipt = await elin.get(incidentPaths.receipt.link({ params: { reportId: first?.reportId ?? '', no: 1 } }));
    expect(receipt.status).toBe(200);
    if (!hasPoppler) return;
    expect(textOf(report.bytes)).toContain('First words #read("/etc/passwd") <b>');
    // decisions.md D6: only English is authoritative.
    expect(textOf(report.bytes).replace(/\s+/g, ' ')).toContain('Nichtamtliche Übersetzung; maßgeblich ist der englische Text.');
    const english = await (await app.as(country.elin)).get(incidentPaths.submissionPdf.link({ params: { submissionId: first?.id ?? '' } }));
    expect(textOf(english.bytes)).not.toContain('Unofficial translation');
    expect(textOf(receipt.bytes).replace(/\s/g, '')).toContain(first?.contentSha256 ?? 'none');
  });

  it('is kept for its audience alone, and unknown to everybody else', async () => {
    const stranger = await makeOperatorAccount(app.db, await makeOperator(app.db));
    for (const actor of [stranger, country.dana]) expect((await (await app.as(actor)).get(incidentPdf())).status).toBe(404);
    const observer = await makeObserverAccount(app.db, await makeObserver(app.db, { regulationKeys: ['nis2'] }));
    const watcher = await app.as(observer);
    await (await app.as(country.tomas)).get(incidentPdf());
    const seen = await watcher.get(incidentPdf());
    await watcher.get(incidentPdf());
    expect(seen.status).toBe(200);
    expect(await app.db.select().from(document)).toHaveLength(2);
    if (hasPoppler) expect(textOf(seen.bytes)).not.toContain('elin.marchetti@norvane.example');
    const receipt = incidentPaths.receipt.link({
      params: { reportId: (await app.db.select().from(submission))[0]?.reportId ?? '', no: 1 },
    });
    expect((await (await app.as(country.tomas)).get(receipt)).status).toBe(404);
  });
});
