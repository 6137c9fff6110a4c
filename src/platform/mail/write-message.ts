import type { Translator } from '../i18n/catalogue.ts';
import { createFormat } from '../i18n/format.ts';
import { defaultLanguage, type Language, languageNames, languages, type Translated, translate } from '../i18n/language.ts';
import type { Temporal } from '../time/temporal.ts';
import { toSubjectLine } from './address.ts';
import { fillMarkdown } from './fill-markdown.ts';
import type { MailBlock, MailContent, MailUi } from './mail.ts';
import { type MailSection, renderMailHtml } from './mail-frame.tsx';
import { renderMailText } from './mail-text.ts';

export interface MailSettings {
  translator: Translator;
  /** The name of the site, from the theme. */
  service: Translated;
  /** Without a slash at its end. */
  baseUrl: string;
  /** For dates without a zone of their own. */
  zone: string;
}

export interface WrittenMail {
  subject: string;
  text: string;
  html: string;
}

type Render = (ui: MailUi) => MailContent;

/**
 * One message: in the recipient's language or, when nobody knows it, in all of them with the default one first, leaving out those
 * whose text does not differ (decisions.md D16, incidents.md 7.2).
 */
export function writeMessage(settings: MailSettings, render: Render, language: Language | undefined, now: Temporal.Instant): WrittenMail {
  const main = writeSection(settings, render, language ?? defaultLanguage, now);
  const sections: [MailSection, ...MailSection[]] = [main];
  if (!language) {
    const others = languages.filter((other) => other !== defaultLanguage).map((other) => writeSection(settings, render, other, now));
    for (const other of others) if (!sections.some(({ content }) => saysTheSame(content, other.content))) sections.push(other);
  }
  const service = translate(settings.service, main.language);
  return { subject: main.content.subject, html: renderMailHtml(service, sections), text: renderMailText(sections) };
}

function writeSection(settings: MailSettings, render: Render, language: Language, now: Temporal.Instant): MailSection {
  const t = settings.translator.in(language);
  const format = createFormat({ language, t, zone: settings.zone, now });
  const content = render({ language, t, format, url: (path) => `${settings.baseUrl}${path}` });
  return {
    language,
    languageName: languageNames[language],
    content: { ...content, subject: toSubjectLine(content.subject) },
    words: {
      orOpen: t('mail.orOpen'),
      automatic: t('mail.automatic', { service: translate(settings.service, language) }),
      fact: (label, value) => t('mail.fact', { label, value }),
      action: (label) => t('mail.action', { label }),
    },
  };
}

/** As it is read: neither the words on the button count, nor values that a template could have used. */
const saysTheSame = (one: MailContent, other: MailContent): boolean => textOf(one) === textOf(other);

const textOf = ({ title, subject, blocks }: MailContent): string => JSON.stringify([title ?? subject, blocks.map(readAs)]);

const readAs = (block: MailBlock) => (block.kind === 'action' ? block.url : block.kind === 'markdown' ? fillMarkdown(block) : block);
