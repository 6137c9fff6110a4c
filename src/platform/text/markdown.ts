/** The rich text people write (decisions.md D16): bold, italic, lists and links, nothing else. Line breaks stay line breaks. */
import MarkdownIt from 'markdown-it';
import sanitize from 'sanitize-html';

const linkSchemes = ['http', 'https', 'mailto'];

const parser = new MarkdownIt('zero', { html: false, linkify: false, breaks: true }).enable([
  'newline',
  'escape',
  'emphasis',
  'link',
  'autolink',
  'list',
]);
parser.validateLink = (url) => linkSchemes.some((scheme) => url.trim().toLowerCase().startsWith(`${scheme}:`));

/** HTML that may be put into a page or a mail as it is. The parser makes no other tags; the cleaning holds even if it did. */
export function renderMarkdown(text: string): string {
  return sanitize(parser.render(text), {
    allowedTags: ['p', 'br', 'strong', 'em', 'ul', 'ol', 'li', 'a'],
    allowedAttributes: { a: ['href', 'rel'], ol: ['start'] },
    allowedSchemes: linkSchemes,
    allowProtocolRelative: false,
    transformTags: { a: sanitize.simpleTransform('a', { rel: 'noopener' }) },
  }).trim();
}

/** Makes a value plain text inside Markdown: no character of it has a meaning. */
export const escapeMarkdown = (value: string): string =>
  value
    .replace(/[!-/:-@[-`{-~]/g, '\\$&')
    .replace(/\s+/g, ' ')
    .trim();

type Token = ReturnType<typeof parser.parse>[number];

function inlineToText(tokens: readonly Token[]): string {
  let text = '';
  const open: { href: string; start: number }[] = [];
  for (const token of tokens) {
    if (token.type === 'softbreak' || token.type === 'hardbreak') text += '\n';
    else if (token.type === 'link_open') open.push({ href: String(token.attrGet('href') ?? ''), start: text.length });
    else if (token.type === 'link_close') {
      const link = open.pop();
      if (link && text.slice(link.start) !== link.href) text += ` (${link.href})`;
    } else text += token.content;
  }
  return text;
}

interface List {
  /** The number of the next item; undefined for bullets. */
  next: number | undefined;
}

/** The same text without marks, for the plain twin of a mail: "label (address)" for links, "- " and "1. " for lists. */
export function markdownToText(text: string): string {
  const lines: string[] = [];
  const lists: List[] = [];
  let mark = '';
  for (const token of parser.parse(text, {})) {
    if (token.type === 'bullet_list_open') lists.push({ next: undefined });
    else if (token.type === 'ordered_list_open') lists.push({ next: Number(token.attrGet('start') ?? 1) });
    else if (token.type === 'list_item_open') mark = markOf(lists.at(-1));
    else if (token.type === 'bullet_list_close' || token.type === 'ordered_list_close') {
      lists.pop();
      if (lists.length === 0) lines.push('');
    } else if (token.type === 'inline') {
      const indent = '  '.repeat(Math.max(lists.length - 1, 0));
      const [first = '', ...rest] = inlineToText(token.children ?? []).split('\n');
      lines.push(`${indent}${mark}${first}`, ...rest.map((line) => `${indent}${' '.repeat(mark.length)}${line}`));
      mark = '';
      if (lists.length === 0) lines.push('');
    }
  }
  return lines.join('\n').trim();
}

function markOf(list: List | undefined): string {
  if (list?.next === undefined) return '- ';
  list.next += 1;
  return `${list.next - 1}. `;
}
