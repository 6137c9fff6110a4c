import { markdownToText } from '../text/markdown.ts';
import { toWebAddress } from './address.ts';
import { fillMarkdown } from './fill-markdown.ts';
import type { MailBlock } from './mail.ts';
import type { MailSection } from './mail-frame.tsx';

const lineWidth = 72;

/** Breaks each line at spaces; a word that is longer, such as an address, stays whole. */
function wrap(text: string): string {
  return text.split('\n').map(wrapLine).join('\n');
}

function wrapLine(line: string): string {
  const [, indent = ''] = /^(\s*(?:- |\d+\. )?)/.exec(line) ?? [];
  const lines: string[] = [];
  let current = indent;
  for (const word of line.slice(indent.length).split(' ')) {
    const isFirst = current.trim() === indent.trim();
    if (!isFirst && current.length + 1 + word.length > lineWidth) {
      lines.push(current);
      current = ' '.repeat(indent.length) + word;
    } else current += isFirst && current.length === indent.length ? word : ` ${word}`;
  }
  return [...lines, current].join('\n');
}

function writeBlock(block: MailBlock, words: MailSection['words']): string {
  switch (block.kind) {
    case 'paragraph':
    case 'small':
      return wrap(block.text);
    case 'markdown':
      return wrap(markdownToText(fillMarkdown(block)));
    case 'facts':
      return block.items.map(({ label, value }) => wrap(words.fact(label, value))).join('\n');
    case 'action':
      return `${words.action(block.label)}\n${toWebAddress(block.url)}`;
    case 'code':
      return `    ${block.text}`;
  }
}

/** The plain-text twin: the same blocks, for programs and people that read no HTML. */
export function renderMailText(sections: readonly MailSection[]): string {
  const bodies = sections.map(({ content, words, languageName }) => {
    const heading = sections.length > 1 ? [`== ${languageName} ==`] : [];
    const blocks = content.blocks.map((block) => writeBlock(block, words));
    return [...heading, wrap(content.title ?? content.subject), ...blocks.filter(Boolean)].join('\n\n');
  });
  const footer = sections.map(({ content, words }) => wrap([content.reason, words.automatic].filter(Boolean).join(' ')));
  return `${[bodies.join('\n\n\n'), `-- \n${footer.join('\n')}`].join('\n\n')}\n`;
}
