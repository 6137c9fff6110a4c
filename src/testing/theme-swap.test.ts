import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { incidentPaths } from '#modules/incidents/paths.ts';
import { type Country, fillDraft, makeCountry, openFile, submitStage } from '#modules/incidents/testing/factories.ts';
import { mailDelivery } from '#platform/db/schema.ts';
import { createDocumentRenderer, type DocumentRenderer } from '#platform/documents/document-renderer.ts';
import { languages } from '#platform/i18n/language.ts';
import { documentThemeOf } from '#platform/theme/document-theme.ts';
import { legalPageNames } from '#platform/theme/legal-page.ts';
import { loadTheme } from '#platform/theme/load-theme.ts';
import { type TestApp, testApp } from './test-app.ts';

const themes = { default: resolve('themes/default'), example: resolve('themes/example') };
const hasPoppler = spawnSync('pdftotext', ['-v']).error === undefined;
const answers = { 'geographic-spread': { option: 'regional' }, regions: ['LU-CA'] };

/** What a person sees of one installation: the same country, incidents and acts under one theme or the other. */
async function seenUnder(name: keyof typeof themes, renderers: DocumentRenderer[]) {
  const theme = loadTheme(themes[name], themes.default, '0.1.0');
  const folders = [...new Set([themes.default, themes[name]])].map((folder) => join(folder, 'documents'));
  const documents = createDocumentRenderer({ templateFolders: folders, theme: documentThemeOf(theme) });
  renderers.push(documents);
  const app = await testApp({ theme, documents });
  const country = await makeCountry(app);
  const { incidents } = await openFile(app, country.elin, { laws: ['nis2'], facts: { aware: '2026-03-05T07:00:00Z' } });
  const id = incidents.nis2 ?? '';
  await submitStage(app, country.elin, id, 'early-warning');
  const { submissionId } = await submitStage(app, country.elin, id, 'incident-notification', { answers });
  const { reportId } = await fillDraft(app, country.elin, id, 'incident-notification', { answers });
  await app.runJobs();
  const elin = await app.as(country.elin);
  const pdf = await elin.get(incidentPaths.incidentPdf.link({ params: { incidentId: id } }));
  return {
    theme,
    signIn: await app.anonymous().get('/sign-in'),
    version: await (await app.as(country.tomas)).get(incidentPaths.submission.link({ params: { submissionId } })),
    question: await sectionWithRegions(app, country, reportId),
    pdf: pdf.bytes,
    mail: await mailOf(app),
    legal: await legalPagesOf(app),
    stylesheet: (await app.anonymous().get(theme.stylesheet)).body,
  };
}

async function sectionWithRegions(app: TestApp, { elin }: Country, reportId: string) {
  const client = await app.as(elin);
  const list = await client.get(incidentPaths.report.link({ params: { reportId } }));
  const links = [...list.document.querySelectorAll('main a[href*="/sections/"]')].map((link) => link.getAttribute('href') ?? '');
  for (const link of links) {
    const page = await client.get(link);
    if (page.document.querySelector('[name="regions"]')) return page.document;
  }
  throw new Error(`No section asks for regions: ${links.join(', ')}`);
}

async function mailOf(app: TestApp) {
  const [mail] = await app.db.select().from(mailDelivery).where(eq(mailDelivery.template, 'incidents.submitted-reporting')).limit(1);
  return { subject: mail?.subject ?? '', html: mail?.bodyHtml ?? '', text: mail?.bodyText ?? '' };
}

async function legalPagesOf(app: TestApp) {
  const dutch = app.anonymous();
  dutch.cookies.set('__Host-vigie-language', 'nl');
  return Object.fromEntries(await Promise.all(legalPageNames.map(async (name) => [name, (await dutch.get(`/${name}`)).text])));
}

function textOf(pdf: Buffer): string {
  const file = join(mkdtempSync(join(tmpdir(), 'theme-pdf-')), 'incident.pdf');
  writeFileSync(file, pdf);
  return execFileSync('pdftotext', ['-raw', file, '-'], { encoding: 'utf8' });
}

describe('another theme, without another build', () => {
  const renderers: DocumentRenderer[] = [];
  let base: Awaited<ReturnType<typeof seenUnder>>;
  let own: typeof base;
  beforeAll(async () => {
    base = await seenUnder('default', renderers);
    own = await seenUnder('example', renderers);
  }, 60_000);
  afterAll(() => Promise.all(renderers.map((renderer) => renderer.close())));

  const part = ({ signIn }: typeof base, name: string) => signIn.document.querySelector(name);

  // interface.md check 36
  it('changes name, logo and colours', () => {
    expect(base.signIn.document.title).toContain('| Vigie');
    expect(own.signIn.document.title).toContain('| Baken');
    expect(part(base, 'header use')?.getAttribute('href')).toMatch(/^\/theme\/mark-[0-9a-f]{10}\.svg#mark$/);
    expect(part(own, 'header img')?.getAttribute('src')).toMatch(/^\/theme\/favicon-[0-9a-f]{10}\.svg$/);
    expect(own.stylesheet).toContain('--color-header: light-dark(#5a1a3c, #2a0f1e);');
    expect(base.stylesheet).not.toContain('#5a1a3c');
  });

  it('changes header and footer, and keeps the menu and the links that everybody needs', () => {
    expect(part(own, 'header small')?.textContent).toBe('Centre for Cyber Defence');
    expect(part(own, 'footer img')?.getAttribute('alt')).toBe('Centre for Cyber Defence');
    expect(part(own, 'footer')?.textContent).toContain('Press');
    for (const seen of [base, own]) {
      expect(part(seen, 'header form[action="/language"]')).not.toBeNull();
      for (const name of legalPageNames) expect(part(seen, `footer a[href="/${name}"]`)).not.toBeNull();
    }
  });

  it('changes the start page, one text, and what is announced to everybody', () => {
    expect(own.signIn.text).toContain('Welcome to Baken');
    expect(own.signIn.text).toContain('that your organisation opened for you at the desk');
    expect(base.signIn.text).not.toContain('at the desk');
    expect(part(own, 'aside')?.textContent).toContain('This is the example theme.');
  });

  it('changes the legal pages that it brings, and no others', () => {
    expect(base.legal.terms).toContain('Versie 1 van 2 november 2026');
    expect(own.legal.terms).toContain('Versie 4 van 15 september 2026');
    expect(own.legal.terms).toContain('Punt 2 zegt nu');
    expect(own.legal.privacy).toContain('Privacyverklaring');
  });

  it('changes the documents', () => {
    expect(own.pdf.equals(base.pdf)).toBe(false);
    if (!hasPoppler) return;
    expect(textOf(own.pdf)).toContain('Baken, the desk for incidents');
    expect(textOf(base.pdf)).not.toContain('Baken');
  });

  it('changes the frame and the words of mails, and keeps their facts and their button', () => {
    expect(own.mail.subject).toBe('Baken: your report has arrived');
    expect(own.mail.html).toContain('Baken · Centre for Cyber Defence');
    expect(own.mail.html).toContain('background:#5a1a3c');
    expect(own.mail.html).toContain('<strong>Keep the facts below.</strong>');
    expect(own.mail.text).toContain('The desk has received your report');
    for (const { html } of [base.mail, own.mail]) {
      expect(html).toContain('SHA-256');
      expect(html).toMatch(/<a href="http:\/\/vigie\.test\/[^"]+" style="display:inline-block/);
    }
    expect(base.mail.html).toContain('background:#10243b');
  });

  // interface.md check 39
  it('asks for the regions of its country, and keeps the names of those of before', () => {
    const offered = ({ question }: typeof base) =>
      [...question.querySelectorAll('[name="regions"]')].map((box) => box.getAttribute('value') ?? '');
    expect(offered(base)).toHaveLength(12);
    expect(offered(own).filter((code) => code.startsWith('BE-'))).toHaveLength(11);
    expect(offered(own).filter((code) => !code.startsWith('BE-'))).toEqual(['LU-CA']);
    expect(base.version.text).toContain('Capellen');
    expect(own.version.text).toContain('Capellen');
  });

  it('is complete in every language', () => {
    for (const language of languages) for (const name of legalPageNames) expect(own.theme.pages[name].languageOf(language)).toBe(language);
  });
});
