import { defineRoute, page, publicAccess, type Route } from '../http/route.ts';
import type { HelpTopic } from '../module.ts';
import { helpPage } from './help.view.tsx';
import { sitePaths } from './paths.ts';

/** All help texts on one page, each with its anchor, and the keys (interface.md B40, B42). */
export const helpRoute = (topics: readonly HelpTopic[]): Route =>
  defineRoute({
    method: 'GET',
    path: sitePaths.help,
    access: publicAccess('help is there before anybody has signed in'),
    listed: { label: ({ t }) => t('site.help.title') },
    handle: (_ctx, { query }) => page(helpPage({ topics, search: query.q ?? '' })),
  });
