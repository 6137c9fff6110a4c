import { type Language, languages } from '../i18n/language.ts';
import type { MailUi } from '../mail/mail.ts';
import { type MailSettings, type Rendering, type WrittenMail, writeMessage } from '../mail/write-message.ts';
import type { Temporal } from '../time/temporal.ts';

export interface SampleMail extends WrittenMail {
  /** Undefined: no mail of the program, but one with every kind of block. */
  name: string | undefined;
  language: Language;
}

const sample = (name: string): Rendering => ({
  name,
  render: ({ t, url }: MailUi) => ({
    subject: t('preview.mail.subject'),
    blocks: [
      { kind: 'paragraph', text: t('preview.mail.paragraph') },
      { kind: 'markdown', text: t('preview.mail.markdown') },
      { kind: 'facts', items: [{ label: t('preview.mail.fact'), value: t('preview.mail.factValue') }] },
      { kind: 'code', text: '482 917' },
      { kind: 'action', label: t('preview.mail.action'), url: url('/theme-preview') },
      { kind: 'small', text: t('preview.mail.small') },
    ],
    reason: t('preview.mail.reason'),
  }),
});

/** A message in one language, in the theme's frame and, where it has them for that mail, in its words. */
export function writeSample(settings: MailSettings, name: string | undefined, language: Language, now: Temporal.Instant): SampleMail {
  return { name, language, ...writeMessage(settings, sample(name ?? ''), language, now) };
}

/** One of every kind in every language, and what the theme words itself. */
export const writeSamples = (settings: MailSettings, now: Temporal.Instant): SampleMail[] =>
  [undefined, ...settings.theme.mailTexts.keys()].flatMap((name) =>
    languages.map((language) => writeSample(settings, name, language, now)),
  );
