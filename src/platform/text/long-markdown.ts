/** The Markdown of a theme's pages: what people may write (markdown.ts), and headings, tables and quotations. */
import MarkdownIt from 'markdown-it';
import sanitize from 'sanitize-html';

const parser = new MarkdownIt('commonmark', { html: true, linkify: false }).enable('table');
/** Addresses that leave the page by a way everybody knows; no other scheme, and no host without one. */
parser.validateLink = (url) => /^(https?:\/\/|mailto:|tel:|#|\/(?!\/))/i.test(url.trim());

/**
 * HTML that may be put into a page as it is. What the author wrote as HTML is kept only where Markdown could have made it: scripts go with
 * their content, styles, handlers, pictures and frames go without.
 */
export function renderLongMarkdown(text: string): string {
  return sanitize(parser.render(text), {
    allowedTags: 'h2 h3 h4 p br hr strong em code pre blockquote ul ol li dl dt dd a table thead tbody tr th td abbr'.split(' '),
    allowedAttributes: { a: ['href', 'rel'], ol: ['start'], th: ['scope'], abbr: ['title'] },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowProtocolRelative: false,
    transformTags: { a: sanitize.simpleTransform('a', { rel: 'noopener' }), th: sanitize.simpleTransform('th', { scope: 'col' }) },
  }).trim();
}

/** Whether a heading of the first level stands in it: a page has one already. */
export const hasMainHeading = (text: string): boolean =>
  parser.parse(text, {}).some(({ type, tag }) => type === 'heading_open' && tag === 'h1');
