import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Flash } from './route.ts';

const year = 31_536_000;

/**
 * Every cookie there is. The page about cookies shows this list, so that it can say nothing else than what browsers get
 * (interface.md check 34). `__Host-`: this host only, HTTPS (or localhost) only.
 */
export const cookies = {
  session: { name: '__Host-vigie-session' },
  /** Of somebody without an account. */
  notifier: { name: '__Host-vigie-notifier', seconds: 86_400 },
  csrf: { name: '__Host-vigie-csrf' },
  flash: { name: '__Host-vigie-flash', seconds: 60 },
  language: { name: '__Host-vigie-language', seconds: year },
  /** Of a browser that people have signed in from: a token for each of them. */
  device: { name: '__Host-vigie-device', seconds: year },
  /** Light or dark, when the device's own choice is not wanted. */
  scheme: { name: '__Host-vigie-scheme', seconds: year },
  /** Only when keys are to lead nowhere. */
  shortcuts: { name: '__Host-vigie-shortcuts', seconds: year },
  /** The word in front of a demo that others can reach. */
  demo: { name: '__Host-vigie-demo' },
} as const satisfies Record<string, CookieDefinition>;
export type CookieName = keyof typeof cookies;

export interface CookieDefinition {
  name: string;
  /** How long the browser keeps it; absent: until it is closed. */
  seconds?: number;
}

export const cookieOf = (name: CookieName): CookieDefinition => cookies[name];

/** Those that this installation sets. */
export const cookiesInUse = ({ exposesDemo }: { exposesDemo: boolean }): CookieName[] =>
  (Object.keys(cookies) as CookieName[]).filter((name) => name !== 'demo' || exposesDemo);

const options = { path: '/', secure: true, httpOnly: true, sameSite: 'lax' } as const;

export const readCookie = (request: FastifyRequest, name: CookieName): string | undefined => request.cookies[cookieOf(name).name];

export function writeCookie(reply: FastifyReply, name: CookieName, value: string): void {
  const { name: given, seconds } = cookieOf(name);
  reply.setCookie(given, value, seconds === undefined ? options : { ...options, maxAge: seconds });
}

export const clearCookie = (reply: FastifyReply, name: CookieName): void => void reply.clearCookie(cookieOf(name).name, options);

const flashSchema = z.object({
  kind: z.enum(['success', 'info', 'warning', 'danger']),
  messageKey: z.string().max(100),
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

export const writeFlash = (reply: FastifyReply, flash: Flash): void =>
  writeCookie(reply, 'flash', Buffer.from(JSON.stringify(flash)).toString('base64url'));

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
