import type { ComponentChildren, JSX } from 'preact';
import { renderToString } from '../html/jsx-runtime.ts';
import type { Language } from '../i18n/language.ts';
import { renderMarkdown } from '../text/markdown.ts';
import { toWebAddress } from './address.ts';
import { fillMarkdown } from './fill-markdown.ts';
import type { MailBlock, MailContent } from './mail.ts';

/** One language of a message: what it says and the words around it. */
export interface MailSection {
  language: Language;
  /** Heads the section when there are several. */
  languageName: string;
  content: MailContent;
  words: {
    orOpen: string;
    automatic: string;
    fact(label: string, value: string): string;
    /** What stands before the address of an action in plain text. */
    action(label: string): string;
  };
}

/** Mail programs drop style sheets, so each element carries its own. Light only: they darken on their own. */
const styles = {
  page: 'margin:0;padding:16px;background:#f5f7f9;',
  mail: 'max-width:600px;margin:0 auto;border:1px solid #d9e0e7;border-radius:6px;overflow:hidden;background:#ffffff;color:#16202c;font-family:"Public Sans",Arial,sans-serif;font-size:16px;line-height:1.5;',
  head: 'padding:16px 24px;background:#10243b;color:#ffffff;font-size:20px;font-weight:700;',
  body: 'padding:32px 24px 16px;',
  language: 'margin:0 0 16px;padding:0 0 4px;border-bottom:1px solid #d9e0e7;font-size:14px;font-weight:600;color:#52606d;',
  title: 'margin:0 0 16px;font-size:24px;line-height:1.3;font-weight:700;',
  block: 'margin:0 0 16px;',
  button: 'display:inline-block;padding:12px 24px;border-radius:6px;background:#0b5cad;color:#ffffff;font-weight:600;text-decoration:none;',
  link: 'color:#0b5cad;',
  small: 'margin:0 0 16px;font-size:14px;color:#52606d;overflow-wrap:anywhere;',
  code: 'margin:0 0 16px;padding:12px 24px;background:#f5f7f9;border:1px solid #d9e0e7;border-radius:6px;font-family:monospace;font-size:24px;letter-spacing:2px;',
  label: 'padding:4px 16px 4px 0;font-weight:400;color:#52606d;text-align:left;vertical-align:top;',
  value: 'padding:4px 0;text-align:left;vertical-align:top;overflow-wrap:anywhere;',
  foot: 'padding:16px 24px;border-top:1px solid #d9e0e7;background:#f5f7f9;font-size:14px;color:#52606d;',
  preview: 'display:none;max-height:0;overflow:hidden;',
} as const;

function Block({ block, words }: { block: MailBlock; words: MailSection['words'] }): JSX.Element {
  switch (block.kind) {
    case 'paragraph':
      return <p style={styles.block}>{block.text}</p>;
    case 'markdown':
      // The one place where HTML goes in as it is: renderMarkdown has cleaned it.
      return <div style={styles.block} dangerouslySetInnerHTML={{ __html: renderMarkdown(fillMarkdown(block)) }} />;
    case 'facts':
      return <Facts items={block.items} />;
    case 'action':
      return <Action {...block} words={words} />;
    case 'code':
      return <p style={styles.code}>{block.text}</p>;
    case 'small':
      return <p style={styles.small}>{block.text}</p>;
  }
}

function Facts({ items }: Pick<Extract<MailBlock, { kind: 'facts' }>, 'items'>): JSX.Element {
  return (
    <table style={styles.block}>
      {items.map(({ label, value }) => (
        <tr key={label}>
          <th scope="row" style={styles.label}>
            {label}
          </th>
          <td style={styles.value}>{value}</td>
        </tr>
      ))}
    </table>
  );
}

function Action({ label, url, words }: { label: string; url: string; words: MailSection['words'] }): JSX.Element {
  const href = toWebAddress(url);
  return (
    <>
      <p style={styles.block}>
        <a href={href} style={styles.button}>
          {label}
        </a>
      </p>
      <p style={styles.small}>
        {words.orOpen}{' '}
        <a href={href} style={styles.link}>
          {href}
        </a>
      </p>
    </>
  );
}

function Section({ section, alone }: { section: MailSection; alone: boolean }): JSX.Element {
  const { content, words, language, languageName } = section;
  return (
    <div lang={language} style={styles.body}>
      {!alone && <p style={styles.language}>{languageName}</p>}
      <h1 style={styles.title}>{content.title ?? content.subject}</h1>
      {content.blocks.map((block, index) => (
        <Block key={index} block={block} words={words} />
      ))}
    </div>
  );
}

function Foot({ sections }: { sections: readonly MailSection[] }): JSX.Element {
  return (
    <div style={styles.foot}>
      {sections.map(({ language, content, words }) => (
        <p key={language} lang={language} style="margin:0 0 4px;">
          {content.reason && <>{content.reason} </>}
          {words.automatic}
        </p>
      ))}
    </div>
  );
}

function Frame({ language, title, children }: { language: Language; title: string; children: ComponentChildren }): JSX.Element {
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light" />
        <title>{title}</title>
      </head>
      <body style={styles.page}>{children}</body>
    </html>
  );
}

/** The HTML of a message; the first section is the main one. */
export function renderMailHtml(service: string, sections: readonly [MailSection, ...MailSection[]]): string {
  const [{ language, content }] = sections;
  const view = (
    <Frame language={language} title={content.subject}>
      {content.preview && <div style={styles.preview}>{content.preview}</div>}
      <div style={styles.mail}>
        <div style={styles.head}>{service}</div>
        {sections.map((section) => (
          <Section key={section.language} section={section} alone={sections.length === 1} />
        ))}
        <Foot sections={sections} />
      </div>
    </Frame>
  );
  return `<!doctype html>${renderToString(view)}`;
}
