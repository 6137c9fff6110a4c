import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError, NotFoundError } from '../context/errors.ts';
import { isDatabaseAway } from '../db/database.ts';
import type { MessageKey } from '../i18n/catalogue.ts';
import { MaintenanceError } from '../maintenance/maintenance.ts';
import { ErrorPage } from './error-page.view.tsx';
import { formOf, isOwnForm, type Visit, visitOf, visitOfStranger } from './handle-route.ts';
import { heldForm, StoppedFormError } from './held-form.tsx';
import { routeOf } from './log-request.ts';
import { readStoppedForm } from './read-stopped-form.ts';
import { sendPage } from './respond.ts';
import type { ServerDeps } from './server.ts';

interface Answer {
  status: number;
  messageKey: MessageKey;
  values: Record<string, string | number>;
}

/** Maps every failure to one answer. Only what a DomainError says reaches people: another message may hold data. */
function answerFor(error: unknown): Answer {
  if (error instanceof DomainError) return { status: error.status, messageKey: error.messageKey as MessageKey, values: error.values };
  if (isDatabaseAway(error)) return { status: 503, messageKey: 'error.busy', values: {} };
  const status = error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
  if (status === 413) return { status, messageKey: 'error.tooLarge', values: {} };
  if (status === 429) return { status, messageKey: 'error.tooMany', values: {} };
  if (status === 503) return { status, messageKey: 'error.busy', values: {} };
  if (status >= 400 && status < 500) return { status, messageKey: 'error.badRequest', values: {} };
  return { status: 500, messageKey: 'error.unknown', values: {} };
}

/** Seconds: of what is over in a moment, and of work that somebody does. */
const retryAfter = { trouble: 5, maintenance: 120 };

export async function answerError(deps: ServerDeps, error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const answer = answerFor(error);
  const isMaintenance = error instanceof MaintenanceError;
  if (answer.status >= 500 && !isMaintenance) request.log.error({ err: error, route: routeOf(request) }, 'request failed');
  if (answer.status === 503) reply.header('retry-after', isMaintenance ? retryAfter.maintenance : retryAfter.trouble);
  // Who asks is not known while the database is away: the page is then the one of a visitor.
  const visit = await visitOf(deps, request, reply).catch(() => visitOfStranger(deps, request, reply));
  if (request.headers.accept === 'application/json') return sendProblem(deps, visit, request, reply, answer);
  // Too many requests are turned away before their body is read; of somebody who is signed in it is read after all, up to a limit.
  if (answer.status === 429 && visit.session) await readStoppedForm(request);
  // Stopped at the door, or by a fault of ours: what was typed is not lost.
  const isHeld = error instanceof StoppedFormError || ((answer.status >= 500 || answer.status === 429) && isOwnForm(request, visit));
  const held = isHeld ? heldForm(request.url, formOf(request)) : undefined;
  const again = held && { ...held, first: error instanceof StoppedFormError ? error.first : undefined };
  return sendPage(
    deps,
    visit,
    request,
    reply,
    <ErrorPage {...answer} requestId={request.id} held={again} contact={{ ...deps.config.contact, href: deps.gates.contact }} />,
    answer.status,
  );
}

export const answerUnknownPage = (deps: ServerDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
  answerError(deps, new NotFoundError(), request, reply);

/** RFC 9457. */
function sendProblem(deps: ServerDeps, visit: Visit, request: FastifyRequest, reply: FastifyReply, { status, messageKey, values }: Answer) {
  const t = deps.translator.in(visit.ctx.language);
  return reply
    .code(status)
    .type('application/problem+json')
    .header('cache-control', 'no-store')
    .send(JSON.stringify({ type: 'about:blank', status, title: t(messageKey, values), code: messageKey, instance: request.id }));
}
