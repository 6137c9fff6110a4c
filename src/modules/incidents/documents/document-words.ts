import { createTranslator } from '#platform/i18n/catalogue.ts';
import { createFormat } from '#platform/i18n/format.ts';
import type { Language } from '#platform/i18n/language.ts';
import { uiCatalogue } from '#platform/i18n/locales/ui.ts';
import type { Regions } from '#platform/theme/regions.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import { catalogue } from '../locales/catalogue.ts';

const translator = createTranslator([uiCatalogue, catalogue]);

interface DocumentSettings {
  language: Language;
  /** The incident's. */
  zone: string;
  now: Temporal.Instant;
  /** What stands before a path where a document names a page. */
  baseUrl: string;
  /** Of the theme. */
  regions: Regions;
}

/** What a document is written with: words and formats of one language, moments in the incident's zone. */
export function documentWords({ language, zone, now, baseUrl, regions }: DocumentSettings) {
  const t = translator.in(language);
  return { language, t, zone, now, baseUrl, format: createFormat({ language, t, zone, now, regions }) };
}
export type DocumentWords = ReturnType<typeof documentWords>;
