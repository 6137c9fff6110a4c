import sanitize from 'sanitize-html';
import { languages, translate } from '#platform/i18n/language.ts';
import { mailStyles, stylesOfClass } from '#platform/mail/mail-styles.ts';
import { findHtmlFaults, type HtmlRules } from './html-faults.ts';
import { createPartLanguage, type LiquidPart, maxTemplate, type PartValues } from './liquid-part.ts';
import type { Look } from './look.ts';
import type { ThemeSettings } from './manifest.ts';
import { type Collector, ThemeFault, type ThemeFolder } from './theme-folder.ts';

/** Parts of the pages and the frame of the mails that a theme may write itself, as `parts/<name>.liquid`. */
export const partNames = ['header', 'footer', 'start', 'mail'] as const;
export type PartName = (typeof partNames)[number];

/** What the program puts into a part: a theme says where, and may not leave it out. */
const slotsOf: Record<PartName, readonly string[]> = { header: ['menu'], footer: ['links'], start: [], mail: ['content', 'reason'] };

/** Characters that no text of ours holds stand for a slot until it is filled. */
const markOf = (slot: string) => `\ue000${slot}\ue001`;
const withoutMarks = (text: string) => text.replace(/[\ue000\ue001]/g, '');

export interface ThemePart {
  /** HTML that was checked, as pieces between its slots: `{ html }` or `{ slot }`. @throws ThemeFault */
  render(values: PartValues): readonly Piece[];
}
export type Piece = { html: string } | { slot: string };
export type PageParts = Partial<Record<PartName, ThemePart>>;

const html = createPartLanguage('escape');

const asSlots = (name: PartName) => Object.fromEntries(slotsOf[name].map((slot) => [slot, markOf(slot)]));

function checkSlots(name: PartName, file: string, result: string): void {
  for (const slot of slotsOf[name]) {
    const found = result.split(markOf(slot)).length - 1;
    if (found !== 1) throw new ThemeFault(`${file}: {{ ${slot} }} has to stand in it once; it stands ${found} times`);
  }
}

function toPieces(result: string): Piece[] {
  return result
    .split(/(\ue000\w+\ue001)/)
    .filter((piece) => piece !== '')
    .map((piece) => (piece.startsWith('\ue000') ? { slot: withoutMarks(piece) } : { html: piece }));
}

/** How many results of one part are kept: a language each, signed in or not, and some to spare. */
const maxKept = 64;

const hostsOf = (addresses: readonly unknown[]) =>
  addresses.flatMap((address) => (typeof address === 'string' && URL.canParse(address) ? [new URL(address).host] : []));

function partOf(name: PartName, template: LiquidPart, rules: HtmlRules, finish: (html: string) => string = (made) => made): ThemePart {
  const kept = new Map<string, readonly Piece[]>();
  return {
    render(values) {
      const key = JSON.stringify(values);
      const known = kept.get(key);
      if (known) return known;
      const result = template.render({ ...(JSON.parse(withoutMarks(key)) as PartValues), ...asSlots(name) });
      checkSlots(name, template.file, result);
      const faults = findHtmlFaults(result, { ...rules, hosts: new Set([...rules.hosts, ...hostsOf([values.address])]) });
      if (faults.length > 0) throw new ThemeFault(...faults.map((fault) => `${template.file}: ${fault}`));
      const pieces = toPieces(finish(result));
      if (kept.size >= maxKept) kept.clear();
      kept.set(key, pieces);
      return pieces;
    },
  };
}

/** The values that every part may use; docs/theming.md lists them. */
export function siteValues(settings: ThemeSettings, look: Look, language: keyof ThemeSettings['siteName']): PartValues {
  return {
    site: {
      name: translate(settings.siteName, language),
      owner: translate(settings.owner.name, language),
      ownerUrl: settings.owner.url,
    },
    logos: Object.fromEntries(
      Object.entries(look.logos).map(([name, { url, alt }]) => [name, { url, alt: alt ? translate(alt, language) : '' }]),
    ),
    language,
  };
}

/** For each part the values of every reader there is, with which a template is tried before anybody sees it. */
function samplesOf(settings: ThemeSettings, look: Look): Record<PartName, PartValues[]> {
  const sites = languages.map((language) => siteValues(settings, look, language));
  return {
    header: sites.flatMap((site) => [false, true].map((signedIn) => ({ ...site, home: '/', signedIn }))),
    footer: sites.map((site) => ({ ...site, version: 'Vigie 1.0.0' })),
    start: sites,
    mail: sites.map((site) => ({ ...site, subject: 'A subject', address: 'https://vigie.example' })),
  };
}

/** Mail programs know no classes: what a class of our own looks like stands in the element. */
const inlineStyles = (look: Look) => {
  const styles = mailStyles(look.colours);
  return (html: string) =>
    sanitize(html, {
      allowedTags: false,
      allowedAttributes: false,
      allowVulnerableTags: true,
      transformTags: {
        '*': (tagName, { class: names = '', ...attribs }) => {
          const style = stylesOfClass(styles, names);
          return { tagName, attribs: style ? { ...attribs, style } : attribs };
        },
      },
    });
};

/** A part comes from the theme itself: the program has its own for what a theme leaves alone. */
export function readPageParts(folder: ThemeFolder, settings: ThemeSettings, look: Look, collector: Collector): PageParts {
  const parts: PageParts = {};
  const samples = samplesOf(settings, look);
  const hosts = new Set(hostsOf([settings.owner.url, ...settings.footer.links.map(({ href }) => href)]));
  const pictures = new Set(Object.values(look.logos).map(({ url }) => url));
  for (const file of folder.list('parts')) {
    const name = partNames.find((candidate) => file === `${candidate}.liquid`);
    if (!name) {
      collector.add(`parts/${file} is no part of a page: there are ${partNames.map((known) => `${known}.liquid`).join(', ')}`);
      continue;
    }
    collector.attempt(() => {
      const source = folder.read(`parts/${file}`, maxTemplate).toString('utf8');
      // A mail has no pictures: they would tell the sender that it was opened.
      const rules = { hosts, pictures: name === 'mail' ? new Set<string>() : pictures };
      const template = html.compile(`parts/${file}`, source, { ...samples[name][0], ...asSlots(name) });
      const part = partOf(name, template, rules, name === 'mail' ? inlineStyles(look) : undefined);
      for (const sample of samples[name]) part.render(sample);
      parts[name] = part;
    });
  }
  return parts;
}
