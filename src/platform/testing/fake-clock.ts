import type { Clock } from '../time/clock.ts';
import { Temporal } from '../time/temporal.ts';

/** A clock that stands still until it is moved. */
export class FakeClock implements Clock {
  #now: Temporal.Instant;

  constructor(start = '2026-03-05T09:00:00Z') {
    this.#now = Temporal.Instant.from(start);
  }

  now(): Temporal.Instant {
    return this.#now;
  }

  advance(duration: Temporal.DurationLike): void {
    this.#now = this.#now.add(duration);
  }

  set(instant: string): void {
    this.#now = Temporal.Instant.from(instant);
  }
}
