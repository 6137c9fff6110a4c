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
    byName.set(definition.name, { ...definition, load: loadedOnce(definition.load) });
  }
  return { find: (name) => byName.get(name), all: () => definitions };
}

/** Asking the module loader for every run costs more than many a job. */
function loadedOnce<Code>(load: () => Promise<Code>): () => Promise<Code> {
  let code: Promise<Code> | undefined;
  return () => {
    code ??= load().catch((error: unknown) => {
      code = undefined;
      throw error;
    });
    return code;
  };
}
