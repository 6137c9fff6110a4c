import type { PointInTime } from './temporal.ts';

/** ISO 8601 in UTC. `Temporal` writes the same and takes ten times as long, and a list has a hundred moments. */
export function isoTime({ epochMilliseconds }: PointInTime): string {
  const text = new Date(epochMilliseconds).toISOString();
  return epochMilliseconds % 1000 === 0 ? `${text.slice(0, -5)}Z` : text;
}
