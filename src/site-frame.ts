/** What surrounds every page: what the modules offer its reader, and what the site has everywhere. */
import { governancePaths } from '#modules/governance/index.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { homePath } from '#platform/home/home.route.ts';
import type { SiteFrame } from '#platform/http/server.ts';
import type { Translate, Translator } from '#platform/i18n/catalogue.ts';
import type { HelpTopic, ModuleManifest, NavigationEntry } from '#platform/module.ts';
import { createTopicFinder, helpTopicsOf } from '#platform/site/help-topics.ts';
import { sitePaths } from '#platform/site/paths.ts';
import type { NavigationItem, PageHelp, Shortcut } from '#platform/ui/frame.ts';
import type { DemoPages } from './demo/demo-pages.ts';

interface SiteFrameDeps {
  modules: readonly Pick<ModuleManifest, 'navigation' | 'help'>[];
  translator: Translator;
  version: string;
  demo?: Pick<DemoPages, 'footerLinks'> | undefined;
}

/** Answers, for every page, its frame. Its place is marked wherever it is offered. */
export function createSiteFrame(deps: SiteFrameDeps): (ctx: Ctx, url: string) => SiteFrame {
  const findTopic = createTopicFinder(helpTopicsOf(deps.modules));
  return (ctx, url) => siteFrameOf(deps, findTopic, ctx, url);
}

type FindTopic = ReturnType<typeof createTopicFinder>;

function siteFrameOf({ modules, translator, version, demo }: SiteFrameDeps, findTopic: FindTopic, ctx: Ctx, url: string): SiteFrame {
  const t = translator.in(ctx.language);
  const here = url.split('?')[0] ?? '/';
  const home = homePath.link();
  const toItem = ({ labelKey, href, section }: NavigationEntry): NavigationItem => ({
    href,
    label: t(labelKey),
    ...(here === href ? { current: 'page' } : here.startsWith(section) ? { current: 'section' } : {}),
  });
  const offers = modules.map((module) => module.navigation(ctx));
  const isAccount = ctx.actor.kind === 'account';
  // On Home the modules are cards of the page itself (interface.md check 1).
  const offered = isAccount && here === home ? [] : offers.map(({ entries }) => entries.map(toItem)).filter((items) => items.length > 0);
  const places = offered.length > 1 ? offered.find((items) => items.length > 1 && items.some(({ current }) => current)) : offered[0];
  const primary = offers.flatMap((offer) => offer.primary ?? [])[0];
  return {
    homeHref: home,
    navigation: [
      ...(isAccount ? [{ href: home, label: t('home.nav'), ...(here === home && { current: 'page' as const }) }] : []),
      ...(places ?? []),
    ],
    ...(offered.length > 1 && { modules: offered.map((items) => markedStart(items)) }),
    ...(primary && { primary: toItem(primary) }),
    help: {
      ...helpOn(findTopic(here), t),
      shortcuts: [
        ...(isAccount ? [{ keys: 'g h', href: home, label: t('home.nav') }] : []),
        ...offers.flatMap(({ entries, primary: act }) => [...entries, ...(act ? [act] : [])]).flatMap((entry) => shortcutOf(entry, t)),
      ],
    },
    accountLinks: offers.flatMap(({ account = [] }) => account.map(toItem)),
    siteLinks: [
      { href: sitePaths.siteMap.link(), label: t('site.map.title') },
      { href: governancePaths.contact.link(), label: t('governance.contact.title') },
    ],
    ...(demo && { footerLinks: demo.footerLinks(t) }),
    version: `Vigie ${version}`,
  };
}

function helpOn(topic: HelpTopic | undefined, t: Translate): Omit<PageHelp, 'shortcuts'> {
  if (!topic) return { href: sitePaths.help.link() };
  const { id, titleKey, textKey } = topic;
  return { href: sitePaths.help.link({ hash: id }), topic: { title: t(titleKey), paragraphs: t(textKey).split('\n') } };
}

const shortcutOf = ({ keys, href, labelKey }: NavigationEntry, t: Translate): Shortcut[] =>
  keys === undefined ? [] : [{ keys, href, label: t(labelKey) }];

/** Where a module begins, marked on every page of the module. */
function markedStart(items: readonly NavigationItem[]): NavigationItem {
  const [{ href, label, current }] = items as [NavigationItem, ...NavigationItem[]];
  const isHere = items.some((item) => item.current);
  return { href, label, ...(current ? { current } : isHere ? { current: 'section' as const } : {}) };
}
