import { createHash } from 'node:crypto';
import { basename, extname } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Translated } from '#platform/i18n/language.ts';
import { type Colours, findContrastFaults, readColours } from './contrast.ts';
import { type LogoName, logoNames, type ThemeManifest, type ThemeSettings } from './manifest.ts';
import { checkPicture, maxPictureBytes } from './picture.ts';
import { type Collector, ThemeFault, type ThemeFolder } from './theme-folder.ts';

const contentTypes: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

export interface ThemeFile {
  contentType: string;
  plain: Buffer;
  /** Absent where the format is compressed already. */
  brotli?: Buffer;
  gzip?: Buffer;
}

export interface Logo {
  url: string;
  /** Whether it holds a symbol called "mark", which takes the colour of the text around it. */
  hasMark: boolean;
  /** What it shows, for those who do not see it; undefined: the text beside it says so. */
  alt?: Translated | undefined;
}

/** What a theme looks like: files under names that follow their content, so that they may be kept for ever. */
export interface Look {
  files: ReadonlyMap<string, ThemeFile>;
  /** The address of the tokens, with the theme's colours, type and background. */
  stylesheet: string;
  logos: Partial<Record<LogoName, Logo>>;
  /** Of the light set, by the name of the token: for mails and documents, which have only one. */
  colours: Colours;
}

class Publisher {
  readonly files = new Map<string, ThemeFile>();

  publish(name: string, plain: Buffer): string {
    const extension = extname(name);
    const hash = createHash('sha256').update(plain).digest('hex').slice(0, 10);
    const url = `/theme/${basename(name, extension)}-${hash}${extension}`;
    const contentType = contentTypes[extension] ?? 'application/octet-stream';
    const isText = extension === '.css' || extension === '.svg';
    this.files.set(url, { contentType, plain, ...(isText && { brotli: brotliCompressSync(plain), gzip: gzipSync(plain) }) });
    return url;
  }
}

/** The theme's colours behind those of the default one. @throws ThemeFault for a token nobody has, and for a pair that cannot be read */
function writeTokens(base: string, { light, dark }: ThemeSettings['tokens']): string {
  const known = { light: readColours(base, 'light'), dark: readColours(base, 'dark') };
  const names = [...new Set([...Object.keys(light), ...Object.keys(dark)])];
  const unknown = names.filter((name) => !known.light.has(name));
  if (unknown.length > 0) throw new ThemeFault(...unknown.map((name) => `theme.json: tokens: there is no colour called "${name}"`));
  const lines = names.map(
    (name) => `  --color-${name}: light-dark(${light[name] ?? known.light.get(name)}, ${dark[name] ?? known.dark.get(name)});`,
  );
  const css = lines.length > 0 ? `${base}\n:root {\n${lines.join('\n')}\n}\n` : base;
  const faults = findContrastFaults(css);
  if (faults.length > 0) throw new ThemeFault(...faults);
  return css;
}

const fontBytes = 500_000;

/** @throws ThemeFault */
function writeFonts(folder: ThemeFolder, fonts: NonNullable<ThemeSettings['fonts']>, publisher: Publisher): string {
  folder.read(fonts.licence, 100_000);
  const faces = fonts.files.map(({ file, weight, style }) => {
    const content = folder.read(file, fontBytes);
    if (content.subarray(0, 4).toString('latin1') !== 'wOF2') throw new ThemeFault(`${file} is not a WOFF2 font`);
    return `@font-face {\n  font-family: "${fonts.family}";\n  src: url("${publisher.publish(file, content)}") format("woff2");\n  font-weight: ${weight};\n  font-style: ${style};\n  font-display: swap;\n}`;
  });
  const generic = new Set(['system-ui', 'sans-serif', 'serif', 'monospace']);
  const stack = [fonts.family, ...fonts.fallback].map((family) => (generic.has(family) ? family : `"${family}"`)).join(', ');
  return `${faces.join('\n')}\n:root {\n  --font-sans: ${stack};\n}\n`;
}

/** Each part is taken from the theme that names it. What is wrong goes to the collector. */
export function readLook(
  { own, ownFolder, base, baseFolder }: { own: ThemeManifest; ownFolder: ThemeFolder; base: ThemeSettings; baseFolder: ThemeFolder },
  collector: Collector,
): Look {
  const publisher = new Publisher();
  const logos: Look['logos'] = {};
  for (const name of logoNames) {
    const [folder, logo] = own.logos?.[name] ? [ownFolder, own.logos[name]] : [baseFolder, base.logos[name]];
    if (!logo) continue;
    collector.attempt(() => {
      const content = folder.read(logo.file, maxPictureBytes);
      checkPicture(logo.file, content);
      const hasMark = logo.file.endsWith('.svg') && /<symbol[^>]*\sid="mark"/.test(content.toString('utf8'));
      logos[name] = { url: publisher.publish(logo.file, content), hasMark, alt: logo.alt };
    });
  }
  const tokens = baseFolder.read('tokens.css', 100_000).toString('utf8');
  const css = collector.attempt(() => writeTokens(tokens, own.tokens ?? base.tokens)) ?? tokens;
  const [fontFolder, fonts] = own.fonts ? [ownFolder, own.fonts] : [baseFolder, base.fonts];
  const type = (fonts && collector.attempt(() => writeFonts(fontFolder, fonts, publisher))) ?? '';
  const background = logos.background ? `.v-background {\n  background-image: url("${logos.background.url}");\n}\n` : '';
  return {
    stylesheet: publisher.publish('tokens.css', Buffer.from(`${css}${type}${background}`)),
    files: publisher.files,
    logos,
    colours: readColours(css, 'light'),
  };
}
