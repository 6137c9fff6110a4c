import { sql } from 'drizzle-orm';
import type { Ctx } from '#platform/context/ctx.ts';
import { rowsOf } from '#platform/db/database.ts';
import { refreshDeadlines } from './refresh-deadlines.ts';

/**
 * Of a progress and a final report that share an instant, it is clear after that instant which one is due (NIS2 Art. 23(4)(d) and (e)).
 * Refreshes incidents where it has passed and both still carry it; answers how many.
 */
export async function refreshPassedPairs(ctx: Ctx, limit: number): Promise<number> {
  const now = ctx.clock.now().toString();
  const passed = await rowsOf<{ id: string }>(
    ctx.db,
    sql`select distinct i.id from incident i
      join report ongoing on ongoing.incident_id = i.id and ongoing.kind = 'whileOngoing' and ongoing.due_at <= ${now}::timestamptz
      join report final on final.incident_id = i.id and final.kind = 'required' and final.due_at = ongoing.due_at
      where i.status = 'ongoing' and i.next_due_at <= ${now}::timestamptz and final.due_explained ->> 'combinedWith' is not null
        and final.sent_id is null
      limit ${limit}`,
  );
  for (const { id } of passed) {
    await ctx.db.transaction(async (tx) => {
      await tx.execute(sql`select 1 from incident where id = ${id} for update`);
      await refreshDeadlines(tx, ctx, id, 'fact');
    });
  }
  return passed.length;
}
