/** Milliseconds. */
const longestDelay = 600_000;

/**
 * Milliseconds before the attempt after this one: the first delay doubled each time, at most ten minutes unless the first is longer,
 * and up to a tenth more at random, so that what failed together does not come back together.
 */
export function retryDelay(backoff: number, attempt: number, random: () => number): number {
  const delay = Math.min(backoff * 2 ** Math.min(attempt - 1, 30), Math.max(longestDelay, backoff));
  return Math.round(delay * (1 + random() / 10));
}
