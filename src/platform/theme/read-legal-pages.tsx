import { parseDocument } from 'yaml';
import { z } from 'zod';
import { defaultLanguage, type Language, languageNames, languages } from '#platform/i18n/language.ts';
import { hasMainHeading, renderLongMarkdown } from '#platform/text/long-markdown.ts';
import { accessibilityDataSchema, plainDateSchema } from './accessibility-data.ts';
import { type LegalPage, type LegalPageName, type LegalPages, legalPageNames } from './legal-page.ts';
import { faultsOf, parseJson } from './read-json.ts';
import { type Collector, ThemeFault, type ThemeFolder } from './theme-folder.ts';

const maxBytes = 200_000;

const frontMatterSchema = z.strictObject({
  title: z.string().trim().min(1).max(100),
  version: z.string().regex(/^\d+(\.\d+)*$/, 'a number such as 2 or 2.1'),
  published: plainDateSchema,
  'legal-language': z.enum(languages),
  changes: z.string().trim().min(1).max(1_000).optional(),
});
type FrontMatter = z.infer<typeof frontMatterSchema>;

interface LanguageText extends FrontMatter {
  file: string;
  html: string;
}

/** @throws ThemeFault */
function readText(folder: ThemeFolder, file: string): LanguageText {
  const source = folder.read(file, maxBytes).toString('utf8').replaceAll('\r\n', '\n');
  const [, header, body] = /^---\n([\s\S]{0,4000}?)\n---\n([\s\S]*)$/.exec(source) ?? [];
  if (header === undefined || body === undefined) throw new ThemeFault(`${file} does not begin with its facts between two lines of ---`);
  const document = parseDocument(header, { schema: 'failsafe', uniqueKeys: true });
  if (document.errors[0]) throw new ThemeFault(`${file}: ${document.errors[0].message.split('\n')[0]}`);
  let values: unknown;
  try {
    values = document.toJS({ maxAliasCount: 0 });
  } catch {
    throw new ThemeFault(`${file}: its facts may not refer to each other`);
  }
  const facts = frontMatterSchema.safeParse(values);
  if (!facts.success) throw new ThemeFault(...faultsOf(file, facts.error));
  if (hasMainHeading(body)) throw new ThemeFault(`${file}: the title is the heading of the page, sections begin with ##`);
  const html = renderLongMarkdown(body);
  if (html === '') throw new ThemeFault(`${file} has no text`);
  return { ...facts.data, file, html };
}

const sameFacts = ['version', 'published', 'legal-language'] as const;

/** A translation of another version would bind people to what it does not say. */
function compare(text: LanguageText, main: LanguageText): string[] {
  return sameFacts
    .filter((fact) => String(text[fact]) !== String(main[fact]))
    .map((fact) => `${text.file}: ${fact} is ${text[fact]}, in ${main.file} it is ${main[fact]}`);
}

function readPage(folder: ThemeFolder, name: LegalPageName, collector: Collector): LegalPage | undefined {
  const texts = new Map<Language, LanguageText>();
  for (const language of languages) {
    const file = `pages/${name}.${language}.md`;
    if (!folder.has(file)) continue;
    const text = collector.attempt(() => readText(folder, file));
    if (text) texts.set(language, text);
  }
  const main = texts.get(defaultLanguage);
  if (!main) {
    if (!folder.has(`pages/${name}.${defaultLanguage}.md`))
      collector.add(`pages/${name}.${defaultLanguage}.md is missing: the others are translations of it`);
    return undefined;
  }
  for (const text of texts.values()) for (const problem of compare(text, main)) collector.add(problem);
  const legalLanguage = main['legal-language'];
  if (!texts.has(legalLanguage))
    collector.add(`pages/${name}.${legalLanguage}.md is missing: ${languageNames[legalLanguage]} is the language that binds`);
  return pageOf(texts, main);
}

const markOf = (shown: Language, reader: Language) => (shown === reader ? undefined : shown);

function pageOf(texts: ReadonlyMap<Language, LanguageText>, main: LanguageText): LegalPage {
  const of = (language: Language) => texts.get(language) ?? main;
  const languageOf = (language: Language) => (texts.has(language) ? language : defaultLanguage);
  return {
    version: main.version,
    publishedOn: main.published,
    legalLanguage: main['legal-language'],
    languageOf,
    title: (language) => of(language).title,
    changes: (language) => of(language).changes,
    // renderLongMarkdown has cleaned it.
    text: (language) => (
      <div class="v-prose" lang={markOf(languageOf(language), language)} dangerouslySetInnerHTML={{ __html: of(language).html }} />
    ),
  };
}

/** A page is taken from one theme as a whole: the text of one deployer says nothing about another. */
const folderOf = (name: LegalPageName, own: ThemeFolder, fallback: ThemeFolder): ThemeFolder =>
  own.list('pages').some((file) => file.startsWith(`${name}.`)) ? own : fallback;

function reportStrangers(own: ThemeFolder, collector: Collector): void {
  const known = new Set(['accessibility.json', ...legalPageNames.flatMap((name) => languages.map((language) => `${name}.${language}.md`))]);
  for (const file of own.list('pages')) if (!known.has(file)) collector.add(`pages/${file} is no page of a theme`);
}

/** What is wrong goes to the collector; undefined when a page cannot be used. */
export function readLegalPages(own: ThemeFolder, fallback: ThemeFolder, collector: Collector): LegalPages | undefined {
  reportStrangers(own, collector);
  const page = (name: LegalPageName) => readPage(folderOf(name, own, fallback), name, collector);
  const [terms, privacy, cookies, help, statement] = [page('terms'), page('privacy'), page('cookies'), page('help'), page('accessibility')];
  const data = collector.attempt(() =>
    parseJson(folderOf('accessibility', own, fallback), 'pages/accessibility.json', accessibilityDataSchema),
  );
  if (!terms || !privacy || !cookies || !help || !statement || !data) return undefined;
  return { terms, privacy, cookies, accessibility: { ...statement, data }, help };
}
