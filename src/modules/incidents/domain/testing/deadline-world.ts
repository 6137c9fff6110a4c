/** A world for deadline tests: instants as text, everything optional. */
import { Temporal } from '#platform/time/temporal.ts';
import type { Fact } from '../condition.ts';
import { computeDue, type DeadlineWorld, type ReportRequest } from '../deadlines.ts';
import type { ProcedureDefinition, Stage } from '../definition.ts';

export const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);

export interface WorldText extends Partial<Omit<DeadlineWorld, 'facts' | 'submissions' | 'now' | 'notifiedAt'>> {
  facts?: Partial<Record<Fact, string>>;
  submissions?: Record<string, string[]>;
  now?: string;
  notifiedAt?: string;
}

export function aWorld({ facts = {}, submissions = {}, now = '2026-03-02T12:00:00Z', notifiedAt, ...rest }: WorldText = {}): DeadlineWorld {
  return {
    zone: 'Europe/Brussels',
    answers: new Map(),
    sectors: [],
    categories: [],
    ...rest,
    facts: Object.fromEntries(Object.entries(facts).map(([fact, text]) => [fact, at(text)])),
    submissions: new Map(Object.entries(submissions).map(([stage, texts]) => [stage, texts.map(at)])),
    notifiedAt: at(notifiedAt ?? '2026-03-02T10:00:00Z'),
    now: at(now),
  };
}

export function stageOf(procedure: ProcedureDefinition, key: string): Stage {
  const stage = procedure.stages.find((candidate) => candidate.key === key);
  if (!stage) throw new Error(`No stage ${key} in ${procedure.short}`);
  return stage;
}

export const dueOf = (procedure: ProcedureDefinition, key: string, world: WorldText, request?: ReportRequest) =>
  computeDue(procedure, stageOf(procedure, key), aWorld(world), request);

/** The deadline as text, or the kind of answer when there is none. */
export function dueText(procedure: ProcedureDefinition, key: string, world: WorldText, request?: ReportRequest): string {
  const due = dueOf(procedure, key, world, request);
  if (due.kind === 'due') return due.at.toString();
  if (due.kind === 'waiting') return `waiting for ${due.for}`;
  return due.kind === 'none' ? 'none' : due.reason;
}
