import { type CookieName, cookiesInUse } from '../http/cookies.ts';
import { defineRoute, page, publicAccess, type Route } from '../http/route.ts';
import { type LegalPageName, legalPageNames } from '../theme/legal-page.ts';
import { legalPage } from './legal-page.view.tsx';
import { legalPaths } from './paths.ts';

/** Terms, privacy, cookies, accessibility and help (interface.md 6.13). */
export const legalRoutes = (config: { exposesDemo: boolean }): Route[] =>
  legalPageNames.map((name) => legalRoute(name, cookiesInUse(config)));

const legalRoute = (name: LegalPageName, cookieNames: readonly CookieName[]): Route =>
  defineRoute({
    method: 'GET',
    path: legalPaths[name],
    access: publicAccess('what the deployer tells everybody, before anybody signs in'),
    listed: { label: ({ theme, language }) => theme.pages[name].title(language) },
    handle: (_ctx, { query }) => page(legalPage({ name, textLanguage: query.text, cookieNames })),
  });
