import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

const length = 32;
export const newCsrfSecret = (): string => randomBytes(length).toString('base64url');

/** A fresh mask for every response: a compressed page must not leak the secret byte by byte (BREACH). */
export function csrfTokenFor(secret: string): string {
  const mask = randomBytes(length);
  return Buffer.concat([mask, xor(Buffer.from(secret, 'base64url'), mask)]).toString('base64url');
}

export function csrfTokenMatches(secret: string | undefined, token: string): boolean {
  const given = Buffer.from(token, 'base64url');
  const wanted = Buffer.from(secret ?? '', 'base64url');
  if (given.length !== 2 * length || wanted.length !== length) return false;
  return timingSafeEqual(xor(given.subarray(length), given.subarray(0, length)), wanted);
}

const xor = (left: Buffer, right: Buffer) => Buffer.from(left.map((byte, at) => byte ^ (right[at] ?? 0)));

/** The browser's own word where the request came from; without it, the origin must be ours. */
export function comesFromUs(headers: IncomingHttpHeaders, host: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const { origin } = headers;
  if (!origin || !URL.canParse(origin)) return false;
  return new URL(origin).host === host;
}
