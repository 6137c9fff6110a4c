/** When things happened, oldest first: the facts, and the notification among them. */
import { Temporal } from '#platform/time/temporal.ts';
import { facts } from '../domain/condition.ts';
import type { SubmittedFacts } from '../schema/incident.ts';
import type { TimelineEntry } from './document-data.ts';
import type { DocumentWords } from './document-words.ts';
import type { Printable } from './printable.query.ts';

type Moment = { at: Temporal.Instant } & Omit<TimelineEntry, 'at'> & { zone: string };

/** As the incident stands now, corrections included, each with what stood there before. */
export function currentTimeline(printable: Printable, words: DocumentWords): TimelineEntry[] {
  const moments = facts.flatMap((fact): Moment[] => {
    const history = printable.facts.filter((row) => row.fact === fact);
    const current = history.at(-1);
    if (!current?.at) return [];
    const note = correctionNote(history, words);
    return [{ at: current.at, zone: current.zone, what: words.t(`incidents.document.fact.${fact}`), ...(note && { note }) }];
  });
  return inOrder(moments, printable, words);
}

/** As one version was submitted, whatever was corrected later. */
export function submittedTimeline(submitted: SubmittedFacts, printable: Printable, words: DocumentWords): TimelineEntry[] {
  const moments = facts.flatMap((fact): Moment[] => {
    const known = submitted[fact];
    return known ? [{ at: Temporal.Instant.from(known.at), zone: known.zone, what: words.t(`incidents.document.fact.${fact}`) }] : [];
  });
  return inOrder(moments, printable, words);
}

function inOrder(moments: readonly Moment[], { incident }: Printable, { t, format }: DocumentWords): TimelineEntry[] {
  const notified = { at: incident.notifiedAt, zone: incident.zone, what: t('incidents.document.fact.notified') };
  return [...moments, notified]
    .sort((one, other) => Temporal.Instant.compare(one.at, other.at))
    .map(({ at, zone, ...entry }) => ({ at: format.dateTime(at, zone), ...entry }));
}

function correctionNote(history: Printable['facts'], { t, format, zone }: DocumentWords): string | undefined {
  const current = history.at(-1);
  const before = history.at(-2)?.at;
  if (!current || (current.source !== 'correction' && current.source !== 'regulator')) return undefined;
  const by = { who: current.byName, on: format.shortDateTime(current.recordedAt, zone) };
  const what = before
    ? t('supervision.timeline.corrected', { before: format.dateTime(before, zone), ...by })
    : t('supervision.timeline.added', by);
  return current.reason ? `${what} ${t('supervision.incident.reason', { reason: current.reason })}` : what;
}
