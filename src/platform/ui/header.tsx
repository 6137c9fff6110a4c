import type { ComponentChildren } from 'preact';
import { wordsIn } from '#platform/i18n/foreign-text.ts';
import { languageNames, languages } from '#platform/i18n/language.ts';
import type { Logo } from '#platform/theme/look.ts';
import { Csrf } from './form.tsx';
import { type NavigationItem, type OrganisationChoice, type SignedInUser, schemes } from './frame.ts';
import { helpDialogId } from './help.tsx';
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
      {wordsIn(theme.settings.siteName, language)}
    </a>
  );
}

/** Says for whom one acts; the user menu is where that is changed. */
function ActingFor({ organisation }: { organisation: OrganisationChoice }) {
  const { t } = useUi();
  return (
    <p class="v-header__org">
      <Hidden>{t('ui.organisation')}</Hidden>
      {organisation.name}
    </p>
  );
}

/** Where each module begins, with the one that the page belongs to marked (interface.md check 1). */
function ModuleMenu({ modules }: { modules: readonly NavigationItem[] }) {
  const { t } = useUi();
  const here = modules.find(({ current }) => current);
  return (
    <details class="v-menu v-menu--start" data-menu>
      <summary class="v-header__link">
        <Icon name="grid" />
        {here && <Hidden>{t('ui.module')}</Hidden>}
        {here ? here.label : t('ui.modules')}
        <Icon name="chevron-down" />
      </summary>
      <div class="v-menu__panel">
        {modules.map((item) => (
          <a key={item.href} href={item.href} aria-current={currentOf(item)}>
            {item.label}
          </a>
        ))}
      </div>
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

/** One of several, chosen by pressing it: the organisation, the colours. */
function MenuChoice({ id, label, action, children }: { id: string; label: string; action: string; children: ComponentChildren }) {
  const { frame } = useUi();
  return (
    <form class="v-menu__group" method="post" action={action}>
      <Csrf />
      <input type="hidden" name="path" value={frame.path} />
      <fieldset aria-labelledby={id}>
        <p class="v-menu__label" id={id}>
          {label}
        </p>
        {children}
      </fieldset>
    </form>
  );
}

function Choice({ name, value, isChosen, children }: { name: string; value: string; isChosen: boolean; children: ComponentChildren }) {
  return (
    <button type="submit" name={name} value={value} aria-current={isChosen ? 'true' : undefined}>
      {isChosen ? <Icon name="check-lg" /> : <span class="v-menu__gap" />}
      {children}
    </button>
  );
}

function OrganisationChoices({ organisation }: { organisation: OrganisationChoice }) {
  const { t } = useUi();
  if (organisation.others.length === 0) return null;
  const all = [organisation, ...organisation.others].sort((one, other) => one.name.localeCompare(other.name));
  return (
    <MenuChoice id="acting-for" label={t('ui.actingFor')} action={organisation.action}>
      {all.map(({ id, name }) => (
        <Choice key={id} name="organisation" value={id} isChosen={id === organisation.id}>
          {name}
        </Choice>
      ))}
    </MenuChoice>
  );
}

function SchemeChoices() {
  const { t, frame } = useUi();
  return (
    <MenuChoice id="colours" label={t('ui.scheme')} action={frame.display.action}>
      {schemes.map((scheme) => (
        <Choice key={scheme} name="scheme" value={scheme} isChosen={scheme === frame.display.scheme}>
          {t(`ui.scheme.${scheme}`)}
        </Choice>
      ))}
    </MenuChoice>
  );
}

/** For a reader without an account. */
function DisplayMenu() {
  const { t } = useUi();
  return (
    <details class="v-menu" data-menu>
      <summary class="v-header__link">
        <Icon name="circle-half" />
        {t('ui.scheme')}
      </summary>
      <div class="v-menu__panel">
        <SchemeChoices />
      </div>
    </details>
  );
}

function UserMenu({ user }: { user: SignedInUser }) {
  const { t, frame } = useUi();
  return (
    <details class="v-menu" data-menu>
      <summary class="v-header__link">
        <Icon name="person-circle" />
        <Hidden>{t('ui.user')}</Hidden>
        {user.name}
      </summary>
      <div class="v-menu__panel">
        {frame.organisation && <OrganisationChoices organisation={frame.organisation} />}
        {user.links.length > 0 && (
          <div class="v-menu__group">
            {user.links.map((link) => (
              <a key={link.href} href={link.href} aria-current={currentOf(link)}>
                {link.label}
              </a>
            ))}
          </div>
        )}
        <SchemeChoices />
        <form class="v-menu__group" method="post" action={user.signOutAction}>
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
  const { organisation, navigation, modules = [], primary, user, anonymousLinks = [] } = frame;
  const hasPlaces = navigation.length + modules.length > 0;
  return (
    <>
      {organisation && <ActingFor organisation={organisation} />}
      <button class="v-header__toggle" type="button" popovertarget="site-menu">
        {t('ui.menu')}
      </button>
      <div class="v-sitemenu" id="site-menu" popover="auto">
        {hasPlaces && (
          <nav aria-label={t('ui.nav.main')}>
            <ul class="v-header__list">
              {modules.length > 0 && (
                <li>
                  <ModuleMenu modules={modules} />
                </li>
              )}
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
        <ul class={hasPlaces ? 'v-header__list' : 'v-header__list v-header__list--end'}>
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
            <a class="v-header__link" href={frame.help.href} data-dialog={helpDialogId} aria-haspopup="dialog">
              <Icon name="question-circle" />
              {t('ui.help')}
            </a>
          </li>
          <li>
            <LanguageMenu />
          </li>
          <li>{user ? <UserMenu user={user} /> : <DisplayMenu />}</li>
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
