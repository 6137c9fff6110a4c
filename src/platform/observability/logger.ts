import { DrizzleQueryError } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import { type DestinationStream, pino, stdTimeFunctions } from 'pino';

/** pino, as far as the web server and everybody else need it. */
export type Logger = FastifyBaseLogger;

/** What says of a line where it comes from. */
export interface LogOrigin {
  version: string;
  mode: string;
  /** `web`, `worker`. */
  process: string;
}

/**
 * What of an error may be written down. The message of a database holds the parameters, which are people's data, so only its code and
 * constraint are kept; of other errors the message without what it quotes.
 */
export function describeError(error: unknown): Record<string, unknown> {
  if (error instanceof DrizzleQueryError) return { ...describeDatabaseError(error.cause), query: error.query, stack: framesOf(error) };
  if (!(error instanceof Error)) return { type: typeof error };
  if (isDatabaseError(error)) return { ...describeDatabaseError(error), stack: framesOf(error) };
  return { type: error.name, message: wordsOf(error), stack: framesOf(error) };
}

/** The type that `describeError` gives to whatever a database refused. */
export const databaseError = 'DatabaseError';

/** PostgreSQL and PGlite tell how bad it is; a lost connection, which has a code too, does not. */
const isDatabaseError = (error: Error): boolean => 'severity' in error && 'code' in error;

function describeDatabaseError(cause: unknown): Record<string, unknown> {
  const { code, constraint }: { code?: unknown; constraint?: unknown; message?: unknown } = cause instanceof Error ? cause : {};
  return { type: databaseError, code, constraint };
}

/** What could not be parsed stands in the message of these. */
const quoting = [SyntaxError, RangeError];

function wordsOf(error: Error): string | undefined {
  if (quoting.some((type) => error instanceof type)) return undefined;
  return error.message.replace(/(["'`]).*?\1/gs, '$1…$1').replace(/\S+@\S+/g, '(address)');
}

/** Without the message, which stands before the frames and may itself have lines that look like one. */
function framesOf({ stack = '', message }: Error): string {
  const frames = message ? stack.replace(message, '') : stack;
  return frames
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .join('\n');
}

/** JSON lines on standard output, or where a test wants them. */
export function createLogger(
  level: string,
  { origin, destination = standardOutput() }: { origin?: LogOrigin; destination?: DestinationStream } = {},
): Logger {
  const options = {
    level,
    base: origin ? { service: 'vigie', ...origin } : null,
    timestamp: stdTimeFunctions.isoTime,
    // Nobody logs these; should somebody, they are not written.
    redact: ['req.headers', '*.headers', '*.cookie', '*.password', '*.token', '*.secret', '*.body', 'body', 'password', 'token', 'secret'],
    serializers: { err: describeError },
  };
  return pino(options, destination);
}

/** A full disk behind the output loses lines, and ends nothing: a notification matters more than the line about it. */
function standardOutput(): DestinationStream {
  const output = pino.destination({ fd: 1, sync: true, maxLength: 1_048_576 });
  output.on('error', () => undefined);
  return output;
}
