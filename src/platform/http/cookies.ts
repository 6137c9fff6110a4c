import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Flash } from './route.ts';

/** `__Host-`: this host only, HTTPS (or localhost) only. */
const names = {
  session: '__Host-vigie-session',
  /** Of somebody without an account. */
  notifier: '__Host-vigie-notifier',
  csrf: '__Host-vigie-csrf',
  flash: '__Host-vigie-flash',
  language: '__Host-vigie-language',
  /** Of a browser that people have signed in from: a token for each of them. */
  device: '__Host-vigie-device',
  /** The word in front of a demo that others can reach. */
  demo: '__Host-vigie-demo',
} as const;
type Name = keyof typeof names;

const options = { path: '/', secure: true, httpOnly: true, sameSite: 'lax' } as const;

export const readCookie = (request: FastifyRequest, name: Name): string | undefined => request.cookies[names[name]];

export function writeCookie(reply: FastifyReply, name: Name, value: string, maxAgeSeconds?: number): void {
  reply.setCookie(names[name], value, maxAgeSeconds === undefined ? options : { ...options, maxAge: maxAgeSeconds });
}

export const clearCookie = (reply: FastifyReply, name: Name): void => void reply.clearCookie(names[name], options);

const flashSchema = z.object({
  kind: z.enum(['success', 'info', 'warning', 'danger']),
  messageKey: z.string().max(100),
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

export const writeFlash = (reply: FastifyReply, flash: Flash): void =>
  writeCookie(reply, 'flash', Buffer.from(JSON.stringify(flash)).toString('base64url'), 60);

/** A message survives one redirect. What the browser sends back is checked like any input. */
export function takeFlash(request: FastifyRequest, reply: FastifyReply): Flash | undefined {
  const text = readCookie(request, 'flash');
  if (!text) return undefined;
  clearCookie(reply, 'flash');
  try {
    const { values, ...flash } = flashSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    return values ? { ...flash, values } : flash;
  } catch {
    return undefined;
  }
}
