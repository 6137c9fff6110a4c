/** Whether a procedure may be published: its stages, their order and their deadlines (decisions.md D3, incidents.md 1.1). */
import type { Condition } from './condition.ts';
import type { DueRule, ProcedureDefinition, Stage } from './definition.ts';
import { readDuration } from './duration.ts';

/** `stage` is the stage at fault, `on` another one that it names, `rule` the index in its `due`. */
export type ProcedureProblem = { stage: string } & (
  | { code: 'duplicateStage' }
  | { code: 'unknownStage'; on: string }
  /** It could never be sent: it waits for itself. */
  | { code: 'waitsForItself' }
  | { code: 'ongoingAtMissing' }
  | { code: 'ongoingAtNotAllowed' }
  /** A delay of zero would be overdue at once, a negative one before it starts. */
  | { code: 'delayNotPositive'; rule: number }
  /** A rule before it has no condition, so this one never counts. */
  | { code: 'ruleNeverCounts'; rule: number }
  /** Only a stage on request has a request to count from. */
  | { code: 'requestNotPossible'; rule: number }
);

/** Every reason why the procedure cannot be published; none means that it can. */
export function checkProcedure(procedure: ProcedureDefinition): ProcedureProblem[] {
  const keys = procedure.stages.map(({ key }) => key);
  return procedure.stages.flatMap((stage, index): ProcedureProblem[] => {
    const named = [...new Set(stagesNamedBy(stage))].filter((on) => !keys.includes(on));
    const isOngoing = stage.kind === 'whileOngoing';
    return [
      ...(keys.indexOf(stage.key) < index ? [{ stage: stage.key, code: 'duplicateStage' as const }] : []),
      ...named.map((on) => ({ stage: stage.key, code: 'unknownStage' as const, on })),
      ...(waitsForItself(procedure, stage) ? [{ stage: stage.key, code: 'waitsForItself' as const }] : []),
      ...(isOngoing && !stage.ongoingAt ? [{ stage: stage.key, code: 'ongoingAtMissing' as const }] : []),
      ...(!isOngoing && (stage.ongoingAt || stage.insteadOf) ? [{ stage: stage.key, code: 'ongoingAtNotAllowed' as const }] : []),
      ...stage.due.flatMap((rule, at) => checkRule(stage, rule, at)),
    ];
  });
}

function checkRule(stage: Stage, rule: DueRule, index: number): ProcedureProblem[] {
  const delays = [rule.add, rule.cap?.add].filter((add) => add !== undefined);
  const usesRequest = [rule.from, rule.cap?.from].includes('request');
  const problems: ProcedureProblem[] = [];
  if (delays.some((add) => (readDuration(add)?.amount ?? 0) <= 0))
    problems.push({ stage: stage.key, code: 'delayNotPositive', rule: index });
  if (stage.due.slice(0, index).some(({ when }) => !when)) problems.push({ stage: stage.key, code: 'ruleNeverCounts', rule: index });
  if (usesRequest && stage.kind !== 'onRequest') problems.push({ stage: stage.key, code: 'requestNotPossible', rule: index });
  return problems;
}

function stagesNamedBy(stage: Stage): string[] {
  const anchors = stage.due.flatMap(({ from, cap, when }) => [from, cap?.from, ...(when ? anchorsIn(when) : [])]);
  const counted = [...anchors, stage.ongoingAt?.from].flatMap((anchor) => /^submission:([a-z0-9-]+)/.exec(anchor ?? '')?.[1] ?? []);
  const instead = stage.insteadOf ? [stage.insteadOf] : [];
  return [...stage.requires, ...stage.covers, ...instead, ...counted];
}

/** Anchors inside a condition; a stage that it names counts as its submission. */
function anchorsIn(condition: Condition): string[] {
  if ('all' in condition) return condition.all.flatMap(anchorsIn);
  if ('any' in condition) return condition.any.flatMap(anchorsIn);
  if ('not' in condition) return anchorsIn(condition.not);
  if ('stage' in condition) return [`submission:${condition.stage}`];
  return 'notLaterThan' in condition ? [condition.notLaterThan.from] : [];
}

/** Following `requires`, without what each stage covers itself. */
function waitsForItself(procedure: ProcedureDefinition, stage: Stage): boolean {
  const seen = new Set<string>();
  const waiting = [stage.key];
  while (waiting.length > 0) {
    const current = procedure.stages.find(({ key }) => key === waiting[0]);
    waiting.shift();
    for (const next of current?.requires ?? []) {
      if (current?.covers.includes(next) || seen.has(next)) continue;
      if (next === stage.key) return true;
      seen.add(next);
      waiting.push(next);
    }
  }
  return false;
}
