import { sql } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeOperatorAccount } from '#modules/governance/testing/factories.ts';
import { rowsOf } from '#platform/db/database.ts';
import { type TestApp, testApp } from '../../../../../testing/test-app.ts';
import { incidentPaths } from '../../../paths.ts';
import { writeAccess } from '../../../services/write-access.ts';
import { type Country, makeCountry, openFile, submitStage } from '../../../testing/factories.ts';

describe('the access log of an incident file', () => {
  let app: TestApp;
  let country: Country;

  beforeEach(async () => {
    app = await testApp();
    country = await makeCountry(app);
  });

  const rows = (document: Document) =>
    [...document.querySelectorAll('tbody tr')].map((row) => (row.textContent ?? '').replace(/\s+/g, ' ').trim());

  // incidents.md check 28, the operator's part
  it('has the entries of the own side only, with roles reduced to two', async () => {
    const { fileId, incidents } = await openFile(app, country.elin);
    const id = incidents.nis2 ?? '';
    await submitStage(app, country.elin, id, 'early-warning');
    const jonas = await makeOperatorAccount(app.db, country.operator, { name: 'Jonas Petit' });
    for (const actor of [country.tomas, jonas])
      await app.db.transaction((tx) => writeAccess(tx, app.ctx(actor), { incidentId: id, action: 'read' }));
    // An account that is gone leaves its entry, and the entry its side.
    await rowsOf(app.db, sql`update incident_access set account_id = null`);
    const client = await app.as(country.elin);
    for (const address of [incidentPaths.fileLog.link({ params: { fileId } }), incidentPaths.file.link({ params: { fileId } })]) {
      const { document, text } = await client.get(address);
      expect(text).not.toContain('Tomas Verhaegen');
      const log = rows(document).filter((row) => row.includes('Opened') || row.includes('Report sent'));
      expect(log[0]).toContain('Jonas Petit');
      expect(log[0]).toContain('User');
      expect(log[1]).toMatch(/Elin Marchetti ?Administrator ?Early warning, version 1/);
    }
  });

  it('leads through many entries, forth and back, without losing or repeating one', async () => {
    const { fileId, incidents } = await openFile(app, country.elin, { laws: ['nis2', 'gdpr'] });
    for (let at = 0; at < 23; at += 1)
      await app.db.transaction((tx) =>
        writeAccess(tx, app.ctx(country.elin), { incidentId: incidents[at % 2 ? 'nis2' : 'gdpr'] ?? '', action: 'read' }),
      );
    const client = await app.as(country.elin);
    const pages: Document[] = [];
    let address: string | null | undefined = incidentPaths.fileLog.link({ params: { fileId } });
    while (address) {
      const { document } = await client.get(address);
      pages.push(document);
      address = document.querySelector('a[rel=next]')?.getAttribute('href');
    }
    expect(pages.map((document) => rows(document).length)).toEqual([10, 10, 5]);
    const back = pages[2]?.querySelector('a[rel=prev]')?.getAttribute('href') ?? '';
    const second = (await client.get(back)).document;
    expect(second.querySelector('table')?.textContent).toBe(pages[1]?.querySelector('table')?.textContent);
  });
});
