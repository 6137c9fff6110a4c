import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Theme, ThemeFile } from './load-theme.ts';

const forEver = 'public, max-age=31536000, immutable';

/** The name carries a hash of the content, so the answer may be kept for ever. */
export function sendThemeFile(file: ThemeFile, request: FastifyRequest, reply: FastifyReply, caching = forEver): FastifyReply {
  reply.type(file.contentType).header('cache-control', caching).header('vary', 'accept-encoding');
  const accepted = request.headers['accept-encoding'] ?? '';
  if (file.brotli && accepted.includes('br')) return reply.header('content-encoding', 'br').send(file.brotli);
  if (file.gzip && accepted.includes('gzip')) return reply.header('content-encoding', 'gzip').send(file.gzip);
  return reply.send(file.plain);
}

/**
 * While a new release or theme is rolled out, a page of one server asks another one for a hash that it does not have: it gets the file as it
 * is here, and keeps it for this page only.
 */
export function otherVersionOf(theme: Theme, url: string): ThemeFile | undefined {
  const wanted = withoutHash(url);
  return wanted === url ? undefined : [...theme.files].find(([known]) => withoutHash(known) === wanted)?.[1];
}

const withoutHash = (url: string) => url.replace(/-[0-9a-f]{10}(\.\w+)$/, '$1');
