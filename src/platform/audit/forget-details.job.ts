import { sql } from 'drizzle-orm';
import { rowsOf } from '../db/database.ts';
import { defineNightly, type Schedule } from '../jobs/job.ts';
import { writeAudit } from './write-audit.ts';

/**
 * Names and values of the trail go after their time; the events, their chain and the digests stay (decisions.md D13). The database
 * refuses what is not sealed and what is younger than 30 days, whoever asks.
 *
 * @param days that details are kept
 */
export const forgetDetailsNightly = (days: number): Schedule =>
  defineNightly({
    name: 'audit.forget-details',
    cron: '20 3 * * *',
    load: async () => ({
      async default(ctx, _payload, run) {
        const before = ctx.wallClock
          .now()
          .subtract({ hours: 24 * days })
          .toString();
        await run.finish(async (tx) => {
          const [gone] = await rowsOf<{ count: string }>(tx, sql`select forget_audit_details(${before}::timestamptz)::text as count`);
          const count = Number(gone?.count ?? 0);
          if (count === 0) return;
          await writeAudit(tx, ctx, { action: 'audit.forgetDetails', subjectKind: 'audit', detail: { before, count } });
          ctx.log.info({ event: 'audit.detailsForgotten', before, count }, 'details of the trail of changes were forgotten');
        });
      },
    }),
  });
