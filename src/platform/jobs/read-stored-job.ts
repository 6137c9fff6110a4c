import type { z } from 'zod';
import { PermanentFailure } from './failures.ts';
import type { JobDefinition } from './job.ts';
import type { JobRegistry } from './job-registry.ts';

interface StoredJob {
  name: string;
  version: number;
  payload: unknown;
}

/** What a stored job is for this program. */
export interface ReadJob {
  definition: JobDefinition;
  payload: z.ZodSafeParseResult<unknown>;
}

/**
 * Finds the definition of a stored job, and makes the payload of an earlier version into one of this.
 * @throws PermanentFailure for an earlier version that cannot be made into this one
 * @throws Error for a job of a newer release, which runs beside this one while an installation is updated: another runner, or this one
 *   when it is updated too, will know it
 */
export function readStoredJob(registry: JobRegistry, { name, version, payload }: StoredJob): ReadJob {
  const definition = registry.find(name);
  if (!definition) throw new Error(`This program has no job called ${name}`);
  const message = `Made for version ${version} of ${name}; this program has version ${definition.version}`;
  if (version > definition.version) throw new Error(message);
  if (version === definition.version) return { definition, payload: definition.payload.safeParse(payload) };
  if (!definition.upgrade) throw new PermanentFailure(message);
  return { definition, payload: definition.payload.safeParse(definition.upgrade(payload, version)) };
}
