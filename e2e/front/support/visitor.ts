/** Requests as a program makes them, that sees what a browser hides: exact headers, protocols, another address to come from. */

import { connect as connectHttp2 } from 'node:http2';
import { request as ask } from 'node:https';
import { connect } from 'node:tls';

export interface Seen {
  status: number;
  headers: Record<string, string>;
  /** As they came, one line for each cookie. */
  cookies: string[];
  body: Buffer;
}

interface Asking {
  method?: string;
  headers?: Record<string, string>;
  body?: Buffer | string;
  /** The address of this machine that the visitor comes from. */
  from?: string;
}

/** Of an HTTPS address whose certificate is the test's own. */
export function visit(url: string, { method = 'GET', headers = {}, body, from = '127.0.0.1' }: Asking = {}): Promise<Seen> {
  const { promise, resolve, reject } = Promise.withResolvers<Seen>();
  const length = body === undefined || headers['transfer-encoding'] ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  const options = {
    method,
    headers: { ...length, ...headers },
    rejectUnauthorized: false,
    localAddress: from,
    family: 4,
    agent: false as const,
  };
  let isAnswered = false;
  const sent = ask(url, options, (response) => {
    isAnswered = true;
    const parts: Buffer[] = [];
    response.on('data', (part: Buffer) => parts.push(part));
    response.once('error', reject);
    response.once('end', () => {
      const { 'set-cookie': cookies = [], ...rest } = response.headers;
      resolve({ status: response.statusCode ?? 0, headers: rest as Record<string, string>, cookies, body: Buffer.concat(parts) });
    });
  });
  // A body that is refused is cut off while it is sent; the answer is here nevertheless.
  sent.once('error', (error) => isAnswered || reject(error));
  sent.end(body);
  return promise;
}

/** The protocol the server chooses from what a browser offers. */
export function chosenProtocol(url: string): Promise<string | false | null> {
  const { promise, resolve, reject } = Promise.withResolvers<string | false | null>();
  const { hostname, port } = new URL(url);
  const socket = connect({
    host: '127.0.0.1',
    port: Number(port),
    servername: hostname,
    rejectUnauthorized: false,
    ALPNProtocols: ['h2', 'http/1.1'],
  });
  socket.once('secureConnect', () => resolve(socket.alpnProtocol)).once('error', reject);
  return promise.finally(() => socket.destroy());
}

/** Whether a client that speaks only that version of TLS gets through. */
export function speaks(url: string, version: 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3'): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const { hostname, port } = new URL(url);
  const limits = { minVersion: version, maxVersion: version, ciphers: 'DEFAULT:@SECLEVEL=0' } as const;
  const socket = connect({ host: '127.0.0.1', port: Number(port), servername: hostname, rejectUnauthorized: false, ...limits });
  socket.once('secureConnect', () => resolve(true)).once('error', () => resolve(false));
  return promise.finally(() => socket.destroy());
}

/** The status of a page asked for by HTTP/2. */
export function statusByHttp2(url: string): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const { origin, pathname } = new URL(url);
  const session = connectHttp2(origin, { rejectUnauthorized: false });
  session.once('error', reject);
  session
    .request({ ':path': pathname })
    .once('response', (headers) => resolve(Number(headers[':status'])))
    .once('error', reject)
    .end();
  return promise.finally(() => session.destroy());
}
