import type { FastifyInstance } from 'fastify';
import { parseHTML } from 'linkedom';

export interface Reply {
  status: number;
  headers: Record<string, string | string[] | number | undefined>;
  body: string;
  bytes: Buffer;
  document: Document;
  /** What a person reads on the page, white space folded. */
  text: string;
}

/** A browser without script: keeps cookies, sends the forms it was shown. */
export interface Client {
  get(url: string, headers?: Record<string, string>): Promise<Reply>;
  /** Posts as a form of ours does, with token and organisation; what `fields` names wins. */
  post(url: string, fields?: Record<string, string | string[]>, headers?: Record<string, string>): Promise<Reply>;
  cookies: Map<string, string>;
}

/** @param organisationId what the hidden field of the person's forms says. */
export function createClient(app: FastifyInstance, organisationId: string | undefined): Client {
  const cookies = new Map<string, string>();
  const send = async (method: 'GET' | 'POST', url: string, headers: Record<string, string>, payload?: string): Promise<Reply> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await app.inject({
      method,
      url,
      headers: { host: 'vigie.test', ...(cookie && { cookie }), ...headers },
      ...(payload !== undefined && { payload }),
    });
    for (const { name, value } of response.cookies) value === '' ? cookies.delete(name) : cookies.set(name, value);
    const isPage = String(response.headers['content-type']).startsWith('text/html');
    const { document } = parseHTML(isPage ? response.body : '<html><body></body></html>');
    const text = (document.querySelector('body')?.textContent ?? '').replace(/\s+/g, ' ').trim();
    return { status: response.statusCode, headers: response.headers, body: response.body, bytes: response.rawPayload, document, text };
  };
  return {
    cookies,
    get: (url, headers = {}) => send('GET', url, headers),
    async post(url, fields = {}, headers = {}) {
      const token = await csrfToken(app, cookies);
      const body = new URLSearchParams();
      for (const [name, value] of Object.entries({ _csrf: token, ...(organisationId && { _organisation: organisationId }), ...fields })) {
        for (const item of [value].flat()) body.append(name, item);
      }
      return send(
        'POST',
        url,
        { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin', ...headers },
        body.toString(),
      );
    },
  };
}

/** Any page carries one; the sign-in page is there for everybody. */
async function csrfToken(app: FastifyInstance, cookies: Map<string, string>): Promise<string> {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const response = await app.inject({ method: 'GET', url: '/no-such-page', headers: { host: 'vigie.test', ...(cookie && { cookie }) } });
  for (const { name, value } of response.cookies) value === '' ? cookies.delete(name) : cookies.set(name, value);
  return parseHTML(response.body).document.querySelector('input[name=_csrf]')?.getAttribute('value') ?? '';
}
