/**
 * Deadlines of reports (decisions.md D3, incidents.md 3.5). Pure: the caller gives the world, including the time. The rules are
 * data on the stage; the arithmetic of hours, days and months is in `duration.ts`.
 */
import { type PointInTime, Temporal } from '#platform/time/temporal.ts';
import type { Answers } from './answer-value.ts';
import { factSchema } from './condition.ts';
import { type Anchor, type DueRule, type ProcedureDefinition, requestArticle, type Stage } from './definition.ts';
import type { DueExplanation } from './due-explanation.ts';
import { addDuration } from './duration.ts';
import { evaluate, type Facts } from './evaluate-condition.ts';
import { toWorkingDay, type WorkingDays } from './working-days.ts';

export interface DeadlineWorld {
  notifiedAt: Temporal.Instant;
  /** The incident's IANA zone. */
  zone: string;
  facts: Facts;
  /** By stage, ascending: the first version and every later one. */
  submissions: ReadonlyMap<string, readonly Temporal.Instant[]>;
  /** The latest submitted answers. */
  answers: Answers;
  /** Slugs of the affected sectors and of their parents. */
  sectors: readonly string[];
  /** Codes of the operator's categories. */
  categories: readonly string[];
  /** Of the operator's country. Left out: weekends only. */
  workingDays?: WorkingDays | undefined;
  now: Temporal.Instant;
}

/** One request of the regulator for an `onRequest` stage. */
export interface ReportRequest {
  requestedAt: Temporal.Instant;
  /** Set by the regulator: wins over every rule. */
  dueAt?: Temporal.Instant | undefined;
}

export type Due =
  | { kind: 'due'; at: Temporal.Instant; explanation: DueExplanation }
  /** The rule is known, its starting moment is not. */
  | { kind: 'waiting'; for: Anchor; explanation: DueExplanation }
  | { kind: 'none' }
  /** The report is not asked for; `answered`: the report it stands in for came in time. */
  | { kind: 'notExisting'; reason: 'notRequested' | 'resolvedInTime' | 'answered' };

const weekendsOnly: WorkingDays = { calendar: 'weekends', holidays: new Set() };

/** Exactly at the deadline is late (incidents.md 3.5). The same comparison decides whether an unsubmitted report is overdue. */
export const isLate = (submittedAt: PointInTime, dueAt: PointInTime): boolean => submittedAt.epochMilliseconds >= dueAt.epochMilliseconds;

/** When the report of a stage is due, or why it has no deadline now. `request` is the one the regulator made, for `onRequest` stages. */
export function computeDue(procedure: ProcedureDefinition, stage: Stage, world: DeadlineWorld, request?: ReportRequest): Due {
  if (stage.kind === 'onRequest' && !request) return stage.voluntary ? { kind: 'none' } : { kind: 'notExisting', reason: 'notRequested' };
  if (request?.dueAt) return setByRegulator(stage, world, request.dueAt);
  const anchors = anchorsOf(procedure, world, request);
  if (stage.kind === 'whileOngoing' && stage.ongoingAt) return dueWhileOngoing(stage, stage.ongoingAt, world, anchors);
  const companion = procedure.stages.find((other) => other.kind === 'whileOngoing' && other.insteadOf === stage.key);
  if (companion?.ongoingAt) {
    const start = anchors(companion.ongoingAt.from);
    const undecided = start && !world.facts.resolved && !isLate(world.now, addDuration(start, companion.ongoingAt.add, world.zone));
    if (!start || undecided) return dueAtOngoing(stage, companion.ongoingAt, world, start, companion.key);
  }
  return dueByRules(stage, world, anchors);
}

type AnchorInstants = (anchor: string) => Temporal.Instant | undefined;

function anchorsOf(procedure: ProcedureDefinition, world: DeadlineWorld, request?: ReportRequest): AnchorInstants {
  return (anchor) => {
    const fact = factSchema.safeParse(anchor);
    if (fact.success) return world.facts[fact.data];
    if (anchor === 'notified') return world.notifiedAt;
    if (anchor === 'request') return request?.requestedAt;
    const [kind, ...rest] = anchor.split(':');
    if (kind === 'answer') return answerInstant(world, rest.join(':'));
    const [stage = '', version] = rest;
    return effectiveSubmissions(procedure, world.submissions, stage).at(version === 'latest' ? -1 : 0);
  };
}

/** A date-time answer is its instant; a date is the start of that day in the incident's zone, the earlier and safe reading. */
function answerInstant(world: DeadlineWorld, key: string): Temporal.Instant | undefined {
  const value = world.answers.get(key);
  if (typeof value === 'object' && 'at' in value && typeof value.at === 'string') return Temporal.Instant.from(value.at);
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return undefined;
  return Temporal.PlainDate.from(value).toZonedDateTime(world.zone).toInstant();
}

/**
 * Submissions that count for a stage, ascending: its own, and those of stages that cover it (joint filing). A covering one counts
 * only while the stage has no own submission before it.
 */
export function effectiveSubmissions(
  procedure: ProcedureDefinition,
  submissions: DeadlineWorld['submissions'],
  stage: string,
): Temporal.Instant[] {
  const own = submissions.get(stage) ?? [];
  const first = own[0];
  const covering = procedure.stages
    .filter((other) => other.key !== stage && other.covers.includes(stage))
    .flatMap((other) => submissions.get(other.key) ?? [])
    .filter((at) => !first || Temporal.Instant.compare(at, first) < 0);
  return [...own, ...covering].sort(Temporal.Instant.compare);
}

function dueByRules(stage: Stage, world: DeadlineWorld, anchors: AnchorInstants): Due {
  const conditions = { ...world, anchorInstant: anchors, isSubmitted: (key: string) => anchors(`submission:${key}`) !== undefined };
  const index = stage.due.findIndex(({ when }) => !when || evaluate(when, conditions));
  const rule = stage.due[index];
  return rule ? dueByRule(rule, index, world, anchors) : { kind: 'none' };
}

function dueByRule(rule: DueRule, index: number, world: DeadlineWorld, anchors: AnchorInstants): Due {
  const start = anchors(rule.from);
  const explanation = explanationOf(world, rule, start, { source: 'rule', rule: index });
  if (!start) return { kind: 'waiting', for: rule.from, explanation };
  const counted = addDuration(start, rule.add, world.zone);
  const capStart = rule.cap && anchors(rule.cap.from);
  const capped = rule.cap && capStart ? addDuration(capStart, rule.cap.add, world.zone) : counted;
  const isCapped = Temporal.Instant.compare(capped, counted) < 0;
  const unshifted = isCapped ? capped : counted;
  const days = world.workingDays ?? weekendsOnly;
  const at = rule.calendar === 'nextWorkingDayNoon' ? toWorkingDay(unshifted, world.zone, days) : unshifted;
  const cap = isCapped && rule.cap && capStart ? { ...rule.cap, fromAt: capStart.toString() } : null;
  const shift = at.equals(unshifted) ? null : { calendar: days.calendar, from: unshifted.toString() };
  return { kind: 'due', at, explanation: { ...explanation, cap, shift, at: at.toString() } };
}

type OngoingAt = NonNullable<Stage['ongoingAt']>;

/** Both stages of such a pair are due at the same instant until it is clear which of them it is (NIS2 Art. 23(4)(d) and (e)). */
function dueAtOngoing(
  stage: Stage,
  ongoing: OngoingAt,
  world: DeadlineWorld,
  start: Temporal.Instant | undefined,
  combinedWith: string | null,
): Due {
  const own = { source: 'ongoing' as const, combinedWith, onlyWhileOngoing: stage.kind === 'whileOngoing' };
  const explanation = explanationOf(world, { ...ongoing, article: stage.article }, start, own);
  if (!start) return { kind: 'waiting', for: ongoing.from, explanation };
  const at = addDuration(start, ongoing.add, world.zone);
  return { kind: 'due', at, explanation: { ...explanation, at: at.toString() } };
}

function dueWhileOngoing(stage: Stage, ongoing: OngoingAt, world: DeadlineWorld, anchors: AnchorInstants): Due {
  const start = anchors(ongoing.from);
  const decidedAt = start && addDuration(start, ongoing.add, world.zone);
  const { resolved } = world.facts;
  const instead = stage.insteadOf && anchors(`submission:${stage.insteadOf}`);
  if (decidedAt && resolved && Temporal.Instant.compare(resolved, decidedAt) <= 0) return { kind: 'notExisting', reason: 'resolvedInTime' };
  const isAnswered = decidedAt && instead && !anchors(`submission:${stage.key}`) && !isLate(instead, decidedAt);
  if (isAnswered) return { kind: 'notExisting', reason: 'answered' };
  if (stage.due.length > 0) return dueByRules(stage, world, anchors);
  const undecided = !decidedAt || (!resolved && !isLate(world.now, decidedAt));
  return dueAtOngoing(stage, ongoing, world, start, undecided ? (stage.insteadOf ?? null) : null);
}

function setByRegulator(stage: Stage, world: DeadlineWorld, at: Temporal.Instant): Due {
  const explanation = {
    ...explanationOf(world, null, undefined, { source: 'regulator' }),
    article: requestArticle(stage),
    at: at.toString(),
  };
  return { kind: 'due', at, explanation };
}

function explanationOf(
  { zone }: DeadlineWorld,
  rule: { from: Anchor; add: string; article: string } | null,
  start: Temporal.Instant | undefined,
  known: Partial<DueExplanation> & Pick<DueExplanation, 'source'>,
): DueExplanation {
  const counted = rule && { from: rule.from, fromAt: start?.toString() ?? null, add: rule.add };
  const nothing = { rule: null, cap: null, shift: null, combinedWith: null, onlyWhileOngoing: false, at: null };
  return { ...nothing, article: rule?.article ?? '', zone, counted, ...known };
}
