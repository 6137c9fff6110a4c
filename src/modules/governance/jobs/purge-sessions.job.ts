import { lt } from 'drizzle-orm';
import { attempt } from '#platform/db/schema.ts';
import { defineNightly, type JobHandler, type Nothing } from '#platform/jobs/job.ts';
import { notifierSession, session } from '../schema.ts';
import { accountLink, emailChange, entryRequest, factorReset, knownDevice, signInLock } from '../schema-credentials.ts';

/** A browser that did not come back for so long is not known any more. */
const knownDeviceDays = 365;
/** For so long a reset by a regulator stays on the log of the operator's administrators. */
const factorResetDays = 365;

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
    await tx.delete(entryRequest).where(lt(entryRequest.createdAt, before));
    await tx.delete(emailChange).where(lt(emailChange.expiresAt, before));
    await tx.delete(attempt).where(lt(attempt.at, before));
    await tx.delete(signInLock).where(lt(signInLock.lockedUntil, before));
    await tx.delete(knownDevice).where(lt(knownDevice.lastSeenAt, now.subtract({ hours: 24 * knownDeviceDays })));
    await tx.delete(factorReset).where(lt(factorReset.resetAt, now.subtract({ hours: 24 * factorResetDays })));
    await tx.delete(notifierSession).where(lt(notifierSession.expiresAt, before));
  });
};

/** What proves or limits somebody for a while would otherwise stay for ever. */
export const purgeSessionsNightly = defineNightly({
  name: 'governance.purge-sessions',
  cron: '50 3 * * *',
  load: async () => ({ default: purge }),
});
