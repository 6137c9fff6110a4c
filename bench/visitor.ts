/** Somebody signed in, by a session row with a known token, and what his or her browser sends. */
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { session } from '../src/modules/governance/schema.ts';
import { digestOf, newToken } from '../src/platform/auth/tokens.ts';
import { newId } from '../src/platform/db/ids.ts';
import { csrfTokenFor, newCsrfSecret } from '../src/platform/http/csrf.ts';
import { systemClock } from '../src/platform/time/clock.ts';
import type { World } from './world.ts';

export interface Visitor {
  cookie: string;
  /** The fields every form of this visitor carries. */
  formFields(): Record<string, string>;
}

/** Somebody with a session. */
export interface SignedIn extends Visitor {
  token: string;
}

export const anonymous: Visitor = { cookie: '', formFields: () => ({}) };

export async function signIn({ database }: World, accountId: string, organisationId?: string): Promise<SignedIn> {
  const token = newToken();
  const secret = newCsrfSecret();
  const now = systemClock.now();
  await database.db.insert(session).values({
    id: newId(),
    tokenSha256: digestOf(token),
    accountId,
    operatorId: organisationId ?? null,
    stage: 'complete',
    createdAt: now,
    lastSeenAt: now,
    expiresAt: now.add({ hours: 12 }),
  });
  return {
    token,
    cookie: `__Host-vigie-session=${token}; __Host-vigie-csrf=${secret}`,
    formFields: () => ({ _csrf: csrfTokenFor(secret), ...(organisationId && { _organisation: organisationId }) }),
  };
}

/** One request as data, so that another process can send it. */
export interface Order {
  method: 'GET' | 'POST';
  path: string;
  headers: Record<string, string>;
  body?: string;
}

export const get = (visitor: Visitor, path: string): Order => ({
  method: 'GET',
  path,
  headers: visitor.cookie ? { cookie: visitor.cookie } : {},
});

export type Fields = Record<string, string | string[]>;

export function post(visitor: Visitor, path: string, fields: Fields): Order {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...fields, ...visitor.formFields() }))
    for (const one of [value].flat()) body.append(name, one);
  return {
    method: 'POST',
    path,
    headers: { cookie: visitor.cookie, 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
    body: body.toString(),
  };
}

export interface Answer {
  status: number;
  body: Buffer;
  location: string | undefined;
  cookies: readonly string[];
  milliseconds: number;
}

const agent = new Agent({ keepAlive: true });

/** Sends one request and reads the whole answer; the time is what a client on this machine sees. */
export function send(address: string, order: Order): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const started = performance.now();
  const outgoing = request(new URL(order.path, address), { method: order.method, headers: order.headers, agent }, (response) => {
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.on('error', reject);
    response.on('end', () => {
      const { statusCode = 0, headers } = response;
      const milliseconds = performance.now() - started;
      const { location, 'set-cookie': cookies = [] } = headers;
      resolve({ status: statusCode, body: Buffer.concat(chunks), location, cookies, milliseconds });
    });
  });
  outgoing.on('error', reject);
  outgoing.end(order.body);
  return promise;
}

/** Like `send`, for what must succeed. */
export async function sendExpecting(address: string, status: number, order: Order): Promise<Answer> {
  const answer = await send(address, order);
  if (answer.status === status) return answer;
  throw new Error(`${order.method} ${order.path} answered ${answer.status} instead of ${status} (${answer.location ?? textOf(answer)})`);
}

const textOf = ({ body }: Answer) =>
  body
    .toString('utf8')
    .replace(/^[\s\S]*<main/, '<main')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .slice(0, 1500);
export const newKey = (): string => randomUUID();
