/** What happened to this incident, and what is due, newest first. Pure: nothing of a sibling is here to be shown. */
import { Temporal } from '#platform/time/temporal.ts';
import type { Fact } from '../../../domain/condition.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { CoveredReport } from '../../../queries/covered-reports.query.ts';
import type { Reopening } from '../../../queries/reopenings.query.ts';
import type { FactRecord, IncidentData, ReviewRecord, VersionRecord } from './show-incident.query.ts';
import { type StageClock, type StageLine, stageClocks } from './stage-lines.ts';

export type TimelineItem = { at: Temporal.Instant } & (
  | { kind: 'now' | 'notified' }
  | { kind: 'closed'; outcome: Outcome | null }
  | { kind: 'reopened'; reopening: Reopening }
  | { kind: 'due'; clock: StageClock }
  /** `covered`: the reports that this version answers too. */
  | { kind: 'sent'; line: StageLine; version: VersionRecord; covered: CoveredReport[] }
  | { kind: 'reviewed'; line: StageLine; version: VersionRecord; review: ReviewRecord }
  | { kind: 'requested'; line: StageLine }
  /** Oldest first; the last one holds. */
  | { kind: 'fact'; fact: Fact; history: FactRecord[] }
);

type Told = Pick<IncidentData, 'record' | 'lines' | 'facts' | 'reopenings'>;

export function incidentTimeline({ record, lines, facts, reopenings }: Told, now: Temporal.Instant) {
  const items: TimelineItem[] = [
    { kind: 'notified', at: record.notifiedAt },
    ...factItems(facts),
    ...lines.flatMap((line) => lineItems(line, lines)),
    ...reopenings.flatMap((reopening): TimelineItem[] => [
      ...(reopening.closed ? [{ kind: 'closed' as const, ...reopening.closed }] : []),
      { kind: 'reopened', at: reopening.at, reopening },
    ]),
    ...(record.closedAt ? [{ kind: 'closed' as const, at: record.closedAt, outcome: record.outcome }] : []),
    { kind: 'now', at: now },
    ...stageClocks(lines).flatMap((clock): TimelineItem[] => {
      if (clock.kind === 'waiting') return [];
      return [{ kind: 'due', at: clock.kind === 'due' ? clock.due.at : clock.at, clock }];
    }),
  ];
  // Sorting is stable: of one instant, what stands later in the list above is the newer.
  return items.toReversed().sort((one, other) => Temporal.Instant.compare(other.at, one.at));
}

function factItems(facts: readonly FactRecord[]): TimelineItem[] {
  const names = [...new Set(facts.map(({ fact }) => fact))];
  return names.flatMap((fact): TimelineItem[] => {
    const history = facts.filter((row) => row.fact === fact);
    const current = history.at(-1);
    const at = current?.at ?? current?.recordedAt;
    return at ? [{ kind: 'fact', at, fact, history }] : [];
  });
}

function lineItems(line: StageLine, lines: readonly StageLine[]): TimelineItem[] {
  const requestedAt = line.row?.stored.requestedAt;
  return [
    ...(requestedAt ? [{ kind: 'requested' as const, at: requestedAt, line }] : []),
    ...line.versions.flatMap((version): TimelineItem[] => {
      const covered = lines.flatMap(({ row }) => (row?.covered?.submissionId === version.id ? [row.covered] : []));
      return [
        { kind: 'sent', at: version.at, line, version, covered },
        ...version.reviews.map((review) => ({ kind: 'reviewed' as const, at: review.at, line, version, review })),
      ];
    }),
  ];
}
