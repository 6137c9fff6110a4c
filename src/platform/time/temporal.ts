/** The one door to the Temporal API, so that the polyfill can go when Node ships it. */
export { Temporal } from 'temporal-polyfill';

/**
 * A moment as it is shown and compared. An `Instant` is one; a list, which shows a hundred of them, does without: to make an `Instant`
 * takes longer than to write it.
 */
export interface PointInTime {
  readonly epochMilliseconds: number;
}

/** The last millisecond of the year 9999. A later moment is written with more digits than the database reads. */
export const lastMillisecond = 253_402_300_799_999;
