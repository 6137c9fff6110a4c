import type { JobHandler, Nothing } from '#platform/jobs/job.ts';
import { refreshPassedPairs } from '../services/refresh-passed-pairs.ts';
import { sendDueReminders } from '../services/send-due-reminders.ts';

/** Rows of one transaction: short, because the embedded database has one connection. */
const batch = 50;
const batchesOfOneRun = 40;

const sendReminders: JobHandler<Nothing> = async (ctx, _payload, run) => {
  for (let count = 0; count < batchesOfOneRun && !run.signal.aborted; count += 1) {
    const handled = (await refreshPassedPairs(ctx, batch)) + (await sendDueReminders(ctx, batch));
    if (handled === 0) break;
  }
  await run.finish(async () => undefined);
};

export default sendReminders;
