import { inArray } from 'drizzle-orm';
import { govRegulator } from '#modules/governance/index.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { NotFoundError } from '#platform/context/errors.ts';
import type { Translated } from '#platform/i18n/language.ts';
import { type SectorName, sectorNames } from '../../queries/notify-draft.query.ts';
import { type Offer, offeredProcedures } from '../../queries/offered-procedures.query.ts';

export interface StartData {
  regulation: Offer['regulation'];
  /** Active procedures of the regulation: one per regulator and kind. */
  offers: Offer[];
  regulators: { name: Translated; phone: string | null; email: string }[];
  sectors: SectorName[];
  others: Offer['regulation'][];
}

/** Throws NotFoundError for a regulation under which nothing can be notified here. */
export async function startData(ctx: Ctx, key: string): Promise<StartData> {
  const all = await offeredProcedures(ctx.db, ctx.clock.now());
  const offers = all.filter(({ regulation }) => regulation.key === key);
  const [first] = offers;
  if (!first) throw new NotFoundError();
  const regulators = await ctx.db
    .select({ name: govRegulator.name, phone: govRegulator.phone, email: govRegulator.email })
    .from(govRegulator)
    .where(inArray(govRegulator.id, [...new Set(offers.map(({ regulatorId }) => regulatorId))]))
    .orderBy(govRegulator.slug);
  const mentioned = offers.flatMap(({ sectors, definition }) => [
    ...sectors,
    ...definition.stages.flatMap(({ due }) => due.flatMap(({ when }) => (when && 'sectors' in when ? when.sectors : []))),
  ]);
  const others = new Map(all.filter(({ regulation }) => regulation.key !== key).map(({ regulation }) => [regulation.key, regulation]));
  return {
    regulation: first.regulation,
    offers,
    regulators,
    sectors: await sectorNames(ctx.db, [...new Set(mentioned)]),
    others: [...others.values()],
  };
}
