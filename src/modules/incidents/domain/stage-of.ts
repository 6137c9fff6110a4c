import type { ProcedureDefinition, Stage } from './definition.ts';

export function stageOf(procedure: ProcedureDefinition, key: string): Stage {
  const stage = procedure.stages.find((candidate) => candidate.key === key);
  if (!stage) throw new Error(`The procedure has no stage ${key}`);
  return stage;
}
