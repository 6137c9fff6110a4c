import { databaseError, describeError } from '../observability/logger.ts';

/** Thrown by a handler when another attempt cannot help. The message is kept with the job and read by people: no personal data. */
export class PermanentFailure extends Error {}

/** Another runner holds the job, or it was cancelled: whatever this run still does must not be written. */
export class LeaseLostError extends Error {
  constructor() {
    super('The job was taken over or cancelled');
  }
}

export class JobTimeoutError extends Error {
  constructor(milliseconds: number) {
    super(`Stopped after ${milliseconds / 1000} s, its time limit`);
  }
}

/** The runner is shutting down; the job goes back to the queue and the attempt does not count. */
export class RunnerStoppedError extends Error {}

const longestReason = 500;

/** What is kept with a failed job. A database error's message holds the parameters, so only its code and constraint are told. */
export function explainFailure(error: unknown): string {
  const { type, message, code, constraint } = describeError(error);
  if (type === databaseError) return ['Database error', code, constraint].filter(Boolean).join(' ');
  return typeof message === 'string' && message ? message.slice(0, longestReason) : 'Failed without saying why';
}
