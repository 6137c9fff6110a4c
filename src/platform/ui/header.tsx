import { languageNames, languages, translate } from '#platform/i18n/language.ts';
import type { Logo } from '#platform/theme/look.ts';
import { Csrf } from './form.tsx';
import type { NavigationItem, OrganisationChoice, SignedInUser } from './frame.ts';
import { Hidden, Icon } from './icon.tsx';
import { useUi } from './page-context.ts';
import { ThemePart } from './theme-part.tsx';

const currentOf = ({ current }: NavigationItem) => (current === 'page' ? 'page' : current === 'section' ? 'true' : undefined);

/** The name of the site stands beside it, so it says nothing itself. */
function SiteSymbol({ logo }: { logo: Logo | undefined }) {
  if (!logo) return null;
  if (!logo.hasMark) return <img src={logo.url} alt="" />;
  return (
    <svg aria-hidden="true">
      <use href={`${logo.url}#mark`} />
    </svg>
  );
}

function Brand() {
  const { theme, language, frame } = useUi();
  return (
    <a class="v-brand" href={frame.homeHref}>
      <SiteSymbol logo={theme.logos.symbol} />
      {translate(theme.settings.siteName, language)}
    </a>
  );
}

/** Says for whom one acts, and switches. */
function OrganisationSwitcher({ organisation }: { organisation: OrganisationChoice }) {
  const { t, frame } = useUi();
  if (organisation.others.length === 0) {
    return (
      <p class="v-header__org">
        <Hidden>{t('ui.organisation')}</Hidden>
        {organisation.name}
      </p>
    );
  }
  return (
    <details class="v-menu v-header__org" data-menu>
      <summary class="v-header__link">
        <Hidden>{t('ui.organisation')}</Hidden>
        {organisation.name}
        <Icon name="chevron-expand" />
      </summary>
      <form class="v-menu__panel" method="post" action={organisation.action}>
        <Csrf />
        <input type="hidden" name="path" value={frame.path} />
        <button type="submit" name="organisation" value={organisation.id} aria-current="true">
          <Icon name="check-lg" />
          {organisation.name}
        </button>
        {organisation.others.map(({ id, name }) => (
          <button type="submit" key={id} name="organisation" value={id}>
            {name}
          </button>
        ))}
      </form>
    </details>
  );
}

function LanguageMenu() {
  const { t, language, frame } = useUi();
  return (
    <details class="v-menu" data-menu>
      <summary class="v-header__link">
        <Icon name="globe2" />
        <span class="v-header__code" aria-hidden="true">
          {language.toUpperCase()}
        </span>
        <span>
          <Hidden>{t('ui.language')}</Hidden>
          {languageNames[language]}
        </span>
      </summary>
      <form class="v-menu__panel" method="post" action={frame.languageAction}>
        <Csrf />
        <input type="hidden" name="path" value={frame.path} />
        {languages.map((one) => (
          <button type="submit" key={one} name="language" value={one} lang={one} aria-current={one === language ? 'true' : undefined}>
            {languageNames[one]}
          </button>
        ))}
      </form>
    </details>
  );
}

function UserMenu({ user }: { user: SignedInUser }) {
  const { t } = useUi();
  return (
    <details class="v-menu" data-menu>
      <summary class="v-header__link">
        <Icon name="person-circle" />
        <Hidden>{t('ui.user')}</Hidden>
        {user.name}
      </summary>
      <div class="v-menu__panel">
        {user.links.map((link) => (
          <a key={link.href} href={link.href} aria-current={currentOf(link)}>
            {link.label}
          </a>
        ))}
        <form method="post" action={user.signOutAction}>
          <Csrf />
          <button type="submit">{t('ui.signOut')}</button>
        </form>
      </div>
    </details>
  );
}

/** For whom one acts, where one can go. A panel on a phone, a bar from 1100 px. */
function HeaderMenu() {
  const { t, frame } = useUi();
  const { organisation, navigation, primary, user, anonymousLinks = [] } = frame;
  return (
    <>
      {organisation && <OrganisationSwitcher organisation={organisation} />}
      <button class="v-header__toggle" type="button" popovertarget="site-menu">
        {t('ui.menu')}
      </button>
      <div class="v-sitemenu" id="site-menu" popover="auto">
        {navigation.length > 0 && (
          <nav aria-label={t('ui.nav.main')}>
            <ul class="v-header__list">
              {navigation.map((item) => (
                <li key={item.href}>
                  <a class="v-header__link" href={item.href} aria-current={currentOf(item)}>
                    {item.label}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        )}
        <ul class={navigation.length > 0 ? 'v-header__list' : 'v-header__list v-header__list--end'}>
          {primary && (
            <li>
              <a class="v-header__link" href={primary.href} aria-current={currentOf(primary)}>
                <Icon name="plus-lg" />
                {primary.label}
              </a>
            </li>
          )}
          {!user &&
            anonymousLinks.map((link) => (
              <li key={link.href}>
                <a class="v-header__link" href={link.href} aria-current={currentOf(link)}>
                  {link.label}
                </a>
              </li>
            ))}
          <li>
            <LanguageMenu />
          </li>
          {user && (
            <li>
              <UserMenu user={user} />
            </li>
          )}
        </ul>
      </div>
    </>
  );
}

/** Who we are, and the menu: in the theme's own way, if it has one. */
export function SiteHeader() {
  const { frame } = useUi();
  return (
    <header class="v-header">
      <ThemePart
        name="header"
        values={{ home: frame.homeHref, signedIn: frame.user !== undefined }}
        slots={{ menu: () => <HeaderMenu /> }}
        otherwise={() => (
          <div class="v-container v-header__bar">
            <Brand />
            <HeaderMenu />
          </div>
        )}
      />
    </header>
  );
}
