import { z } from 'zod';
import { languages, translatedSchema } from '#platform/i18n/language.ts';
import { Temporal } from '#platform/time/temporal.ts';

export const logoNames = ['main', 'symbol', 'favicon', 'owner', 'background'] as const;
export type LogoName = (typeof logoNames)[number];

const linkSchema = z.strictObject({
  href: z.string().regex(/^(\/(?!\/)|https:\/\/)/, 'a path or an https address'),
  label: translatedSchema,
});
const fileName = z.string().regex(/^[A-Za-z0-9][\w.-]*(\/[A-Za-z0-9][\w.-]*)*$/, 'the name of a file inside of the theme');
const colours = z.record(z.string().regex(/^[a-z-]+$/), z.string().regex(/^#([0-9a-f]{3}|[0-9a-f]{6})$/i, 'a colour like #0b5cad'));
const instantSchema = z.iso
  .datetime({ offset: true, error: 'a moment such as 2026-11-30T08:00:00+01:00' })
  .transform((text) => Temporal.Instant.from(text));
/** Of a family of type, as CSS writes it between quotes. */
const familySchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9 -]*$/, 'letters, digits, spaces and hyphens');

const bannerSchema = z
  .strictObject({
    level: z.enum(['info', 'warning', 'danger']),
    text: translatedSchema,
    from: instantSchema.optional(),
    until: instantSchema.optional(),
  })
  .refine(({ from, until }) => !from || !until || Temporal.Instant.compare(from, until) < 0, 'it ends before it begins');

const fontsSchema = z.strictObject({
  family: familySchema,
  files: z
    .array(
      z.strictObject({
        file: fileName.regex(/\.woff2$/, 'a file of the format WOFF2'),
        weight: z
          .string()
          .regex(/^\d{3}( \d{3})?$/, 'a weight such as 400, or a range such as 200 900')
          .default('400'),
        style: z.enum(['normal', 'italic']).default('normal'),
      }),
    )
    .min(1)
    .max(8),
  licence: fileName,
  /** What stands in for it, in order. */
  fallback: z.array(familySchema).max(8).default(['system-ui', 'sans-serif']),
});

const regionSchema = z.strictObject({
  code: z.string().regex(/^[A-Z]{2}-[A-Z\d]{1,3}$/, 'a code of ISO 3166-2 such as LU-CA'),
  name: translatedSchema,
  /** No longer offered; old answers keep their name. */
  retired: z.boolean().default(false),
});

const pdfSchema = z.strictObject({
  cover: z.enum(['band', 'plain']),
  /** Beside the title at the top of each page, and beside the marking at its foot. */
  header: translatedSchema.optional(),
  footer: translatedSchema.optional(),
});

/** Switches of a deployer; docs/theming.md says what each does. */
const optionsSchema = z.strictObject({
  /** Modules in the order of the menu and of the home page; those that are not named come last. */
  moduleOrder: z.array(z.string()).default([]),
});

/** `theme.json` with everything a theme may say about itself (interface.md 11.3). */
const manifestShape = {
  id: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/, 'lower case letters, digits and hyphens'),
  name: z.string().min(1),
  version: z.string().regex(/^\d+\.\d+\.\d+$/, 'a version such as 1.0.0'),
  /** Versions of the program it was made for: comparisons that all hold, such as ">=0.1.0 <0.3.0". */
  engine: z.string().regex(/^(>=|>|<=|<|=)\d+\.\d+\.\d+( (>=|>|<=|<|=)\d+\.\d+\.\d+)*$/, 'comparisons such as ">=0.1.0 <0.3.0"'),
  siteName: translatedSchema,
  owner: z.strictObject({ name: translatedSchema, url: linkSchema.shape.href }),
  tokens: z.strictObject({ light: colours.default({}), dark: colours.default({}) }),
  logos: z.partialRecord(z.enum(logoNames), z.strictObject({ file: fileName, alt: translatedSchema.optional() })),
  fonts: fontsSchema,
  footer: z.strictObject({ links: z.array(linkSchema).max(8) }),
  banners: z.array(bannerSchema).max(5),
  pdf: pdfSchema,
  regions: z.array(regionSchema).max(500).refine(areUnique, 'two regions share a code'),
  /** Who wants to know of a weakness; told to everybody in /.well-known/security.txt. */
  security: z.strictObject({
    contacts: z.array(z.string().regex(/^(mailto:|https:\/\/|tel:)\S+$/, 'mailto:, https: or tel:')).min(1),
    policy: z.url({ protocol: /^https$/ }).optional(),
  }),
  /** Interface texts by language and key. */
  texts: z.partialRecord(z.enum(languages), z.record(z.string(), z.string())),
  options: optionsSchema,
};

function areUnique(regions: readonly { code: string }[]): boolean {
  return new Set(regions.map(({ code }) => code)).size === regions.length;
}

const identity = { id: true, name: true, version: true, engine: true } as const;

/** Of the default theme: complete, but for what nobody needs. */
export const defaultManifestSchema = z.strictObject({ ...manifestShape, fonts: manifestShape.fonts.optional() });
/** Of every other theme: it names itself, and what it changes. */
export const themeManifestSchema = z
  .strictObject(manifestShape)
  .partial()
  .required(identity)
  .extend({ pdf: pdfSchema.partial().optional() });

export type ThemeSettings = z.output<typeof defaultManifestSchema>;
export type ThemeManifest = z.output<typeof themeManifestSchema>;

/** What a theme does not say, the default one does. A list or a text is replaced as a whole. */
export function mergeManifests(base: ThemeSettings, own: ThemeManifest): ThemeSettings {
  const { pdf, logos, ...rest } = own;
  const said = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return { ...base, ...said, logos: { ...base.logos, ...logos }, pdf: { ...base.pdf, ...pdf } as ThemeSettings['pdf'] };
}

const numbersOf = (version: string) => version.split(/[.-]/, 3).map(Number);

function compareVersions(one: string, other: string): number {
  const [first, second] = [numbersOf(one), numbersOf(other)];
  return first.map((number, at) => number - (second[at] ?? 0)).find((difference) => difference !== 0) ?? 0;
}

const holds: Record<string, (difference: number) => boolean> = {
  '>=': (difference) => difference >= 0,
  '>': (difference) => difference > 0,
  '<=': (difference) => difference <= 0,
  '<': (difference) => difference < 0,
  '=': (difference) => difference === 0,
};

/** Whether a program of this version is among those that the theme was made for. */
export const fitsEngine = (engine: string, version: string): boolean =>
  engine.split(' ').every((part) => {
    const [, operator = '', than = ''] = /^([<>=]+)(.+)$/.exec(part) ?? [];
    return holds[operator]?.(compareVersions(version, than)) ?? false;
  });
