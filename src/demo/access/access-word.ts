import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { digestOf } from '#platform/auth/tokens.ts';
import { readCookie, writeCookie } from '#platform/http/cookies.ts';
import { demoPaths } from '../paths.ts';

const open = /^\/(static|theme)\/|^\/livez$|^\/demo\/(access|enter)(\?|$)|^\/language(\?|$)/;

/**
 * Stands before every page of a demo that others can reach (decisions.md D14): whoever has typed the word once in this browser gets
 * in. The word is new with every start.
 */
export function requireAccessWord(app: FastifyInstance, word: string): void {
  const expected = Buffer.from(digestOf(word));
  app.addHook('onRequest', async (request, reply) => {
    if (open.test(request.url) || readCookie(request, 'demo') === expected.toString()) return undefined;
    return reply.redirect(demoPaths.access.link({ query: { next: request.method === 'GET' ? request.url : '/' } }), 303);
  });
  // Ten tries a minute from one address: the word has 52 bits.
  app.post<{ Body: Partial<Record<'word' | 'next', string>> | undefined }>(
    '/demo/enter',
    { config: { rateLimit: { max: 10, timeWindow: '1 minute' } } },
    (request, reply) => {
      const { next } = demoPaths.access.query.parse({ next: request.body?.next });
      const typed = Buffer.from(
        digestOf(
          String(request.body?.word ?? '')
            .trim()
            .toLowerCase(),
        ),
      );
      if (!timingSafeEqual(typed, expected)) return reply.redirect(demoPaths.access.link({ query: { next, wrong: '1' } }), 303);
      writeCookie(reply, 'demo', expected.toString());
      return reply.redirect(next, 303);
    },
  );
}
