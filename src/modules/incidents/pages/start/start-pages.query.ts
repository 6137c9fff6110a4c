import type { Ctx } from '#platform/context/ctx.ts';
import { wordsIn } from '#platform/i18n/foreign-text.ts';
import { defaultLanguage, translate } from '#platform/i18n/language.ts';
import type { Place } from '#platform/module.ts';
import { incidentPaths } from '../../paths.ts';
import { offeredProcedures } from '../../queries/offered-procedures.query.ts';

/** The public page of every regulation under which something can be notified now, by its short name in English. */
export async function startPages(ctx: Ctx): Promise<Place[]> {
  const offers = await offeredProcedures(ctx.db, ctx.clock.now());
  const regulations = new Map(offers.map(({ regulation }) => [regulation.key, regulation]));
  return [...regulations.values()]
    .sort((one, other) => translate(one.short, defaultLanguage).localeCompare(translate(other.short, defaultLanguage)))
    .map(({ key, short }) => ({
      label: ({ t, language }) => t('incidents.places.start', { regulation: wordsIn(short, language) }),
      href: incidentPaths.startPage.link({ params: { regulation: key } }),
    }));
}
