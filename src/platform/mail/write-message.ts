import type { Translator } from '../i18n/catalogue.ts';
import { createFormat } from '../i18n/format.ts';
import { defaultLanguage, type Language, languageNames, languages, translate } from '../i18n/language.ts';
import type { Theme } from '../theme/load-theme.ts';
import { siteValues } from '../theme/page-parts.ts';
import type { Temporal } from '../time/temporal.ts';
import { toSubjectLine } from './address.ts';
import { fillMarkdown } from './fill-markdown.ts';
import type { MailBlock, MailContent, MailUi } from './mail.ts';
import { type MailLook, type MailSection, renderMailHtml } from './mail-frame.tsx';
import { mailStyles } from './mail-styles.ts';
import { renderMailText } from './mail-text.ts';
import { inWordsOfTheme, orUndefined } from './theme-words.ts';

export interface MailSettings {
  translator: Translator;
  /** Names the site, and frames and words what is sent. */
  theme: Theme;
  /** Without a slash at its end. */
  baseUrl: string;
  /** For dates without a zone of their own. */
  zone: string;
}

export interface WrittenMail {
  subject: string;
  text: string;
  html: string;
  replyTo?: string;
}

/** A mail with its data. */
export interface Rendering {
  name: string;
  render(ui: MailUi): MailContent;
}

/**
 * One message: in the recipient's language or, when nobody knows it, in all of them with the default one first, leaving out those
 * whose text does not differ (decisions.md D16, incidents.md 7.2).
 */
export function writeMessage(settings: MailSettings, mail: Rendering, language: Language | undefined, now: Temporal.Instant): WrittenMail {
  const main = writeSection(settings, mail, language ?? defaultLanguage, now);
  const sections: [MailSection, ...MailSection[]] = [main];
  if (!language) {
    const others = languages.filter((other) => other !== defaultLanguage).map((other) => writeSection(settings, mail, other, now));
    for (const other of others) if (!sections.some(({ content }) => saysTheSame(content, other.content))) sections.push(other);
  }
  const { subject, replyTo } = main.content;
  const html = renderMailHtml(lookOf(settings, main), sections);
  return { subject, html, text: renderMailText(sections), ...(replyTo && { replyTo }) };
}

/** A frame that fails on this one message must not keep it back: the program's own stands in. */
function lookOf({ theme, baseUrl }: MailSettings, { language, content }: MailSection): MailLook {
  const values = { ...siteValues(theme.settings, theme, language), subject: content.subject, address: baseUrl };
  return {
    service: translate(theme.settings.siteName, language),
    styles: mailStyles(theme.colours),
    frame: orUndefined(() => theme.parts.mail?.render(values)),
  };
}

function writeSection(settings: MailSettings, mail: Rendering, language: Language, now: Temporal.Instant): MailSection {
  const t = settings.translator.in(language);
  const format = createFormat({ language, t, zone: settings.zone, now });
  const own = mail.render({ language, t, format, url: (path) => `${settings.baseUrl}${path}` });
  const content = inWordsOfTheme(settings.theme, mail.name, language, own);
  return {
    language,
    languageName: languageNames[language],
    content: { ...content, subject: toSubjectLine(content.subject) },
    words: {
      orOpen: t('mail.orOpen'),
      automatic: t(content.replyTo ? 'mail.forwarded' : 'mail.automatic', {
        service: translate(settings.theme.settings.siteName, language),
      }),
      fact: (label, value) => t('mail.fact', { label, value }),
      action: (label) => t('mail.action', { label }),
    },
  };
}

/** As it is read: neither the words on the button count, nor values that a template could have used. */
const saysTheSame = (one: MailContent, other: MailContent): boolean => textOf(one) === textOf(other);

const textOf = ({ title, subject, blocks }: MailContent): string => JSON.stringify([title ?? subject, blocks.map(readAs)]);

const readAs = (block: MailBlock) => (block.kind === 'action' ? block.url : block.kind === 'markdown' ? fillMarkdown(block) : block);
