/**
 * What TSX becomes on the server: each element is written as soon as its children are, so that nothing is built that has to be walked
 * and thrown away again (docs/decisions/0014-a-page-is-written-as-it-is-made.md). Views keep Preact's types: the same components can
 * be compiled for the browser with Preact itself.
 */
import type { ComponentChildren, FunctionComponent, VNode } from 'preact';
import { hasForeign, writeForeign } from '../i18n/foreign-text.ts';

export type { JSX } from 'preact';

type Props = Record<string, unknown>;
type ElementType = string | ((props: Props) => unknown);

/** Markup that is written and escaped. Only this file makes it: whatever else stands in a view is text. */
class Written {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
}

/** An element that was made before its page is written, by the handler of a route: it is written in its turn. */
class Unwritten {
  readonly type: ElementType;
  readonly props: Props;
  constructor(type: ElementType, props: Props) {
    this.type = type;
    this.props = props;
  }
}

let isWriting = false;

/** Writes from beginning to end without a pause, so that what components read, such as the page they are in, is the same all the time. */
export function renderToString(view: VNode): string {
  const before = isWriting;
  isWriting = true;
  try {
    return write(view);
  } finally {
    isWriting = before;
  }
}

/** Called by compiled TSX alone. A key is for the browser and is not written. */
export function jsx(type: ElementType, props: Props): unknown {
  if (!isWriting) return new Unwritten(type, props);
  return typeof type === 'function' ? type(props) : new Written(element(type, props));
}
/** For an element with several children, which come as a list: the same here. */
export function jsxs(type: ElementType, props: Props): unknown {
  return jsx(type, props);
}
export const Fragment = (({ children }: { children?: ComponentChildren }) => children) as FunctionComponent;

function write(child: unknown): string {
  if (typeof child === 'string') return textOf(child);
  if (child instanceof Written) return child.markup;
  if (child === undefined || child === null || typeof child === 'boolean') return '';
  if (Array.isArray(child)) {
    let all = '';
    for (const one of child) all += write(one);
    return all;
  }
  if (child instanceof Unwritten) return write(jsx(child.type, child.props));
  if (typeof child === 'number' || typeof child === 'bigint') return String(child);
  // An async component is a promise, and data from outside may be any object.
  throw new Error(`A ${typeof child} cannot be written into a page`);
}

const voids = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));

function element(tag: string, props: Props): string {
  const { children } = props;
  let attributes = '';
  let content: string | undefined;
  for (const name in props) {
    const value = props[name];
    if (name === 'children' || value === undefined || value === null) continue;
    if (name === 'dangerouslySetInnerHTML') content = (value as { __html: string }).__html;
    else if (name === 'value' && tag === 'textarea') content = plain(String(value));
    else if (name === 'value' && tag === 'select') content = chosen(write(children), String(value));
    else attributes += attribute(name, value);
  }
  // These hold text and no elements.
  if (tag === 'option' || tag === 'title') content = write(children).replace(foreignPart, '');
  const { opening, closing } = tags.get(tag) ?? tagOf(tag);
  if (closing === undefined) return `${opening}${attributes}/>`;
  return `${opening}${attributes}>${content ?? write(children)}${closing}`;
}

/** Both ends of elements by name, `<p` and `</p>`: each piece less is thousands less to put together in a page. */
const tags = new Map<string, { opening: string; closing: string | undefined }>();

function tagOf(name: string) {
  const ends = { opening: `<${name}`, closing: voids.has(name) ? undefined : `</${name}>` };
  tags.set(name, ends);
  return ends;
}

/** Beginnings of attributes by name, ` class="`, once the name was looked at. */
const beginnings = new Map<string, string>();

function beginningOf(name: string): string {
  if (!/^[a-z][a-z0-9-]*$|^viewBox$/.test(name)) throw new Error(`"${name}" is no attribute: write it as in HTML`);
  const beginning = ` ${name}="`;
  beginnings.set(name, beginning);
  return beginning;
}

function attribute(name: string, value: unknown): string {
  // Those of ARIA and our own data say "true" and "false"; others are there or not. Handlers and keys are for the browser.
  const isSaid = typeof value === 'boolean' && name[4] === '-';
  if ((value === false && !isSaid) || typeof value === 'function' || name === 'key' || name === 'ref') return '';
  const beginning = beginnings.get(name) ?? beginningOf(name);
  if ((value === true && !isSaid) || value === '') return beginning.slice(0, -2);
  if (typeof value === 'object') throw new Error(`The attribute "${name}" is an object`);
  return `${beginning}${plain(String(value))}"`;
}

/** As browsers know it, the value of a select is an attribute of its option, which begins with its value. */
function chosen(options: string, value: string): string {
  const option = `option value="${escaped(value)}"`;
  return options.replaceAll(`<${option}`, () => `<option selected${option.slice(6)}`);
}

const special = /["&<\ufdd0]/;
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** A part in another language says so (platform/i18n/foreign-text.ts); where no element can stand, it cannot. */
const textOf = (text: string): string => writtenWith(text, saidToBe);
const plain = (text: string): string => writtenWith(text, justThere);
const saidToBe = (part: string, language: string): string => `<span lang="${language}">${part}</span>`;
const justThere = (part: string): string => part;
const foreignPart = /<span lang="[a-z]{2}">|<\/span>/g;

function writtenWith(text: string, write: (part: string, language: string) => string): string {
  if (!special.test(text)) return text;
  const safe = escaped(text);
  return hasForeign(safe) ? writeForeign(safe, write) : safe;
}
