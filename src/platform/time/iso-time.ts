import { rememberTexts } from './remember-texts.ts';
import type { PointInTime } from './temporal.ts';

const write = rememberTexts((milliseconds) => {
  const text = new Date(milliseconds).toISOString();
  return milliseconds % 1000 === 0 ? `${text.slice(0, -5)}Z` : text;
});

/** The moment an ISO 8601 text of the program's own names, for what is only shown. */
export const pointOfIso = (text: string): PointInTime => ({ epochMilliseconds: Date.parse(text) });

/** ISO 8601 in UTC. `Temporal` writes the same and takes ten times as long, and a list has a hundred moments. */
export const isoTime = ({ epochMilliseconds }: PointInTime): string => write(epochMilliseconds);
