import type { z } from 'zod';
import type { LegalPages } from './legal-page.ts';
import { type Look, readLook } from './look.ts';
import { type MailTexts, readMailTexts } from './mail-texts.ts';
import {
  defaultManifestSchema,
  fitsEngine,
  mergeManifests,
  type ThemeManifest,
  type ThemeSettings,
  themeManifestSchema,
} from './manifest.ts';
import { type PageParts, readPageParts } from './page-parts.ts';
import { parseJson } from './read-json.ts';
import { readLegalPages } from './read-legal-pages.tsx';
import { createRegions, type Regions } from './regions.ts';
import { type Collector, createCollector, openThemeFolder, ThemeError, type ThemeFolder } from './theme-folder.ts';

export type { ThemeFile } from './look.ts';
export type { ThemeSettings } from './manifest.ts';

/** A deployer's look and words, read at the start: changing them needs a restart and no build. */
export interface Theme extends Look {
  /** What the theme says, and where it says nothing, the default one. */
  settings: ThemeSettings;
  /** Terms, privacy, cookies, accessibility and help. */
  pages: LegalPages;
  parts: PageParts;
  mailTexts: MailTexts;
  regions: Regions;
}

/** Folders and files that a theme may have, beside the pictures and fonts that its manifest names. */
const known = new Set(['theme.json', 'pages', 'parts', 'mails', 'documents', 'README.md']);

function reportStrangers(folder: ThemeFolder, { logos = {}, fonts }: ThemeManifest, collector: Collector): void {
  const named = [
    ...Object.values(logos).map((logo) => logo?.file),
    ...(fonts ? [fonts.licence, ...fonts.files.map(({ file }) => file)] : []),
  ];
  const roots = new Set(named.map((file) => file?.split('/')[0]));
  for (const name of folder.list('.')) {
    if (known.has(name) || roots.has(name)) continue;
    collector.add(
      name === 'tokens.css'
        ? 'tokens.css: colours stand in theme.json, as tokens.light and tokens.dark'
        : `${name} is not a part of a theme`,
    );
  }
}

/**
 * Reads a theme; what it lacks is taken from the default one.
 * @param engine the version of this program, where the theme has to fit it
 * @throws ThemeError with everything that is wrong: manifest, pictures, contrast of two colours (interface.md check 35), texts, templates
 */
export function loadTheme(folder: string, defaultFolder: string = folder, engine?: string): Theme {
  const collector = createCollector();
  const baseFolder = openThemeFolder(defaultFolder);
  const ownFolder = openThemeFolder(folder);
  const isDefault = baseFolder.root === ownFolder.root;
  const manifest = <Schema extends z.ZodType>(from: ThemeFolder, schema: Schema) =>
    collector.attempt(() => parseJson(from, 'theme.json', schema));
  const base = manifest(baseFolder, defaultManifestSchema);
  const own = isDefault ? base : manifest(ownFolder, themeManifestSchema);
  if (!base || !own) throw new ThemeError(folder, collector.problems);
  if (engine !== undefined && !fitsEngine(own.engine, engine)) collector.add(`it was made for Vigie ${own.engine}; this is ${engine}`);
  if (!isDefault) reportStrangers(ownFolder, own, collector);
  const settings = isDefault ? base : mergeManifests(base, own);
  const look = readLook({ own, ownFolder, base, baseFolder }, collector);
  const pages = readLegalPages(ownFolder, baseFolder, collector);
  const parts = readPageParts(ownFolder, settings, look, collector);
  const mailTexts = readMailTexts(ownFolder, collector);
  if (!pages || collector.problems.length > 0) throw new ThemeError(folder, collector.problems);
  return { ...look, settings, pages, parts, mailTexts, regions: createRegions(settings.regions, base.regions) };
}
