import type { JobHandler } from '#platform/jobs/job.ts';
import { expireFilings } from '../services/expire-filings.ts';

/** Rows of one transaction: short, because the embedded database has one connection. */
const batch = 50;

const expire: JobHandler<Record<string, never>> = async (ctx, _payload, run) => {
  while ((await expireFilings(ctx, batch)) > 0) run.signal.throwIfAborted();
};

export default expire;
