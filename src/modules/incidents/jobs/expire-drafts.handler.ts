import type { JobHandler, Nothing } from '#platform/jobs/job.ts';
import { expireDrafts } from '../services/expire-drafts.ts';

/** Rows of one transaction: short, because the embedded database has one connection. */
const batch = 50;

const expire: JobHandler<Nothing> = async (ctx, _payload, run) => {
  while ((await expireDrafts(ctx, batch)) > 0) run.signal.throwIfAborted();
};

export default expire;
