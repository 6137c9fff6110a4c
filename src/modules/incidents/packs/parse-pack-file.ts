/**
 * Text of one pack file to plain data. A pack may come from anywhere, so only the plain part of YAML 1.2 is read
 * (core schema; JSON is a subset of it): no anchors, aliases, tags or directives, one document, bounded size and depth.
 * The syntax tree is inspected without recursion before any value is built.
 */
import { type CST, Parser, parseDocument } from 'yaml';
import { finding, type PackFinding, type Path } from './finding.ts';

export const packLimits = {
  /** Bytes of one file and of all files of a pack. */
  fileBytes: 256 * 1024,
  packBytes: 4 * 1024 * 1024,
  files: 200,
  /** Collections inside each other. */
  depth: 24,
  /** Entries of one collection. The parser's search for duplicate keys takes time with their square. */
  entries: 500,
  /** Characters of one text. */
  textLength: 20_000,
} as const;

const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);

export type ParsedFile = { ok: true; value: unknown } | { ok: false; findings: PackFinding[] };

export function parsePackFile(file: string, text: string): ParsedFile {
  const refuse = (code: string, message: string): ParsedFile => ({ ok: false, findings: [finding(code, file, [], message)] });
  if (Buffer.byteLength(text) > packLimits.fileBytes) return refuse('file-too-large', `more than ${packLimits.fileBytes} bytes`);

  const refused = inspectSyntax(text);
  if (refused) return refuse(refused.code, `${refused.message}, line ${lineAt(text, refused.offset)}`);

  const document = parseDocument(text, { version: '1.2', schema: 'core', merge: false, strict: true, uniqueKeys: true, logLevel: 'error' });
  const error = document.errors[0] ?? document.warnings[0];
  if (error) return refuse('syntax', `${error.message.split('\n')[0] ?? 'not YAML'}`);

  const value: unknown = document.toJS({ maxAliasCount: 0 });
  const findings = inspectValue(file, value);
  return findings.length > 0 ? { ok: false, findings } : { ok: true, value };
}

type Refusal = { code: string; message: string; offset: number };

const refusedTokens: Record<string, string> = { anchor: 'anchors are not read', alias: 'aliases are not read', tag: 'tags are not read' };

function inspectSyntax(text: string): Refusal | undefined {
  let documents = 0;
  for (const root of new Parser().parse(text)) {
    if (root.type === 'directive') return { code: 'directive', message: 'directives are not read', offset: root.offset };
    if (root.type === 'document' && ++documents > 1)
      return { code: 'several-documents', message: 'a second document', offset: root.offset };
    const refusal = inspectTokens(root);
    if (refusal) return refusal;
  }
  return undefined;
}

function inspectTokens(root: CST.Token): Refusal | undefined {
  const waiting: { token: CST.Token; depth: number }[] = [{ token: root, depth: 0 }];
  for (let entry = waiting.pop(); entry; entry = waiting.pop()) {
    const { token, depth } = entry;
    const message = refusedTokens[token.type];
    if (message !== undefined) return { code: token.type, message, offset: token.offset };
    if (depth > packLimits.depth) return { code: 'too-deep', message: `more than ${packLimits.depth} levels`, offset: token.offset };
    if ('items' in token) {
      const { entries } = packLimits;
      if (token.items.length > entries) return { code: 'too-many-entries', message: `more than ${entries} entries`, offset: token.offset };
      const strange = token.items.find((item) => item.key && 'items' in item.key);
      if (strange) return { code: 'key-refused', message: 'a collection as a key', offset: token.offset };
    }
    const inside = depth + ('items' in token ? 1 : 0);
    for (const child of [...children(token)].reverse()) waiting.push({ token: child, depth: inside });
  }
  return undefined;
}

function* children(token: CST.Token): Generator<CST.Token> {
  if ('start' in token && Array.isArray(token.start)) yield* token.start;
  if ('props' in token) yield* token.props;
  if ('value' in token && token.value) yield token.value;
  if (!('items' in token)) return;
  for (const item of token.items) {
    yield* item.start;
    if (item.key) yield item.key;
    if (item.sep) yield* item.sep;
    if (item.value) yield item.value;
  }
}

/** Depth is bounded by the syntax check, so this may recurse. */
function inspectValue(file: string, value: unknown, path: Path = []): PackFinding[] {
  if (typeof value === 'string' && value.length > packLimits.textLength) {
    return [finding('text-too-long', file, path, `more than ${packLimits.textLength} characters`)];
  }
  if (typeof value === 'number' && !Number.isFinite(value)) return [finding('number', file, path, 'not a finite number')];
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item: unknown, index) => inspectValue(file, item, [...path, index]));
  return Object.keys(value).flatMap((key) => {
    const inside = [...path, key];
    if (forbiddenKeys.has(key)) return [finding('key-refused', file, inside, `the key ${key} is refused`)];
    return inspectValue(file, Reflect.get(value, key), inside);
  });
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;
