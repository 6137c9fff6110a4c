import { PermanentFailure } from '../jobs/failures.ts';
import { defineJob, type JobDefinition, type Nothing, nothing, type Schedule } from '../jobs/job.ts';
import type { AuditKeys } from './audit-keys.ts';
import { sealEvents } from './seal-events.ts';

/** Seals what has been committed since the last minute (decisions.md D13). */
export const createSealJob = ({ signer }: Pick<AuditKeys, 'signer'>): JobDefinition<Nothing> =>
  defineJob<Nothing>({
    name: 'audit.seal',
    version: 1,
    queue: 'maintenance',
    payload: nothing,
    // While one waits for its next attempt the schedule adds no other: a database that is away leaves no heap of failed jobs.
    attempts: 10,
    backoff: 5_000,
    timeout: 600_000,
    load: async () => ({
      async default(ctx, _payload, run) {
        if (!signer) throw new PermanentFailure('VIGIE_AUDIT_KEYS has no private key in this process, so nothing can be sealed');
        await sealEvents(ctx, signer, run.signal);
      },
    }),
  });

export const sealEveryMinute = (job: JobDefinition<Nothing>): Schedule => ({ name: 'audit.seal', cron: '* * * * *', zone: 'UTC', job });
