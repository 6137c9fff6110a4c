import { resolve } from 'node:path';
import { like, sql } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeOperator, makeOperatorAccount, makeRegulator } from '#modules/governance/testing/factories.ts';
import { rowsOf } from '#platform/db/database.ts';
import { mailDelivery } from '#platform/db/schema.ts';
import type { Language } from '#platform/i18n/language.ts';
import { type TestApp, testApp } from '../../../testing/test-app.ts';
import { readPack } from '../packs/pack-reader.ts';
import type { Pack } from '../packs/pack-schema.ts';
import { importPack } from '../services/import-pack.ts';
import { type Country, importShippedPack, makeCountry, openFile, submitStage } from '../testing/factories.ts';

const names: [Language, string][] = [
  ['en', 'GDPR'],
  ['fr', 'RGPD'],
  ['de', 'DSGVO'],
  ['nl', 'AVG'],
];

const anyName = /GDPR|RGPD|DSGVO|AVG/g;

/** The pack as it was while an act had one name. */
async function packOfBefore(): Promise<Pack> {
  const read = await readPack(resolve('packs/gdpr'));
  if (!read.ok || !read.pack.manifest.regulation) throw new Error('The shipped pack has findings');
  const { manifest, procedures } = read.pack;
  const regulation = { ...manifest.regulation, short: 'GDPR', citation: 'Regulation (EU) 2016/679' };
  return {
    ...read.pack,
    manifest: { ...manifest, regulation: regulation as NonNullable<typeof manifest.regulation> },
    procedures: procedures.map(({ definition: { shortTexts: _, ...definition }, ...procedure }) => ({ ...procedure, definition })),
  };
}

describe('an act with a name of its own in each language', () => {
  let app: TestApp;
  let country: Country;
  let fileId: string;
  let incidentId: string;

  beforeAll(async () => {
    app = await testApp();
    country = await makeCountry(app);
    const opened = await openFile(app, country.elin, { title: 'Two laws', laws: ['nis2', 'gdpr'] });
    fileId = opened.fileId;
    incidentId = opened.incidents.gdpr ?? '';
    await submitStage(app, country.elin, incidentId, 'breach-notification');
  });

  it.each(names)('is called so on every page in %s, and by no other name', async (language, short) => {
    const elin = await app.as(country.elin, language);
    const dana = await app.as(country.dana, language);
    const pages = [
      await elin.get('/files'),
      await elin.get(`/files/${fileId}?law=GDPR`),
      await elin.get(`/files/${fileId}/access-log`),
      await elin.get('/start/gdpr'),
      await dana.get('/'),
      await dana.get('/incidents?view=all&regulation=gdpr'),
      await dana.get(`/incidents/${incidentId}`),
    ];
    for (const [at, { status, text }] of pages.entries()) {
      expect(status).toBe(200);
      expect([at, ...new Set(text.match(anyName))]).toEqual([at, short]);
    }
    // The address keeps one name, so that a link can be handed to somebody who reads another language.
    expect(pages[1]?.document.querySelector('[aria-current=page][href*="law=GDPR"]')?.textContent?.trim()).toBe(short);
  });

  it('is called so in the calendar of deadlines and in mails', async () => {
    const { elin } = country;
    const calendar = await (await app.as(elin, 'fr')).get(`/files/${fileId}/deadlines.ics`);
    expect(calendar.body).not.toContain('GDPR');
    await app.runJobs();
    const sent = await app.db.select().from(mailDelivery).where(like(mailDelivery.template, 'incidents.submitted-%'));
    // An address without an account is written to in every language.
    const texts = sent.filter(({ language }) => language === 'all').map(({ bodyText }) => bodyText);
    expect(texts.length).toBeGreaterThan(0);
    for (const text of texts) for (const [, short] of names) expect(text).toContain(short);
  });

  it('is found by any of its names', async () => {
    const dana = await app.as(country.dana);
    for (const [, short] of names) expect((await dana.get(`/incidents?view=all&q=${short}`)).text).toContain('Two laws');
  });

  it('keeps the one name it had in a version that was published without the others, and takes them on with the pack', async () => {
    const before = await testApp();
    const privacy = await makeRegulator(before.db, { slug: 'dpa', short: 'DPA', name: { en: 'Data Protection Commission' } });
    await importPack(before.systemCtx(), { pack: await packOfBefore(), regulatorId: privacy.id });
    const grid = await makeOperator(before.db, { name: 'Norvane Grid', acronym: 'NOG', sectors: [] });
    const person = await makeOperatorAccount(before.db, grid, { administrator: true });
    const { fileId: old } = await openFile(before, person, { title: 'Before', laws: ['gdpr'], sectors: [] });
    const elin = await before.as(person, 'fr');
    expect((await elin.get(`/files/${old}`)).document.querySelector('.v-reg')?.textContent).toBe('GDPR');
    expect((await elin.get('/start/gdpr')).text).toContain('GDPR');
    await importShippedPack(before, 'gdpr', privacy);
    await importShippedPack(before, 'gdpr', privacy);
    expect((await elin.get('/start/gdpr')).text).not.toContain('GDPR');
    expect((await elin.get(`/files/${old}`)).document.querySelector('.v-reg')?.textContent).toBe('GDPR');
    const versions = await rowsOf<{ no: number }>(
      before.db,
      sql`select v.no from procedure_version v join procedure p on p.id = v.procedure_id where p.key = 'gdpr-data-breach' order by v.no`,
    );
    expect(versions.map(({ no }) => no)).toEqual([1, 2]);
  });
});
