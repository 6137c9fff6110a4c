import type { ComponentChildren, JSX } from 'preact';
import { renderToString } from '../html/jsx-runtime.ts';
import type { Language } from '../i18n/language.ts';
import { renderMarkdown } from '../text/markdown.ts';
import type { Piece } from '../theme/page-parts.ts';
import { toWebAddress } from './address.ts';
import { fillMarkdown } from './fill-markdown.ts';
import type { MailBlock, MailContent } from './mail.ts';
import type { MailStyles } from './mail-styles.ts';

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

/** What a message looks like. */
export interface MailLook {
  /** The name of the site, in the language of the first section. */
  service: string;
  styles: MailStyles;
  /** The theme's own frame: what stands around the sections. Undefined: the program's. */
  frame?: readonly Piece[] | undefined;
}

interface Inside {
  styles: MailStyles;
}

function Block({ block, words, styles }: Inside & { block: MailBlock; words: MailSection['words'] }): JSX.Element {
  switch (block.kind) {
    case 'paragraph':
      return <p style={styles.block}>{block.text}</p>;
    case 'markdown':
      // The one place where HTML goes in as it is: renderMarkdown has cleaned it.
      return <div style={styles.block} dangerouslySetInnerHTML={{ __html: renderMarkdown(fillMarkdown(block)) }} />;
    case 'facts':
      return <Facts items={block.items} styles={styles} />;
    case 'action':
      return <Action {...block} words={words} styles={styles} />;
    case 'code':
      return <p style={styles.code}>{block.text}</p>;
    case 'small':
      return <p style={styles.small}>{block.text}</p>;
  }
}

function Facts({ items, styles }: Inside & Pick<Extract<MailBlock, { kind: 'facts' }>, 'items'>): JSX.Element {
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

function Action({ label, url, words, styles }: Inside & { label: string; url: string; words: MailSection['words'] }): JSX.Element {
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

function Section({ section, alone, styles }: Inside & { section: MailSection; alone: boolean }): JSX.Element {
  const { content, words, language, languageName } = section;
  return (
    <div lang={language} style={styles.body}>
      {!alone && <p style={styles.language}>{languageName}</p>}
      <h1 style={styles.title}>{content.title ?? content.subject}</h1>
      {content.blocks.map((block, index) => (
        <Block key={index} block={block} words={words} styles={styles} />
      ))}
    </div>
  );
}

function Reasons({ sections }: { sections: readonly MailSection[] }): JSX.Element {
  return (
    <>
      {sections.map(({ language, content, words }) => (
        <p key={language} lang={language} style="margin:0 0 4px;">
          {content.reason && <>{content.reason} </>}
          {words.automatic}
        </p>
      ))}
    </>
  );
}

function MessageDocument({
  language,
  title,
  styles,
  children,
}: Inside & { language: Language; title: string; children: ComponentChildren }): JSX.Element {
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

/** The frame that stands where a theme has none. */
const standardFrame = ({ service, styles }: MailLook): readonly Piece[] => [
  { html: `<div style="${escapeQuotes(styles.mail)}"><div style="${escapeQuotes(styles.head)}">${renderToString(<>{service}</>)}</div>` },
  { slot: 'content' },
  { html: `<div style="${escapeQuotes(styles.foot)}">` },
  { slot: 'reason' },
  { html: '</div></div>' },
];
const escapeQuotes = (style: string) => style.replaceAll('"', '&quot;');

/** The HTML of a message; the first section is the main one. */
export function renderMailHtml(look: MailLook, sections: readonly [MailSection, ...MailSection[]]): string {
  const [{ language, content }] = sections;
  const { styles } = look;
  const slots: Record<string, JSX.Element> = {
    content: (
      <>
        {sections.map((section) => (
          <Section key={section.language} section={section} alone={sections.length === 1} styles={styles} />
        ))}
      </>
    ),
    reason: <Reasons sections={sections} />,
  };
  // The theme's pieces were checked when they were made.
  const inside = (look.frame ?? standardFrame(look)).map((piece) =>
    'html' in piece ? piece.html : renderToString(slots[piece.slot] ?? <></>),
  );
  const view = (
    <MessageDocument language={language} title={content.subject} styles={styles}>
      {content.preview && <div style={styles.preview}>{content.preview}</div>}
      <div dangerouslySetInnerHTML={{ __html: inside.join('') }} />
    </MessageDocument>
  );
  return `<!doctype html>${renderToString(view)}`;
}
