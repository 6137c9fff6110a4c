import { defineRoute, page, publicAccess, type Route } from '../http/route.ts';
import { legalPageNames } from '../theme/legal-page.ts';
import { legalPage } from './legal-page.view.tsx';
import { legalPaths } from './paths.ts';

/** Terms, privacy, cookies, accessibility and help (interface.md 6.13). */
export const legalRoutes: readonly Route[] = legalPageNames.map((name) =>
  defineRoute({
    method: 'GET',
    path: legalPaths[name],
    access: publicAccess('what the deployer tells everybody, before anybody signs in'),
    handle: (_ctx, { query }) => page(legalPage({ name, textLanguage: query.text })),
  }),
);
