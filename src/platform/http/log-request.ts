import type { FastifyReply, FastifyRequest } from 'fastify';
import { organisationOf } from '../context/actor.ts';
import { knownVisit } from './handle-route.ts';

/** The address as it was declared, without the values in it: `/incidents/:incidentId`. */
export const routeOf = (request: FastifyRequest): string => request.routeOptions.url ?? '(none)';

/** Asked for by machines all the time, or many times for one page. */
const quiet = /^\/(static\/|livez$|readyz$|theme\/)/;

/**
 * One line for each request, for whoever asks what happened (operations.md 6): the id that its error page shows, the account without its
 * name, and neither the address nor anything that was sent.
 */
export function logRequest(request: FastifyRequest, reply: FastifyReply): void {
  const route = routeOf(request);
  const actor = knownVisit(request)?.ctx.actor;
  const line = {
    event: 'request',
    method: request.method,
    route,
    status: reply.statusCode,
    milliseconds: Math.round(reply.elapsedTime * 10) / 10,
    network: networkOf(request.ip),
    ...(actor?.kind === 'account' && { account: actor.accountId, role: actor.role, organisation: organisationOf(actor)?.id }),
  };
  if (quiet.test(route)) request.log.debug(line, 'request');
  else request.log.info(line, 'request');
}

/** Enough to see an attack, too little to know a person: the first three parts of four, or of eight. */
export function networkOf(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+)\.\d+$/i.exec(ip)?.[1];
  if (mapped) return `${mapped}.0/24`;
  if (/^[\d.]+$/.test(ip)) return ip.replace(/\.\d+$/, '.0/24');
  const [head = ''] = ip.split('::');
  return `${head.split(':').slice(0, 3).join(':')}::/48`;
}
