import { definePath } from '../http/path.ts';
import { anyAccount, defineRoute, page, type Route } from '../http/route.ts';
import type { ModuleManifest, Work, WorkItem } from '../module.ts';
import { homePage } from './home.view.tsx';

export const homePath = definePath('/');

const nothing: Work = { items: [] };

const dueOf = (item: WorkItem) => item.due?.at.epochMilliseconds ?? Number.POSITIVE_INFINITY;

/** What waits for the reader in all modules, soonest due first; what has no deadline comes last (interface.md B1). */
export const homeRoute = (modules: readonly ModuleManifest[]): Route =>
  defineRoute({
    method: 'GET',
    path: homePath,
    access: anyAccount,
    listed: { label: ({ t }) => t('home.nav') },
    async handle(ctx) {
      const work = await Promise.all(modules.map((module) => module.work?.(ctx) ?? nothing));
      const items = work.flatMap((of) => of.items);
      const sorted = items.map((item, index) => ({ item, index })).sort((a, b) => compare(a.item, b.item) || a.index - b.index);
      // A module that has nothing for this actor is not there for them (governance.md 1.5).
      const places = modules.flatMap((module) => module.navigation(ctx).entries.slice(0, 1));
      return page(homePage({ places, items: sorted.map(({ item }) => item), more: work.flatMap((of) => of.more ?? []), actor: ctx.actor }));
    },
  });

/** Two without a deadline stay as their module ordered them. */
const compare = (one: WorkItem, other: WorkItem): number => (dueOf(one) === dueOf(other) ? 0 : dueOf(one) - dueOf(other));
