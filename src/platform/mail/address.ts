import { z } from 'zod';

const emailSchema = z.email().max(254);

/** The address in the one form it is compared and stored in, or undefined when it is not one. */
export function normaliseEmail(text: string): string | undefined {
  const address = text.trim().toLowerCase();
  return emailSchema.safeParse(address).success ? address : undefined;
}

const longestSubject = 200;

/** One line without control characters: nothing in it can start another header. */
export function toSubjectLine(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  return line.length > longestSubject ? `${line.slice(0, longestSubject - 1).trimEnd()}…` : line;
}

/** @throws for anything but a web address: a mistake of ours, since people's links only come as Markdown. */
export function toWebAddress(url: string): string {
  const { protocol, href } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') throw new Error(`A mail cannot link to ${protocol}`);
  return href;
}
