import type { Language } from '#platform/i18n/language.ts';
import de from './locales/de.json' with { type: 'json' };
import en from './locales/en.json' with { type: 'json' };
import fr from './locales/fr.json' with { type: 'json' };
import nl from './locales/nl.json' with { type: 'json' };

const texts: Record<Language, Record<keyof typeof en, string>> = { en, fr, de, nl };

/** `refused`: the document itself cannot be made, so trying again does not help. The others may pass. */
export type DocumentFailure = 'refused' | 'tooSlow' | 'crashed' | 'busy' | 'closed';

/** Its `message` is for the log and may name templates; `messageFor` is for the person who asked. Neither holds the document's data. */
export class DocumentError extends Error {
  readonly failure: DocumentFailure;

  constructor(failure: DocumentFailure, message: string) {
    super(message);
    this.name = 'DocumentError';
    this.failure = failure;
  }

  /** Nothing is wrong with the document: the same request may well be answered in a moment. */
  get isPassing(): boolean {
    return this.failure === 'busy' || this.failure === 'tooSlow' || this.failure === 'closed';
  }

  messageFor(language: Language): string {
    return texts[language][`documents.error.${this.failure}`];
  }
}
