/** Everything that happened to the incidents of a file, and what is due, newest first. Pure. */
import type { Name } from '#platform/i18n/language.ts';
import { Temporal } from '#platform/time/temporal.ts';
import type { Fact } from '../../../domain/condition.ts';
import { actOf, type Stage } from '../../../domain/definition.ts';
import type { FactRecord, IncidentRecord, ReviewRecord, VersionRecord } from './show-file.query.ts';
import { type FileClock, fileClocks, stageLines } from './stage-lines.ts';

/** A row that replaced another one, with what it replaced. */
export interface Correction {
  row: FactRecord;
  /** null: nothing was known before, or it had been taken back. */
  before: Temporal.Instant | null;
}

interface Moment {
  at: Temporal.Instant;
  /** The short English names of the laws it belongs to; empty when it belongs to all of the file. */
  laws: string[];
}
export type TimelineItem = Moment &
  (
    | { kind: 'now' }
    | { kind: 'due'; clock: FileClock }
    | { kind: 'fact'; fact: Fact; zone: string; corrections: Correction[] }
    | { kind: 'takenBack'; fact: Fact; row: FactRecord }
    | { kind: 'opened' | 'reopened'; incident: IncidentRecord }
    | { kind: 'closed'; incident: IncidentRecord; outcome: IncidentRecord['outcome'] }
    | { kind: 'sent'; incident: IncidentRecord; stage: Stage; version: VersionRecord }
    | { kind: 'reviewed'; incident: IncidentRecord; stage: Stage; version: VersionRecord; review: ReviewRecord }
    | { kind: 'requested'; incident: IncidentRecord; stage: Stage; note: string | null }
  );

/** @param shown the short English names of the laws to show; empty: all */
export function fileTimeline(incidents: readonly IncidentRecord[], shown: readonly string[], now: Temporal.Instant): TimelineItem[] {
  const visible = incidents.filter(({ procedure }) => shown.length === 0 || shown.includes(procedure.short));
  const items: TimelineItem[] = [
    { kind: 'now', at: now, laws: [] },
    ...visible.flatMap((incident) => [...ownItems(incident), ...dueItems(incident, now)]),
    ...factItems(visible, incidents.length),
  ];
  // What came last stands on top; of one instant, the later kind.
  return items
    .map((item, index) => ({ item, index }))
    .sort((one, other) => Temporal.Instant.compare(other.item.at, one.item.at) || other.index - one.index)
    .map(({ item }) => item);
}

/** What each law is called, by its short English name, under which the address knows it in every language. */
export const lawsOf = (incidents: readonly IncidentRecord[]): ReadonlyMap<string, Name> =>
  new Map(incidents.map(({ procedure }) => [procedure.short, actOf(procedure)]));

function dueItems(incident: IncidentRecord, now: Temporal.Instant): TimelineItem[] {
  return fileClocks(stageLines(incident, now)).flatMap((clock): TimelineItem[] => {
    if (clock.kind === 'waiting') return [];
    return [{ kind: 'due', at: clock.kind === 'due' ? clock.due.at : clock.at, laws: [incident.procedure.short], clock }];
  });
}

function ownItems(incident: IncidentRecord): TimelineItem[] {
  const { procedure, world, versions } = incident;
  const laws = [procedure.short];
  const stageOf = (reportId: string) => {
    const key = world.reports.find(({ id }) => id === reportId)?.stage;
    return procedure.stages.find((stage) => stage.key === key);
  };
  const sent = versions.flatMap((version): TimelineItem[] => {
    const stage = stageOf(version.reportId);
    return stage ? [{ kind: 'sent', at: version.at, laws, incident, stage, version }] : [];
  });
  const reviewed = incident.reviews.flatMap((review): TimelineItem[] => {
    const version = versions.find(({ id }) => id === review.submissionId);
    const stage = version && stageOf(version.reportId);
    return version && stage ? [{ kind: 'reviewed', at: review.at, laws, incident, stage, version, review }] : [];
  });
  const requested = world.reports.flatMap((row): TimelineItem[] => {
    const stage = stageOf(row.id);
    return stage && row.stored.requestedAt
      ? [{ kind: 'requested', at: row.stored.requestedAt, laws, incident, stage, note: row.stored.note }]
      : [];
  });
  return [
    { kind: 'opened', at: incident.notifiedAt, laws, incident },
    ...sent,
    ...reviewed,
    ...requested,
    ...incident.reopenings.flatMap(({ at, closed }): TimelineItem[] => [
      ...(closed ? [{ kind: 'closed' as const, ...closed, laws, incident }] : []),
      { kind: 'reopened', at, laws, incident },
    ]),
    ...(incident.closedAt ? [{ kind: 'closed' as const, at: incident.closedAt, outcome: incident.outcome, laws, incident }] : []),
  ];
}

/** The same moment under several laws is one entry; it names its laws only when another law of the file says otherwise. */
function factItems(incidents: readonly IncidentRecord[], incidentCount: number): TimelineItem[] {
  const items = new Map<string, Extract<TimelineItem, { kind: 'fact' }> & { count: number }>();
  const takenBack: TimelineItem[] = [];
  for (const incident of incidents) {
    for (const row of incident.facts.filter(({ supersededAt }) => supersededAt === null)) {
      const { short } = incident.procedure;
      if (!row.at) {
        takenBack.push({ kind: 'takenBack', at: row.recordedAt, laws: [short], fact: row.fact, row });
        continue;
      }
      const key = `${row.fact} ${row.at.epochMilliseconds}`;
      const item = items.get(key) ?? { kind: 'fact', at: row.at, laws: [], fact: row.fact, zone: row.zone, corrections: [], count: 0 };
      item.laws.push(short);
      item.count += 1;
      item.corrections.push(...correctionsOf(incident.facts.filter(({ fact }) => fact === row.fact)));
      items.set(key, item);
    }
  }
  const facts = [...items.values()].map(({ count, ...item }) => ({
    ...item,
    laws: count === incidentCount ? [] : [...new Set(item.laws)],
    corrections: distinct(item.corrections),
  }));
  return [...facts, ...takenBack];
}

/** Rows of one fact of one incident, oldest first. A submission that says otherwise corrects too. */
export const correctionsOf = (rows: readonly FactRecord[]): Correction[] =>
  rows.slice(1).map((row, index) => ({ row, before: rows[index]?.at ?? null }));

/** The same correction made in sibling incidents is told once. */
function distinct(corrections: readonly Correction[]): Correction[] {
  const keyOf = ({ row, before }: Correction) => [row.at, before, row.byName, row.reason].join('|');
  return corrections.filter((one, index) => corrections.findIndex((other) => keyOf(other) === keyOf(one)) === index);
}
