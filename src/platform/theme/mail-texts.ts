import { type Language, languages } from '#platform/i18n/language.ts';
import { escapeMarkdown } from '#platform/text/markdown.ts';
import { splitFrontMatter } from './front-matter.ts';
import { createPartLanguage, type LiquidPart, maxTemplate, type PartValues } from './liquid-part.ts';
import { type Collector, ThemeFault, type ThemeFolder } from './theme-folder.ts';

/** What the words of one mail may use. The facts, the button and the code are the program's: they follow the words. */
export interface MailTextValues {
  service: string;
  subject: string;
  title: string;
  /** The program's own sentences. */
  paragraphs: readonly string[];
  facts: readonly { label: string; value: string }[];
}

export interface MailText {
  /** @throws ThemeFault */
  write(values: MailTextValues): { subject: string; markdown: string };
}
/** By the name of the mail, such as `incidents.report-received`, and the language. */
export type MailTexts = ReadonlyMap<string, Partial<Record<Language, MailText>>>;

const plain = createPartLanguage((value) => String(value));
const markdown = createPartLanguage((value) => escapeMarkdown(String(value)));

const sample: MailTextValues = {
  service: 'Vigie',
  subject: 'A subject',
  title: 'A title',
  paragraphs: ['A first sentence.', 'A second one.'],
  facts: [{ label: 'Reference', value: 'NI_7K2M9XQ4' }],
};

const valuesOf = (values: MailTextValues): PartValues => ({ ...values });

function readMailText(folder: ThemeFolder, file: string): MailText {
  const { facts, body } = splitFrontMatter(file, folder.read(file, maxTemplate).toString('utf8'));
  const { subject, ...others } = facts;
  const [stranger] = Object.keys(others);
  if (typeof subject !== 'string' || subject.trim() === '') throw new ThemeFault(`${file}: it has no subject`);
  if (stranger !== undefined) throw new ThemeFault(`${file}: "${stranger}" is not a fact of a mail`);
  if (body.trim() === '') throw new ThemeFault(`${file} has no text`);
  const templates: { subject: LiquidPart; body: LiquidPart } = {
    subject: plain.compile(file, subject, valuesOf(sample)),
    body: markdown.compile(file, body, valuesOf(sample)),
  };
  return {
    write: (values) => ({ subject: templates.subject.render(valuesOf(values)), markdown: templates.body.render(valuesOf(values)) }),
  };
}

/** `mails/<name>.<language>.md`: the words of a mail in the theme's own way. */
export function readMailTexts(folder: ThemeFolder, collector: Collector): MailTexts {
  const texts = new Map<string, Partial<Record<Language, MailText>>>();
  for (const file of folder.list('mails')) {
    const [, name, tongue] = /^([a-z][\w-]*\.[a-z][\w-]*)\.([a-z]{2})\.md$/i.exec(file) ?? [];
    const language = languages.find((known) => known === tongue);
    if (name === undefined || language === undefined) {
      collector.add(`mails/${file} is not named like incidents.report-received.en.md`);
      continue;
    }
    const text = collector.attempt(() => readMailText(folder, `mails/${file}`));
    if (text) texts.set(name, { ...texts.get(name), [language]: text });
  }
  return texts;
}
