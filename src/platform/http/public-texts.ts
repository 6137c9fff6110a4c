import type { FastifyInstance } from 'fastify';
import { languages } from '../i18n/language.ts';
import type { ThemeSettings } from '../theme/load-theme.ts';
import type { Clock } from '../time/clock.ts';

interface PublicTexts {
  siteName: string;
  /** Who runs the service. */
  owner: { name: string; url: string };
  /** Where people can write to, if anywhere. */
  contact: string | undefined;
  version: string;
  /** What people's addresses begin with, where it was set. */
  baseUrl: string | undefined;
  security: ThemeSettings['security'];
  wallClock: Clock;
}

/** Nothing here is for a search engine: what is public is the form to sign in. */
const robots = 'User-agent: *\nDisallow: /\n';

/** Days until a reader should fetch the file again; RFC 9116 wants less than a year. */
const validity = 90;

/** What is asked for at agreed addresses: robots.txt, security.txt of RFC 9116 (operations.md O15), and humans.txt for people. */
export function answerPublicTexts(
  app: FastifyInstance,
  { baseUrl, security, wallClock, siteName, owner, contact, version }: PublicTexts,
): void {
  app.get('/robots.txt', async (_request, reply) => {
    reply.type('text/plain; charset=utf-8').header('cache-control', 'public, max-age=86400');
    return robots;
  });
  app.get('/humans.txt', async (_request, reply) => {
    const lines = [
      siteName,
      `Run by: ${owner.name}, ${owner.url}`,
      ...(contact ? [`Contact: ${contact}`] : []),
      `Software: ${version}, EUPL-1.2`,
      `Languages: ${languages.join(', ')}`,
    ];
    reply.type('text/plain; charset=utf-8').header('cache-control', 'public, max-age=86400');
    return `${lines.join('\n')}\n`;
  });
  app.get('/.well-known/security.txt', async (_request, reply) => {
    const expires = wallClock
      .now()
      .add({ hours: validity * 24 })
      .toString({ smallestUnit: 'second' });
    const lines = [
      ...security.contacts.map((contact) => `Contact: ${contact}`),
      `Expires: ${expires}`,
      `Preferred-Languages: ${languages.join(', ')}`,
      ...(baseUrl?.startsWith('https:') ? [`Canonical: ${baseUrl}/.well-known/security.txt`] : []),
      ...(security.policy ? [`Policy: ${security.policy}`] : []),
    ];
    reply.type('text/plain; charset=utf-8').header('cache-control', 'public, max-age=86400');
    return `${lines.join('\n')}\n`;
  });
}
