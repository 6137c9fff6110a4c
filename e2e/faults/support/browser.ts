/** A browser without script over real HTTP: keeps cookies, reads forms, sends them. */
import { parseHTML } from 'linkedom';

export type Fields = Record<string, string | string[]>;

export interface Answer {
  status: number;
  /** Where a redirect leads; empty for a page. */
  location: string;
  headers: Headers;
  document: Document;
}

interface Request {
  method?: string;
  body?: URLSearchParams;
  headers?: Record<string, string>;
}

/** The server was too busy, or went away before its answer was here: nobody knows whether the change was kept. */
export class NoAnswer extends Error {}

/** Milliseconds after which a server that says nothing counts as gone. */
const patience = 60_000;

export class Browser {
  readonly #address: string;
  readonly #cookies: Map<string, string>;
  /** Sent so far. */
  requests = 0;
  /** Of them without an answer, or with one that says that something is wrong with the server. */
  failed = 0;
  /** What the server answered although it should know better: neither a page, nor that it is busy. */
  readonly broken: string[] = [];
  readonly #underWay = new Set<Promise<unknown>>();

  /** @param cookies those of another browser of the same person, who is then signed in here too */
  constructor(address: string, cookies = new Map<string, string>()) {
    this.#address = address;
    this.#cookies = cookies;
  }

  get cookies(): Map<string, string> {
    return new Map(this.#cookies);
  }

  get(path: string): Promise<Answer> {
    return this.#send(path, {});
  }

  /** Resolves when whatever is under way now was answered, or given up. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#underWay);
  }

  /** Sends the form of `page` with some fields changed, as pressing its button does. */
  post(path: string, page: Answer, changes: Fields): Promise<Answer> {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries({ ...fieldsOf(page.document), ...changes })) {
      for (const item of [value].flat()) body.append(name, item);
    }
    return this.#send(path, { method: 'POST', body, headers: { 'sec-fetch-site': 'same-origin' } });
  }

  async #send(path: string, request: Request): Promise<Answer> {
    const answer = this.#ask(path, request);
    this.#underWay.add(answer);
    try {
      return await answer;
    } finally {
      this.#underWay.delete(answer);
    }
  }

  async #ask(path: string, request: Request): Promise<Answer> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    this.requests += 1;
    try {
      const response = await fetch(`${this.#address}${path}`, {
        ...request,
        headers: { ...request.headers, cookie },
        redirect: 'manual',
        signal: AbortSignal.timeout(patience),
      });
      const body = await response.text();
      if (response.status === 503) throw new NoAnswer();
      if (response.status >= 500) this.#noteBroken(`${request.method ?? 'GET'} ${path}: ${response.status}`);
      for (const line of response.headers.getSetCookie()) this.#keep(line);
      const { document } = parseHTML(body.startsWith('<') ? body : '<html><body></body></html>');
      return { status: response.status, location: response.headers.get('location') ?? '', headers: response.headers, document };
    } catch {
      this.failed += 1;
      throw new NoAnswer();
    }
  }

  #noteBroken(what: string): void {
    this.failed += 1;
    this.broken.push(what);
  }

  #keep(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value === '') this.#cookies.delete(name);
    else this.#cookies.set(name, value);
  }
}

/** Every field of the page's main form with the value it shows. */
function fieldsOf(document: Document): Record<string, string[]> {
  const form = [...document.querySelectorAll('main form')].at(-1);
  const fields: Record<string, string[]> = {};
  const add = (element: Element, value: string) => {
    const name = element.getAttribute('name');
    if (name) fields[name] = [...(fields[name] ?? []), value];
  };
  for (const input of form?.querySelectorAll('input') ?? []) {
    const isChoice = ['checkbox', 'radio'].includes(input.getAttribute('type') ?? '');
    if (!isChoice || input.hasAttribute('checked')) add(input, input.getAttribute('value') ?? '');
  }
  for (const area of form?.querySelectorAll('textarea') ?? []) add(area, area.textContent ?? '');
  for (const select of form?.querySelectorAll('select') ?? []) {
    const option = select.querySelector('option[selected]') ?? select.querySelector('option');
    add(select, option?.getAttribute('value') ?? '');
  }
  return fields;
}
