import { parseDocument } from 'yaml';
import { ThemeFault } from './theme-folder.ts';

export interface FrontMatter {
  /** Texts as they were written, or whatever else stood there: to be checked. */
  facts: Readonly<Record<string, unknown>>;
  body: string;
}

/** Facts in YAML between two lines of `---`, then the text. @throws ThemeFault */
export function splitFrontMatter(file: string, source: string): FrontMatter {
  const [, header, body] = /^---\n([\s\S]{0,4000}?)\n---\n([\s\S]*)$/.exec(source.replaceAll('\r\n', '\n')) ?? [];
  if (header === undefined || body === undefined) throw new ThemeFault(`${file} does not begin with its facts between two lines of ---`);
  // Everything is a text: "no", 1.10 and dates stay what was typed. Nothing refers to anything, so nothing can grow.
  const document = parseDocument(header, { schema: 'failsafe', uniqueKeys: true });
  if (document.errors[0]) throw new ThemeFault(`${file}: ${document.errors[0].message.split('\n')[0]}`);
  try {
    const facts: unknown = document.toJS({ maxAliasCount: 0 });
    if (typeof facts === 'object' && facts !== null && !Array.isArray(facts)) return { facts: { ...facts }, body };
  } catch {
    throw new ThemeFault(`${file}: its facts may not refer to each other`);
  }
  throw new ThemeFault(`${file}: its facts are not names with values`);
}
