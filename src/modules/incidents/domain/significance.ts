/** Whether an incident is significant, and who says so (incidents.md 3.9, check 21). */
import type { Temporal } from '#platform/time/temporal.ts';
import type { Impact, ProcedureDefinition, Stage } from './definition.ts';

/** Null while no report with impacts has been submitted. */
export type Significance =
  | { source: 'computed'; significant: boolean | null }
  | { source: 'override'; significant: boolean; by: string; at: Temporal.Instant };

/** The impacts of the procedure that the affected sectors bring up. `sectors` holds their slugs and those of their parents. */
export const applicableImpacts = (procedure: ProcedureDefinition, sectors: readonly string[]): Impact[] =>
  procedure.impacts.filter((impact) => impact.sectors.length === 0 || impact.sectors.some((slug) => sectors.includes(slug)));

/** One submission, as far as significance looks at it. */
export interface ImpactSubmission {
  stage: Pick<Stage, 'impacts'>;
  /** Keys of the impacts that applied, and of those that were ticked. */
  applicable: readonly string[];
  ticked: readonly string[];
}

/** What the submissions say, oldest first: the newest one that asked for impacts decides; null when none did. */
export function computeSignificance(submissions: readonly ImpactSubmission[]): boolean | null {
  const newest = submissions.findLast(({ stage, applicable }) => stage.impacts && applicable.length > 0);
  return newest ? newest.ticked.some((key) => newest.applicable.includes(key)) : null;
}

/** After a submission: an override stays until it is released; `differs` asks for a notice to the regulator. */
export function afterSubmission(current: Significance, computed: boolean | null): { significance: Significance; differs: boolean } {
  if (current.source === 'computed') return { significance: { source: 'computed', significant: computed }, differs: false };
  return { significance: current, differs: computed !== null && computed !== current.significant };
}

export const overrideSignificance = (significant: boolean, by: string, at: Temporal.Instant): Significance => ({
  source: 'override',
  significant,
  by,
  at,
});

/** Gives the decision back to the submissions. */
export const releaseSignificance = (computed: boolean | null): Significance => ({ source: 'computed', significant: computed });
