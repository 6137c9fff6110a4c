import { Temporal } from './temporal.ts';

/** Tells the instant, in whole milliseconds: the database keeps no finer ones, and a keyset page must not lose a row to a rounding. */
export interface Clock {
  now(): Temporal.Instant;
}

export const systemClock: Clock = {
  now: () => Temporal.Instant.fromEpochMilliseconds(Date.now()),
};
