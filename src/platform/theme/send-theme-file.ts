import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ThemeFile } from './load-theme.ts';

/** The name carries a hash of the content, so the answer may be kept for ever. */
export function sendThemeFile(file: ThemeFile, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.type(file.contentType).header('cache-control', 'public, max-age=31536000, immutable').header('vary', 'accept-encoding');
  const accepted = request.headers['accept-encoding'] ?? '';
  if (accepted.includes('br')) return reply.header('content-encoding', 'br').send(file.brotli);
  if (accepted.includes('gzip')) return reply.header('content-encoding', 'gzip').send(file.gzip);
  return reply.send(file.plain);
}
