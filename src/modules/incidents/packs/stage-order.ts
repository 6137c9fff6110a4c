import type { Stage } from '../domain/definition.ts';

/** All stages that must come before, directly or not. */
export function stagesBehind(stage: Stage, stages: ReadonlyMap<string, Stage>, field: 'requires' | 'covers' = 'requires'): Set<string> {
  const found = new Set<string>();
  const waiting = [...stage[field]];
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    if (found.has(key)) continue;
    found.add(key);
    waiting.push(...(stages.get(key)?.[field] ?? []));
  }
  return found;
}
