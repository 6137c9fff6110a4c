import type { Actor } from '../context/actor.ts';
import { defineRoute, type Listing, page, publicAccess, type Route } from '../http/route.ts';
import type { ModuleManifest, Place } from '../module.ts';
import { sitePaths } from './paths.ts';
import { type SiteMapGroup, siteMapPage } from './site-map.view.tsx';

type Member = Pick<ModuleManifest, 'name' | 'titleKey' | 'routes' | 'places'>;

/**
 * Made of the routes themselves and of the rule by which they let somebody in, so that it names no page that would turn its reader
 * away (governance.md check 75).
 * @param own routes that belong to no module.
 */
export const siteMapRoute = (modules: readonly Member[], own: readonly Route[]): Route =>
  defineRoute({
    method: 'GET',
    path: sitePaths.siteMap,
    access: publicAccess('everybody may know which pages are theirs'),
    async handle(ctx) {
      const general = [...own, ...modules.flatMap(({ routes }) => routes).filter((route) => !isSpecial(route))];
      const ofModules = await Promise.all(
        modules.map(async ({ titleKey, routes, places }) => ({
          titleKey,
          places: [...placesFor(ctx.actor, routes.filter(isSpecial)), ...((await places?.(ctx)) ?? [])],
        })),
      );
      const groups: SiteMapGroup[] = [{ titleKey: 'site.map.service', places: placesFor(ctx.actor, general) }, ...ofModules];
      return page(siteMapPage({ groups: groups.filter(({ places }) => places.length > 0) }));
    },
  });

const isSpecial = ({ listed }: Route) => !listed?.isGeneral;
const isOffered = (actor: Actor, { forStrangers }: Listing) => !(forStrangers && actor.kind === 'account');

const placesFor = (actor: Actor, routes: readonly Route[]): Place[] =>
  routes.flatMap(({ method, path, access, listed }) =>
    listed && method === 'GET' && access.admits(actor) && isOffered(actor, listed) ? [{ href: path.template, label: listed.label }] : [],
  );
