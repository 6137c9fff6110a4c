import type { Clock } from '#platform/time/clock.ts';
import type { Temporal } from '#platform/time/temporal.ts';

/** Stands where it was put: the past of the demo country is lived through again. */
export class SettableClock implements Clock {
  #now: Temporal.Instant;

  constructor(start: Temporal.Instant) {
    this.#now = start;
  }

  now(): Temporal.Instant {
    return this.#now;
  }

  set(instant: Temporal.Instant): void {
    this.#now = instant;
  }
}
