import type { MetricSnapshot } from '#platform/observability/metrics.ts';

/** What the primary says to its servers. */
export const toServer = { leave: 'leave', describe: 'describe', measure: 'measure' } as const;
/** What a server says to the primary, besides its answers. */
export const toPrimary = { serving: 'serving' } as const;

/** The answer to `describe`. */
export type ServerDetails = Record<string, unknown>;
/** What a server says when it was asked; its figures also as its last words. */
export type ServerAnswer = { answer: 'describe'; details: ServerDetails } | { answer: 'measure'; figures: MetricSnapshot };

export const isAnswer = (message: unknown): message is ServerAnswer =>
  typeof message === 'object' && message !== null && 'answer' in message;
