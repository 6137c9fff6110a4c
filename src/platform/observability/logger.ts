import { DrizzleQueryError } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import { type DestinationStream, pino, stdTimeFunctions } from 'pino';

/** pino, as far as the web server and everybody else need it. */
export type Logger = FastifyBaseLogger;

/**
 * What of an error may be written down. A failed query's message holds its parameters, which are people's data,
 * so only the database's code and constraint are kept.
 */
export function describeError(error: unknown): Record<string, unknown> {
  if (error instanceof DrizzleQueryError) {
    const cause: { code?: unknown; constraint?: unknown; stack?: string } = error.cause ?? {};
    return { type: 'DrizzleQueryError', code: cause.code, constraint: cause.constraint, query: error.query, stack: framesOf(error) };
  }
  if (error instanceof Error) return { type: error.name, message: error.message, stack: framesOf(error) };
  return { type: typeof error };
}

const framesOf = (error: Error) =>
  error.stack
    ?.split('\n')
    .filter((line) => line.startsWith('    at '))
    .join('\n');

export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    redact: ['req.headers.cookie', 'req.headers.authorization', '*.password', '*.token', '*.code'],
    serializers: { err: describeError },
  };
  return destination ? pino(options, destination) : pino(options);
}
