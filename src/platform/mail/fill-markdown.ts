import { fillTokens } from '../text/fill-tokens.ts';
import { escapeMarkdown } from '../text/markdown.ts';
import { toWebAddress } from './address.ts';
import type { MailBlock } from './mail.ts';

/** The Markdown of a block with its placeholders filled: values cannot add marks of their own, links work bare and as a target. */
export function fillMarkdown({ text, values = {}, links = {} }: Extract<MailBlock, { kind: 'markdown' }>): string {
  const plain = Object.entries(values).map(([name, value]) => [name, value ? escapeMarkdown(value) : '']);
  const targets = Object.entries(links).map(([name, url]) => [name, `<${toWebAddress(url)}>`]);
  return fillTokens(text, Object.fromEntries([...plain, ...targets]));
}
