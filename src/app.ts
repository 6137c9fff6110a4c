import type { FastifyInstance } from 'fastify';
import { createSessionPort, governancePaths } from '#modules/governance/index.ts';
import { incidentPaths } from '#modules/incidents/index.ts';
import { baseUrlOf, type Config } from '#platform/config/config.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Database } from '#platform/db/database.ts';
import { homeCatalogue } from '#platform/home/catalogue.ts';
import { homePath, homeRoute } from '#platform/home/home.route.ts';
import type { Drain } from '#platform/http/drain.ts';
import type { RequestCeilings } from '#platform/http/request-ceilings.ts';
import type { Route } from '#platform/http/route.ts';
import { buildServer, type ServerDeps } from '#platform/http/server.ts';
import { type Catalogue, createTranslator, findOverrideFaults, type Translator } from '#platform/i18n/catalogue.ts';
import { httpCatalogue } from '#platform/i18n/locales/http.ts';
import { mailCatalogue } from '#platform/i18n/locales/mail.ts';
import { uiCatalogue } from '#platform/i18n/locales/ui.ts';
import { legalCatalogue } from '#platform/legal/catalogue.ts';
import { legalRoutes } from '#platform/legal/legal-pages.route.ts';
import { mailboxRoutes } from '#platform/mail/mailbox.route.ts';
import type { ModuleManifest } from '#platform/module.ts';
import type { Logger } from '#platform/observability/logger.ts';
import type { Theme } from '#platform/theme/load-theme.ts';
import { previewCatalogue } from '#platform/theme-preview/catalogue.ts';
import { previewRoutes } from '#platform/theme-preview/preview.route.ts';
import type { Clock } from '#platform/time/clock.ts';
import type { Assets } from '#platform/ui/assets.ts';
import { demoCatalogue } from './demo/catalogue.ts';
import type { DemoPages } from './demo/demo-pages.ts';

export interface AppDeps {
  config: Config;
  db: Database;
  clock: Clock;
  wallClock: Clock;
  log: Logger;
  modules: readonly ModuleManifest[];
  assets: Assets;
  theme: Theme;
  translator: Translator;
  /** Publishes the jobs that a change left. */
  afterChange?: () => void;
  drain?: Drain;
  metrics?: ServerDeps['metrics'];
  ceilings?: RequestCeilings | undefined;
  migrations?: readonly string[];
  /** Only in demo, development and tests. */
  demo?: DemoPages | undefined;
  /** Of the program, for the footer. */
  version: string;
}

const cataloguesOf = (modules: readonly ModuleManifest[]): Catalogue[] => [
  ...[uiCatalogue, httpCatalogue, homeCatalogue, legalCatalogue, previewCatalogue, mailCatalogue, demoCatalogue],
  ...modules.map(({ catalogue }) => catalogue),
];

/** Every text of the installation, with the theme's own wording on top. */
export const createTexts = (modules: readonly ModuleManifest[], { settings }: Theme): Translator =>
  createTranslator(cataloguesOf(modules), settings.texts as Parameters<typeof createTranslator>[1]);

/** What a theme says about texts, mails and modules that this program does not have, a sentence each. */
export function findStrangersInTheme({ settings, mailTexts }: Theme, modules: readonly ModuleManifest[]): string[] {
  const mails = new Set(modules.flatMap(({ mails: own = [] }) => own.map(({ name }) => name)));
  const names = new Set<string>(modules.map(({ name }) => name));
  return [
    ...findOverrideFaults(cataloguesOf(modules), settings.texts as Parameters<typeof findOverrideFaults>[1]),
    ...[...mailTexts.keys()].filter((name) => !mails.has(name)).map((name) => `mails: there is no mail called "${name}"`),
    ...settings.options.moduleOrder.filter((name) => !names.has(name)).map((name) => `options.moduleOrder: there is no module "${name}"`),
  ];
}

type RouteDeps = Pick<AppDeps, 'modules' | 'config' | 'theme' | 'translator' | 'demo'>;

/** Every address of the installation; the matrix of permissions is proven over this list. */
export const routesOf = ({ modules, config, theme, translator, demo }: RouteDeps): readonly Route[] => [
  homeRoute(modules),
  ...legalRoutes,
  ...mailboxRoutes(config),
  ...(demo?.routes ?? []),
  ...previewRoutes({ theme, translator, baseUrl: baseUrlOf(config), zone: config.defaultZone }),
  ...modules.flatMap(({ routes }) => routes),
];

/** The HTTP application. Tests call exactly this. */
export function buildApp(deps: AppDeps): Promise<FastifyInstance> {
  const { config, db, theme } = deps;
  return buildServer({
    ...deps,
    routes: routesOf(deps),
    sessions: createSessionPort(db, {
      idleMinutes: config.sessionIdleMinutes,
      terms: { version: theme.pages.terms.version, days: config.termsDays },
    }),
    frame: (ctx, url) => frameOf(deps, ctx, url),
    gates: gatesOf(),
    guard: deps.demo?.guard,
  });
}

function gatesOf(): ServerDeps['gates'] {
  return {
    signIn: (next) => governancePaths.signIn.link({ query: { next } }),
    code: (next) => governancePaths.signInCode.link({ query: { next } }),
    enrolFactor: (next) => governancePaths.enrolFactor.link({ query: { next } }),
    acceptTerms: (next) => governancePaths.acceptTerms.link({ query: { next } }),
    stepUp: (next) => governancePaths.stepUp.link({ query: { next } }),
    chooseOperator: (next) => governancePaths.chooseOperator.link({ query: { next } }),
    withoutAccount: incidentPaths.withoutAccount.link(),
    switchOperator: governancePaths.chooseOperator.link(),
    switchLanguage: governancePaths.language.link(),
    signOut: governancePaths.signOut.link(),
    keepSession: governancePaths.keepSession.link(),
    notifierEndedMessage: 'outside.ended',
    endedMessage: 'governance.sessionEnded',
    noOrganisationMessage: 'governance.noOrganisation',
  };
}

/** As the theme names them; the others follow as they are. */
function inOrder(modules: readonly ModuleManifest[], order: readonly string[]): readonly ModuleManifest[] {
  const placeOf = ({ name }: ModuleManifest) => (order.includes(name) ? order.indexOf(name) : order.length);
  return modules.toSorted((one, other) => placeOf(one) - placeOf(other));
}

/** Home first, then what each module offers this actor. */
function frameOf({ modules, theme, translator, version, demo }: AppDeps, ctx: Ctx, url: string): ReturnType<ServerDeps['frame']> {
  const t = translator.in(ctx.language);
  const here = url.split('?')[0] ?? '/';
  const offers = inOrder(modules, theme.settings.options.moduleOrder).map((module) => module.navigation(ctx));
  const current = (href: string, section: string) =>
    here === href ? { current: 'page' as const } : here.startsWith(section) ? { current: 'section' as const } : {};
  const entries = offers.flatMap((offer) =>
    offer.entries.map(({ labelKey, href, section }) => ({ href, label: t(labelKey), ...current(href, section) })),
  );
  const primary = offers.flatMap((offer) => offer.primary ?? [])[0];
  const home = homePath.link();
  return {
    homeHref: home,
    navigation:
      ctx.actor.kind === 'account'
        ? [{ href: home, label: t('home.nav'), ...(here === home && { current: 'page' as const }) }, ...entries]
        : entries,
    ...(primary && { primary: { href: primary.href, label: t(primary.labelKey), ...current(primary.href, primary.section) } }),
    accountLinks: offers.flatMap(({ account = [] }) =>
      account.map(({ labelKey, href, section }) => ({ href, label: t(labelKey), ...current(href, section) })),
    ),
    ...(demo && { footerLinks: demo.footerLinks(t) }),
    version: `Vigie ${version}`,
  };
}
