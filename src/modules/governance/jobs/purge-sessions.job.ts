import { lt } from 'drizzle-orm';
import { z } from 'zod';
import { attempt } from '#platform/db/schema.ts';
import { defineJob, type JobHandler, type Schedule } from '#platform/jobs/job.ts';
import { notifierSession, session } from '../schema.ts';
import { accountLink, emailChange, knownDevice, signInLock } from '../schema-credentials.ts';

type Nothing = Record<string, never>;

/** A browser that did not come back for so long is not known any more. */
export const knownDeviceDays = 365;

/**
 * A day after its end nobody asks any more when a session was, whether a link was used, or what was tried: every limit looks back
 * less than a day, and the longest lock lasts one.
 */
const purge: JobHandler<Nothing> = async (ctx, _payload, run) => {
  const now = ctx.wallClock.now();
  const before = now.subtract({ hours: 24 });
  await run.finish(async (tx) => {
    await tx.delete(session).where(lt(session.expiresAt, before));
    await tx.delete(accountLink).where(lt(accountLink.expiresAt, before));
    await tx.delete(emailChange).where(lt(emailChange.expiresAt, before));
    await tx.delete(attempt).where(lt(attempt.at, before));
    await tx.delete(signInLock).where(lt(signInLock.lockedUntil, before));
    await tx.delete(knownDevice).where(lt(knownDevice.lastSeenAt, now.subtract({ hours: 24 * knownDeviceDays })));
    await tx.delete(notifierSession).where(lt(notifierSession.expiresAt, before));
  });
};

/** What proves or limits somebody for a while would otherwise stay for ever. */
export const purgeSessions = defineJob<Nothing>({
  name: 'governance.purge-sessions',
  version: 1,
  queue: 'maintenance',
  payload: z.record(z.string(), z.never()),
  attempts: 3,
  backoff: 60_000,
  timeout: 600_000,
  load: async () => ({ default: purge }),
});

export const purgeSessionsNightly: Schedule = {
  name: 'governance.purge-sessions',
  cron: '50 3 * * *',
  zone: 'UTC',
  job: purgeSessions,
};
