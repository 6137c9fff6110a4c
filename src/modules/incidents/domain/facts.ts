/** Rules of the incident's timeline (incidents.md 4.2, check 16; decisions.md D3). */
import { Temporal } from '#platform/time/temporal.ts';
import { facts as allFacts, type Fact } from './condition.ts';
import type { Facts } from './evaluate-condition.ts';
import { isFuture } from './wall-time.ts';

/**
 * [earlier, later]: equal is fine. A short incident may be over before anyone is aware of its significance, so awareness and
 * resolution have no order; neither has the moment at which a measure became available.
 */
export const factOrder: readonly (readonly [Fact, Fact])[] = [
  ['occurred', 'detected'],
  ['occurred', 'aware'],
  ['occurred', 'classified'],
  ['occurred', 'resolved'],
  ['detected', 'aware'],
  ['detected', 'resolved'],
  ['aware', 'classified'],
];

export type FactProblem =
  | { code: 'missing'; fact: Fact }
  | { code: 'future'; fact: Fact }
  | { code: 'beforeOther'; fact: Fact; other: Fact }
  /** Detection or awareness after the notification: accepted once the person confirms it. */
  | { code: 'afterNotification'; fact: Fact };

export interface FactsContext {
  now: Temporal.Instant;
  mandatory?: readonly Fact[];
  /** Left out while the incident is not yet notified. */
  notifiedAt?: Temporal.Instant | undefined;
  /** The person confirmed that the notification came first. */
  isLateDetectionConfirmed?: boolean;
}

/** Everything wrong with the timeline; a pair out of order is reported at its later fact. */
export function checkFacts(facts: Facts, { now, mandatory = [], notifiedAt, isLateDetectionConfirmed }: FactsContext): FactProblem[] {
  const known = factNames(facts);
  const watched: Fact[] = ['detected', 'aware'];
  return [
    ...mandatory.filter((fact) => !facts[fact]).map((fact): FactProblem => ({ code: 'missing', fact })),
    ...known.filter((fact) => isAfter(facts, fact, now)).map((fact): FactProblem => ({ code: 'future', fact })),
    ...misfits(facts).map(([other, fact]): FactProblem => ({ code: 'beforeOther', fact, other })),
    ...watched
      .filter((fact) => !isLateDetectionConfirmed && notifiedAt && isAfter(facts, fact, notifiedAt) && !isAfter(facts, fact, now))
      .map((fact): FactProblem => ({ code: 'afterNotification', fact })),
  ];
}

/** The instants alone, of moments as they are stored with their zone. */
export const instantsOf = (zoned: Partial<Record<Fact, { at: string }>>): Facts =>
  Object.fromEntries(Object.entries(zoned).map(([fact, { at }]) => [fact, Temporal.Instant.from(at)]));

const factNames = (facts: Facts): Fact[] => allFacts.filter((fact) => facts[fact] !== undefined);

/** More than the tolerance of typed times after the moment. */
function isAfter(facts: Facts, fact: Fact, moment: Temporal.Instant): boolean {
  const at = facts[fact];
  return at !== undefined && isFuture(at, moment);
}

const misfits = (facts: Facts) =>
  factOrder.filter(([earlier, later]) => {
    const [first, second] = [facts[earlier], facts[later]];
    return first && second && Temporal.Instant.compare(second, first) < 0;
  });
