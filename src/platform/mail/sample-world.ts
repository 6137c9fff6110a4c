import type { Translated } from '../i18n/language.ts';
import type { Temporal } from '../time/temporal.ts';

/**
 * Who and what the mails of a preview are about: people and organisations of the fictional country, never those of the installation,
 * since whoever works on a theme may not read what people wrote.
 */
export interface SampleWorld {
  now: Temporal.Instant;
  /** Gets the mails, or is told about in them. */
  person: { firstName: string; lastName: string; email: string; phone: string };
  administrator: { firstName: string; lastName: string; email: string };
  operator: string;
  regulator: { name: Translated; zone: string };
}

/** Stand for what only a real mail has. */
export const sampleId = '00000000-0000-7000-8000-000000000000';
export const sampleToken = 'sample';
export const sampleDigest = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
