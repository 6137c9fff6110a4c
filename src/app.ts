import type { FastifyInstance } from 'fastify';
import { createSessionPort, governancePaths } from '#modules/governance/index.ts';
import { incidentPaths } from '#modules/incidents/index.ts';
import { baseUrlOf, type Config } from '#platform/config/config.ts';
import type { Database } from '#platform/db/database.ts';
import { homeCatalogue } from '#platform/home/catalogue.ts';
import { homeRoute } from '#platform/home/home.route.ts';
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
import type { ModuleManifest, ModuleWords } from '#platform/module.ts';
import type { Logger } from '#platform/observability/logger.ts';
import { siteCatalogue } from '#platform/site/catalogue.ts';
import { displayRoute } from '#platform/site/display.route.ts';
import { helpRoute } from '#platform/site/help.route.ts';
import { helpTopicsOf } from '#platform/site/help-topics.ts';
import { sitePaths } from '#platform/site/paths.ts';
import { siteMapRoute } from '#platform/site/site-map.route.ts';
import type { Theme } from '#platform/theme/load-theme.ts';
import { previewCatalogue } from '#platform/theme-preview/catalogue.ts';
import { previewRoutes } from '#platform/theme-preview/preview.route.ts';
import type { Clock } from '#platform/time/clock.ts';
import type { Assets } from '#platform/ui/assets.ts';
import { demoCatalogue } from './demo/catalogue.ts';
import type { DemoPages } from './demo/demo-pages.ts';
import { sampleWorld } from './demo/sample-world.ts';
import { createSiteFrame } from './site-frame.ts';

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

const cataloguesOf = (modules: readonly ModuleWords[]): Catalogue[] => [
  ...[uiCatalogue, httpCatalogue, homeCatalogue, siteCatalogue, legalCatalogue, previewCatalogue, mailCatalogue, demoCatalogue],
  ...modules.map(({ catalogue }) => catalogue),
];

/** Every text of the installation, with the theme's own wording on top. */
export const createTexts = (modules: readonly ModuleWords[], { settings }: Theme): Translator =>
  createTranslator(cataloguesOf(modules), settings.texts as Parameters<typeof createTranslator>[1]);

/** What a theme says about texts, mails and modules that this program does not have, a sentence each. */
export function findStrangersInTheme({ settings, mailTexts }: Theme, modules: readonly ModuleWords[]): string[] {
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
export const routesOf = (deps: RouteDeps): readonly Route[] => [...ownRoutes(deps), ...deps.modules.flatMap(({ routes }) => routes)];

/** Those of no module; the site map names them, and those of the modules. */
function ownRoutes({ modules, config, theme, translator, demo }: RouteDeps): Route[] {
  const own = [
    homeRoute(modules),
    helpRoute(helpTopicsOf(modules)),
    displayRoute,
    ...legalRoutes(config),
    ...mailboxRoutes(config),
    ...(demo?.routes ?? []),
    ...previewRoutes({
      theme,
      translator,
      baseUrl: baseUrlOf(config),
      zone: config.defaultZone,
      mails: modules.flatMap(({ mails = [] }) => mails),
      documents: modules.flatMap(({ sampleDocuments = [] }) => sampleDocuments),
      sampleWorld,
    }),
  ];
  return [...own, siteMapRoute(modules, own)];
}

/** The HTTP application. Tests call exactly this. */
export function buildApp(deps: AppDeps): Promise<FastifyInstance> {
  const { config, db, theme } = deps;
  return buildServer({
    ...deps,
    version: `Vigie ${deps.version}`,
    routes: routesOf(deps),
    sessions: createSessionPort(db, {
      idleMinutes: config.sessionIdleMinutes,
      terms: { version: theme.pages.terms.version, days: config.termsDays },
    }),
    frame: createSiteFrame({ ...deps, modules: inOrder(deps.modules, theme.settings.options.moduleOrder) }),
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
    contact: governancePaths.contact.link(),
    changeDisplay: sitePaths.display.link(),
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
