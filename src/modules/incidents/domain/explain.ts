/** Deadlines in words: "72 hours after you became aware of the incident: 3 March 2026, 10:15 (Europe/Brussels). Art. 23(4)(b)." */
import type { Due } from './deadlines.ts';
import type { Anchor } from './definition.ts';
import type { DueExplanation } from './due-explanation.ts';
import { type DurationUnit, readDuration } from './duration.ts';

const durationTexts = {
  years: 'incidents.deadline.durationYears',
  months: 'incidents.deadline.durationMonths',
  weeks: 'incidents.deadline.durationWeeks',
  days: 'incidents.deadline.durationDays',
  hours: 'incidents.deadline.durationHours',
  minutes: 'incidents.deadline.durationMinutes',
} as const satisfies Record<DurationUnit, string>;

const anchorTexts = {
  occurred: 'incidents.deadline.afterOccurred',
  detected: 'incidents.deadline.afterDetected',
  aware: 'incidents.deadline.afterAware',
  classified: 'incidents.deadline.afterClassified',
  resolved: 'incidents.deadline.afterResolved',
  measureAvailable: 'incidents.deadline.afterMeasureAvailable',
  notified: 'incidents.deadline.afterNotified',
  request: 'incidents.deadline.afterRequest',
} as const;

/** The keys of `locales/<language>/deadlines.json` that the sentences use. `absenceText` names the others. */
export type DueTextKey =
  | (typeof durationTexts)[DurationUnit]
  | (typeof anchorTexts)[keyof typeof anchorTexts]
  | 'incidents.deadline.afterSubmission'
  | 'incidents.deadline.afterLatestSubmission'
  | 'incidents.deadline.afterAnswer'
  | 'incidents.deadline.counted'
  | 'incidents.deadline.waiting'
  | 'incidents.deadline.capped'
  | 'incidents.deadline.shifted'
  | 'incidents.deadline.setByRegulator'
  | 'incidents.deadline.combinedMain'
  | 'incidents.deadline.combinedInstead';

/** What the language, the reader and the calendar of the page bring. */
export interface DueWords {
  /** Who reads: "you became aware", or "the operator became aware". */
  audience: 'reporting' | 'supervising';
  /** A text of the catalogue with its arguments filled in. */
  text(key: DueTextKey, args: Record<string, string | number>): string;
  /** An ISO instant as people read it in that zone. */
  instant(at: string, zone: string): string;
  /** The label of a stage, of a question. */
  stage(key: string): string;
  question(key: string): string;
}

/** The explanation as sentences, in the order in which the deadline was found. */
export function explainDue(explanation: DueExplanation, words: DueWords): string {
  const { counted, cap, shift, combinedWith, article, zone } = explanation;
  const moment = (at: string) => ({ anchorAt: words.instant(at, zone), zone });
  const sentences: string[] = [];
  if (explanation.source === 'regulator') sentences.push(words.text('incidents.deadline.setByRegulator', { article }));
  if (counted) {
    const rule = describeRule(counted, words);
    sentences.push(
      counted.fromAt
        ? words.text('incidents.deadline.counted', { rule, article, ...moment(counted.fromAt) })
        : words.text('incidents.deadline.waiting', { rule, article }),
    );
  }
  if (cap) sentences.push(words.text('incidents.deadline.capped', { rule: describeRule(cap, words), ...moment(cap.fromAt) }));
  if (shift) sentences.push(words.text('incidents.deadline.shifted', moment(shift.from)));
  if (combinedWith) {
    const key = explanation.onlyWhileOngoing ? 'incidents.deadline.combinedInstead' : 'incidents.deadline.combinedMain';
    sentences.push(words.text(key, { stage: words.stage(combinedWith) }));
  }
  return sentences.join(' ');
}

/** "72 hours after you became aware of the incident" */
export function describeRule({ from, add }: { from: Anchor; add: string }, words: DueWords): string {
  const duration = describeDuration(add, words);
  const { audience } = words;
  const known = Object.entries(anchorTexts).find(([anchor]) => anchor === from)?.[1];
  if (known) return words.text(known, { duration, audience });
  const [kind = '', ...rest] = from.split(':');
  if (kind === 'answer') return words.text('incidents.deadline.afterAnswer', { duration, question: words.question(rest.join(':')) });
  const [stage = '', version] = rest;
  return words.text(version === 'latest' ? 'incidents.deadline.afterLatestSubmission' : 'incidents.deadline.afterSubmission', {
    duration,
    stage: words.stage(stage),
  });
}

/** "72 hours" */
export function describeDuration(duration: string, words: Pick<DueWords, 'text'>): string {
  const parts = readDuration(duration);
  return parts ? words.text(durationTexts[parts.unit], { count: Math.abs(parts.amount) }) : duration;
}

/** The text that says why a report has no deadline. */
export const absenceText = (due: Exclude<Due, { kind: 'due' | 'waiting' }>) =>
  due.kind === 'none' ? ('incidents.deadline.none' as const) : (`incidents.deadline.${due.reason}` as const);
