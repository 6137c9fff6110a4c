import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeOperator, makeOperatorAccount } from '#modules/governance/testing/factories.ts';
import { newId } from '#platform/db/ids.ts';
import { languages } from '#platform/i18n/language.ts';
import { type Client, type Reply, type TestApp, testApp } from '../../../../../testing/test-app.ts';
import { incident } from '../../../schema/incident.ts';
import { incidentFile } from '../../../schema/reporting-side.ts';
import { copyIncident, tablesReadWhole } from '../../../testing/crowd.ts';
import { type Country, makeCountry, openFile, submitStage } from '../../../testing/factories.ts';
import { fileStatement } from './list-files.query.ts';

describe('the list of files', () => {
  let app: TestApp;
  let country: Country;
  let elin: Client;

  beforeEach(async () => {
    app = await testApp();
    country = await makeCountry(app);
    elin = await app.as(country.elin);
  });

  const titles = (document: Document) => [...document.querySelectorAll('tbody th a')].map((link) => link.textContent ?? '');
  const rows = (document: Document) =>
    [...document.querySelectorAll('tbody tr')].map((row) => (row.textContent ?? '').replace(/\s+/g, ' ').trim());
  const addDraft = (title: string) =>
    app.db.insert(incidentFile).values({
      id: newId(),
      title,
      operatorId: country.operator.id,
      organisationName: 'Norvane Grid',
      zone: 'Europe/Luxembourg',
      state: 'draft',
      selection: { couples: [], regulationIds: [], sectors: [], contacts: {}, facts: {}, skipped: [] },
      createdAt: app.clock.now(),
    });

  it('has one row for a file, with a line for each of its incidents', async () => {
    const { incidents } = await openFile(app, country.elin, {
      title: 'Two laws',
      laws: ['nis2', 'gdpr'],
      facts: { aware: '2026-03-05T07:00:00Z' },
    });
    await submitStage(app, country.elin, incidents.nis2 ?? '', 'incident-notification');
    const { document } = await elin.get('/files');
    expect(titles(document)).toEqual(['Two laws']);
    const [row] = rows(document);
    expect(row).toContain('NIS2Final report, or progress report if the incident is still being handled');
    expect(row).toContain('GDPRBreach notification');
    expect(row).toMatch(/2 d 22 h left/);
  });

  // incidents.md check 38
  it('finds by title, own reference, reference and contact; once, however many sectors; and says when nothing matches', async () => {
    const sectors = ['energy-electricity', 'energy-gas', 'energy-oil'];
    await openFile(app, country.elin, { title: 'Wind park <b>offline</b>', sectors });
    await openFile(app, country.elin, { title: 'Another' });
    const [row] = await app.db.select().from(incident).where(eq(incident.title, 'Wind park <b>offline</b>'));
    await app.db
      .update(incidentFile)
      .set({ ownReference: 'SOC-117' })
      .where(eq(incidentFile.id, row?.fileId ?? ''));
    for (const q of ['wind PARK', 'soc-117', row?.reference.toLowerCase() ?? ''])
      expect(titles((await elin.get(`/files?q=${encodeURIComponent(q)}`)).document)).toEqual(['Wind park <b>offline</b>']);
    expect(titles((await elin.get('/files?q=marchetti')).document)).toHaveLength(2);
    const none = await elin.get('/files?q=100%25_nothing');
    expect(none.text).toContain('No incident matches');
    expect(none.text).not.toContain('No incidents yet');
    expect((await elin.get('/files')).body).not.toContain('<b>offline');
  });

  it('tells drafts, open and closed files apart, and leads on from a draft', async () => {
    await addDraft('');
    const { incidents } = await openFile(app, country.elin, { title: 'Done' });
    await openFile(app, country.elin, { title: 'Going on' });
    await app.db
      .update(incident)
      .set({ status: 'closed', outcome: 'handled', closedAt: app.clock.now() })
      .where(eq(incident.id, incidents.nis2 ?? ''));
    expect(titles((await elin.get('/files?state=open')).document)).toEqual(['Going on']);
    expect(titles((await elin.get('/files?state=closed')).document)).toEqual(['Done']);
    const { document } = await elin.get('/files?state=draft');
    expect(titles(document)).toEqual(['Without a title yet']);
    expect([...document.querySelectorAll('tbody a')].map((link) => link.getAttribute('href')?.split('/').at(-1))).toEqual([
      'regulations',
      'discard',
    ]);
  });

  it('pages through many files, forth and back, losing and repeating none while others are added', async () => {
    for (let at = 0; at < 60; at += 1) await addDraft(`Draft ${at}`);
    const first = await elin.get('/files');
    await addDraft('Added meanwhile');
    const next = (document: Document, rel: string) => document.querySelector(`a[rel=${rel}]`)?.getAttribute('href') ?? '';
    const second = await elin.get(next(first.document, 'next'));
    const third = await elin.get(next(second.document, 'next'));
    const all = [first, second, third].flatMap(({ document }) => titles(document));
    expect(all).toEqual(Array.from({ length: 60 }, (_, at) => `Draft ${59 - at}`));
    expect(next(third.document, 'next')).toBe('');
    expect(titles((await elin.get(next(third.document, 'prev'))).document)).toEqual(titles(second.document));
    expect((await elin.get('/files?after=nonsense')).status).toBe(200);
  });

  // interface.md check 12
  it('offers no size of a page with 9 rows, and four with 10, which pages, views and the search keep', async () => {
    const sizes = ({ document }: Reply) => [...document.querySelectorAll('nav[aria-label="Rows per page"] a')];
    for (let at = 0; at < 9; at += 1) await addDraft(`Draft ${at}`);
    expect(sizes(await elin.get('/files'))).toEqual([]);
    await addDraft('Draft 9');
    expect(sizes(await elin.get('/files')).map(({ textContent }) => textContent)).toEqual(['10', '25', '50', '100']);
    await addDraft('Draft 10');
    const small = await elin.get(sizes(await elin.get('/files?state=draft'))[0]?.getAttribute('href') ?? '');
    expect(titles(small.document)).toHaveLength(10);
    expect(small.document.querySelector('a[rel=next]')?.getAttribute('href')).toContain('state=draft&size=10');
    expect(small.document.querySelector('input[name=size]')?.getAttribute('value')).toBe('10');
    expect(titles((await elin.get('/files?size=7')).document)).toHaveLength(11);
  });

  it('has nothing of another operator, explains an empty list, and speaks four languages', async () => {
    await openFile(app, country.elin, { title: 'Ours' });
    const other = await makeOperator(app.db, { name: 'Transvia Rail', acronym: 'TVR', sectors: [] });
    const stranger = await app.as(await makeOperatorAccount(app.db, other, {}));
    const { text } = await stranger.get('/files');
    expect(text).toContain('No incidents yet');
    expect(text).not.toContain('Ours');
    expect((await (await app.as(country.tomas)).get('/files')).status).toBe(404);
    for (const language of languages) expect((await (await app.as(country.elin, language)).get('/files')).status).toBe(200);
  });

  it('finds the files of one operator among thousands by index', async () => {
    const { incidents } = await openFile(app, country.elin);
    await submitStage(app, country.elin, incidents.nis2 ?? '', 'incident-notification');
    await copyIncident(app.owner, incidents.nis2 ?? '', 5_000);
    const ctx = app.ctx(country.elin);
    for (const query of [{}, { state: 'open' as const }, { state: 'closed' as const }, { q: 'wind' }, { state: 'draft' as const }])
      expect(await tablesReadWhole(app.db, fileStatement(ctx, query))).toEqual([]);
    expect(rows((await elin.get('/files')).document)).toHaveLength(25);
  }, 90_000);
});
