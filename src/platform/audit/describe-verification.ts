import type { Verification } from './verify-trail.ts';

/** What was verified, what is not sealed yet, and the first broken place, a sentence a line. */
export function describeVerification(verification: Verification): string[] {
  const { firstSeal, lastSeal, head, events, seals, firstPlace, deletedDetails, keys, unsealed, broken, hasHead } = verification;
  const lines: string[] = [];
  if (firstSeal && lastSeal && head) {
    lines.push(`${plural(events, 'event', 'events')}, at the places ${firstPlace} to ${head.place}: as they were sealed.`);
    lines.push(`Seals ${firstSeal.number} to ${lastSeal.number}, of ${firstSeal.sealedAt} to ${lastSeal.sealedAt}, fit.`);
    lines.push(`Keys: ${[...keys].map(([id, uses]) => `${id} (${plural(uses, 'seal', 'seals')})`).join(', ')}.`);
    if (deletedDetails > 0) lines.push(`${plural(deletedDetails, 'detail', 'details')} deleted; the digests are there.`);
    lines.push(`Head: place ${head.place}, ${head.hash}`);
  } else if (!broken) lines.push('Nothing is sealed yet.');
  if (seals > 0 && hasHead === true) lines.push('The head that was asked for is in it.');
  if (hasHead === false) lines.push('BROKEN: no seal has the head that was asked for: the end of the trail was cut off, or made anew.');
  if (unsealed) lines.push(`Not sealed yet: ${plural(unsealed.events, 'event', 'events')}, of ${unsealed.from} to ${unsealed.until}.`);
  if (broken) {
    lines.push(`BROKEN: ${broken.fault}: ${broken.where}: ${broken.because}.`);
    lines.push('What comes after it was not verified.');
  } else if (hasHead !== false && lastSeal) lines.push('The trail is whole.');
  return lines;
}

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
