import type { JobDefinition } from './job.ts';

export interface JobRegistry {
  find(name: string): JobDefinition | undefined;
  all(): readonly JobDefinition[];
}

/** @throws when two definitions share a name: rows find their code by it. */
export function createJobRegistry(definitions: readonly JobDefinition[]): JobRegistry {
  const byName = new Map<string, JobDefinition>();
  for (const definition of definitions) {
    if (byName.has(definition.name)) throw new Error(`Two jobs are called ${definition.name}`);
    byName.set(definition.name, definition);
  }
  return { find: (name) => byName.get(name), all: () => definitions };
}
