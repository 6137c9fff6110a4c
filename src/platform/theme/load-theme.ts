import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import { languages, translatedSchema } from '#platform/i18n/language.ts';
import { findContrastFaults } from './contrast.ts';
import type { LegalPages } from './legal-page.ts';
import { readLegalPages } from './read-legal-pages.tsx';
import { createCollector, openThemeFolder, ThemeError } from './theme-folder.ts';

const linkSchema = z.strictObject({ href: z.string().regex(/^(\/|https:\/\/)/, 'a path or an https address'), label: translatedSchema });

/** `theme.json`. Texts override interface texts by key. */
const themeSchema = z.strictObject({
  name: z.string().min(1),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  siteName: translatedSchema,
  owner: z.strictObject({ name: translatedSchema, url: linkSchema.shape.href }),
  footer: z.strictObject({ links: z.array(linkSchema).max(8) }),
  /** Who wants to know of a weakness; told to everybody in /.well-known/security.txt. */
  security: z.strictObject({
    contacts: z.array(z.string().regex(/^(mailto:|https:\/\/|tel:)\S+$/, 'mailto:, https: or tel:')).min(1),
    policy: z.url({ protocol: /^https$/ }).optional(),
  }),
  texts: z.partialRecord(z.enum(languages), z.record(z.string(), z.string())).default({}),
});
export type ThemeSettings = z.infer<typeof themeSchema>;

const contentTypes: Record<string, string> = { '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml' };
const fileNames = ['tokens.css', 'mark.svg', 'icon.svg', 'logo.svg'] as const;
type ThemeFileName = (typeof fileNames)[number];

export interface ThemeFile {
  contentType: string;
  plain: Buffer;
  brotli: Buffer;
  gzip: Buffer;
}

/** A deployer's look, read at the start: changing it needs a restart and no build. */
export interface Theme {
  settings: ThemeSettings;
  /** The addresses of its files, hashed, so that they may be cached for ever. */
  urls: Record<ThemeFileName, string>;
  /** The files by address, to be served as they are. */
  files: ReadonlyMap<string, ThemeFile>;
  /** Terms, privacy, cookies, accessibility and help. */
  pages: LegalPages;
}

function hashedUrl(name: string, content: Buffer): string {
  const extension = extname(name);
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 10);
  return `/theme/${name.slice(0, -extension.length)}-${hash}${extension}`;
}

const unsafeSvg = /<script|<foreignObject|\son\w+\s*=|javascript:|href\s*=\s*["'](?!#)/i;

/** @throws with every reason why the theme cannot be used. */
function checkFile(name: ThemeFileName, content: Buffer): void {
  const text = content.toString('utf8');
  if (content.length > 200_000) throw new Error(`${name} is larger than 200 kB`);
  if (name.endsWith('.svg') && unsafeSvg.test(text)) throw new Error(`${name} holds a script, a handler or a link out of the picture`);
  if (name === 'mark.svg' && !text.includes('id="mark"')) throw new Error('mark.svg needs a symbol with the id "mark"');
  if (name !== 'tokens.css') return;
  if (/@import|url\(/i.test(text)) throw new Error('tokens.css may not load other files');
  const faults = findContrastFaults(text);
  if (faults.length > 0) throw new Error(`The theme's colours cannot be read well enough:\n${faults.join('\n')}`);
}

/**
 * Reads a theme; a file that it lacks is taken from the default one.
 * @throws when the settings, a picture or the contrast of two colours (interface.md check 35) is not acceptable.
 */
export function loadTheme(folder: string, defaultFolder: string = folder): Theme {
  const find = (name: string) => [join(folder, name), join(defaultFolder, name)].find((file) => existsSync(file));
  const read = (name: string) => {
    const file = find(name);
    if (file === undefined) throw new Error(`The theme in ${folder} has no ${name}`);
    return readFileSync(file);
  };
  const settings = themeSchema.parse(JSON.parse(read('theme.json').toString('utf8')));
  const files = new Map<string, ThemeFile>();
  const publish = (name: ThemeFileName): string => {
    const plain = read(name);
    checkFile(name, plain);
    const url = hashedUrl(name, plain);
    const contentType = contentTypes[extname(name)] ?? 'application/octet-stream';
    files.set(url, { contentType, plain, brotli: brotliCompressSync(plain), gzip: gzipSync(plain) });
    return url;
  };
  const urls = {
    'tokens.css': publish('tokens.css'),
    'mark.svg': publish('mark.svg'),
    'icon.svg': publish('icon.svg'),
    'logo.svg': publish('logo.svg'),
  };
  const collector = createCollector();
  const pages = readLegalPages(openThemeFolder(folder), openThemeFolder(defaultFolder), collector);
  if (!pages || collector.problems.length > 0) throw new ThemeError(folder, collector.problems);
  return { settings, urls, files, pages };
}
