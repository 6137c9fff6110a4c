import type { VNode } from 'preact';
import type { Language } from '#platform/i18n/language.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import type { AccessibilityData } from './accessibility-data.ts';

/** The pages that a deployer answers for, in the order of the footer. */
export const legalPageNames = ['terms', 'privacy', 'cookies', 'accessibility', 'help'] as const;
export type LegalPageName = (typeof legalPageNames)[number];

/** One text of the deployer, such as the terms of use. A new version is a new text that people may have to accept. */
export interface LegalPage {
  /** Such as "2" or "2.1"; equal in every language. */
  version: string;
  publishedOn: Temporal.PlainDate;
  /** Its text counts before a court; the others are translations. */
  legalLanguage: Language;
  /** The language a reader of `language` gets: the default one where the translation is missing. */
  languageOf(language: Language): Language;
  title(language: Language): string;
  /** What is new in this version, in a sentence or two; undefined for a first version. */
  changes(language: Language): string | undefined;
  /** The text, cleaned, ready to stand in a page; it marks its language where that is not the reader's. */
  text(language: Language): VNode;
}

export interface LegalPages extends Record<LegalPageName, LegalPage> {
  /** With the facts of which its statement is made. */
  accessibility: LegalPage & { data: AccessibilityData };
}
