/** The forms of a page as a person finds them, with every field and what it shows. */
import type { Reply } from '../test-app.ts';

export interface FoundField {
  name: string;
  /** `text` shows what was typed again; `choice` and `hidden` can only show what they offer. */
  kind: 'text' | 'secret' | 'choice' | 'hidden';
  values: string[];
}

export interface FoundForm {
  action: string;
  fields: FoundField[];
}

/** The parser of the tests leaves the text of an area as it came; a browser reads these four. */
export const areaText = (area: Element): string =>
  (area.textContent ?? '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

/** Carried by every form and made by the client of the tests. */
const carried = ['_csrf', '_organisation'];

export const formsOn = ({ document }: Reply): FoundForm[] =>
  [...document.querySelectorAll('form[method=post]')].map((form) => ({
    action: form.getAttribute('action') ?? '',
    fields: fieldsOf(form),
  }));

function fieldsOf(form: Element): FoundField[] {
  const fields = new Map<string, FoundField>();
  const add = (element: Element, kind: FoundField['kind'], value: string | undefined) => {
    const name = element.getAttribute('name');
    if (!name || carried.includes(name)) return;
    const field = fields.get(name) ?? { name, kind, values: [] };
    fields.set(name, { ...field, values: [...field.values, ...(value === undefined ? [] : [value])] });
  };
  for (const input of form.querySelectorAll('input, button')) {
    // For machines only: a trap, or the name under which a password manager files a new password.
    if (input.closest('[aria-hidden=true]') || input.hasAttribute('hidden')) continue;
    const type = input.getAttribute('type') ?? 'text';
    const value = input.getAttribute('value') ?? '';
    if (type === 'checkbox' || type === 'radio') add(input, 'choice', input.hasAttribute('checked') ? value : undefined);
    else if (input.localName === 'button') add(input, 'choice', undefined);
    else add(input, type === 'hidden' || input.hasAttribute('readonly') ? 'hidden' : isSecret(input) ? 'secret' : 'text', value);
  }
  for (const area of form.querySelectorAll('textarea')) add(area, 'text', areaText(area));
  for (const select of form.querySelectorAll('select')) {
    const chosen = select.querySelector('option[selected]') ?? select.querySelector('option');
    add(select, 'choice', chosen?.getAttribute('value') ?? '');
  }
  return [...fields.values()];
}

/** A password, or a code that works once: neither is ever sent back. */
const isSecret = (input: Element) => input.getAttribute('type') === 'password' || input.getAttribute('autocomplete') === 'one-time-code';

/** What the answer shows in the field of that name; undefined when the field is not there as a text. */
export function shownIn({ document }: Reply, name: string): string | undefined {
  for (const element of document.querySelectorAll('input, textarea')) {
    if (element.getAttribute('name') !== name) continue;
    return element.localName === 'textarea' ? areaText(element) : (element.getAttribute('value') ?? '');
  }
  return undefined;
}
