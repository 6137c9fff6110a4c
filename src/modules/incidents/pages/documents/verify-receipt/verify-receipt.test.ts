import { beforeEach, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../../../../../testing/test-app.ts';
import { incidentPaths } from '../../../paths.ts';
import { submission } from '../../../schema/incident.ts';
import { makeCountry, openFile, submitStage } from '../../../testing/factories.ts';

// decisions.md D2: the digest is checkable on a page
describe('checking a receipt', () => {
  let app: TestApp;
  let digest: string;

  beforeEach(async () => {
    app = await testApp();
    const { elin } = await makeCountry(app);
    const { incidents } = await openFile(app, elin);
    app.clock.advance({ seconds: 7 });
    await submitStage(app, elin, incidents.nis2 ?? '', 'early-warning');
    digest = (await app.db.select().from(submission))[0]?.contentSha256 ?? '';
  });
  const check = (typed?: string) => app.anonymous().get(incidentPaths.verifyReceipt.link({ query: { digest: typed } }));

  it('tells anybody when the submission was received, and nothing else, however the digest is written', async () => {
    const answers = new Set<string>();
    for (const typed of [digest, digest.toUpperCase(), ` ${digest.slice(0, 32)}\n${digest.slice(32).replace(/(.{8})/g, '$1 ')}`]) {
      const { status, document } = await check(typed);
      expect(status).toBe(200);
      answers.add(document.querySelector('.v-message--success')?.textContent ?? 'none');
      const shown = document.querySelector('main')?.textContent ?? '';
      expect(shown).not.toMatch(/NI_|Norvane|Elin|Ransomware|NIS2|Early warning/);
    }
    expect([...answers]).toEqual([expect.stringContaining('Thursday 5 March 2026, 10:00:07\u00a0CET')]);
  });

  it('says that no submission has another digest', async () => {
    const { status, document } = await check('0'.repeat(64));
    expect(status).toBe(200);
    expect(document.querySelector('.v-message--warning')?.textContent).toContain('No submitted report has this checksum.');
    expect(document.querySelector('.v-message--success')).toBeNull();
  });

  it('refuses what is no digest beside the field, and keeps what was typed', async () => {
    for (const typed of [digest.slice(1), `${digest}0`, 'g'.repeat(64), 'NI_7K2M9XQ4', 'x'.repeat(3_000)]) {
      const { status, document } = await check(typed);
      const field = document.querySelector('textarea[name=digest]');
      expect([status, field?.textContent, field?.getAttribute('aria-invalid')]).toEqual([422, typed, 'true']);
    }
    expect((await app.anonymous().get('/verify-receipt?digest=')).status).toBe(422);
    expect((await check()).document.querySelector('[aria-invalid]')).toBeNull();
  });
});
