import type { Ctx } from '#platform/context/ctx.ts';
import type { Place } from '#platform/module.ts';
import { incidentPaths } from '../../paths.ts';
import { offeredProcedures } from '../../queries/offered-procedures.query.ts';

/** The public page of every regulation under which something can be notified now, by its short name. */
export async function startPages(ctx: Ctx): Promise<Place[]> {
  const offers = await offeredProcedures(ctx.db, ctx.clock.now());
  const regulations = new Map(offers.map(({ regulation }) => [regulation.key, regulation]));
  return [...regulations.values()]
    .sort((one, other) => one.short.localeCompare(other.short))
    .map(({ key, short }) => ({
      label: ({ t }) => t('incidents.places.start', { regulation: short }),
      href: incidentPaths.startPage.link({ params: { regulation: key } }),
    }));
}
