import { wordsIn } from '#platform/i18n/foreign-text.ts';
import type { Language } from '#platform/i18n/language.ts';
import { legalPaths } from '#platform/legal/paths.ts';
import { legalPageNames } from '#platform/theme/legal-page.ts';
import { useUi } from './page-context.ts';
import { ThemePart } from './theme-part.tsx';

/** A legal page may be missing in the reader's language: then its title stands there in the one it has, marked. */
const markOf = (shown: Language, reader: Language) => (shown === reader ? {} : { lang: shown });

function LegalLinks() {
  const { theme, language, frame } = useUi();
  return (
    <>
      {legalPageNames.map((name) => {
        const href = legalPaths[name].link();
        const shown = theme.pages[name].languageOf(language);
        return (
          <li key={name}>
            <a href={href} aria-current={frame.path.split('?')[0] === href ? 'page' : undefined} {...markOf(shown, language)}>
              {theme.pages[name].title(language)}
            </a>
          </li>
        );
      })}
    </>
  );
}

function FooterLinks() {
  const { t, theme, language, frame } = useUi();
  return (
    <nav aria-label={t('ui.nav.footer')}>
      <ul>
        {theme.settings.footer.links.map(({ href, label }) => (
          <li key={href}>
            <a href={href}>{wordsIn(label, language)}</a>
          </li>
        ))}
        <LegalLinks />
        {[...(frame.siteLinks ?? []), ...(frame.footerLinks ?? [])].map(({ href, label }) => (
          <li key={href}>
            <a href={href}>{label}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Owner() {
  const { t, theme, language, frame } = useUi();
  const { owner } = theme.settings;
  const { owner: logo } = theme.logos;
  const [before, after] = t('ui.offeredBy', { owner: '\u0000' }).split('\u0000');
  return (
    <p>
      {logo && <img class="v-footer__logo" src={logo.url} alt={logo.alt ? wordsIn(logo.alt, language) : ''} />}
      {before}
      <a href={owner.url}>{wordsIn(owner.name, language)}</a>
      {after} · {frame.version}
    </p>
  );
}

/** The same on every page: the theme's own links, its legal pages, site map and contact, what a demo adds, and who offers the service. */
export function SiteFooter() {
  const { frame } = useUi();
  return (
    <footer class="v-footer">
      <ThemePart
        name="footer"
        values={{ version: frame.version }}
        slots={{ links: () => <FooterLinks /> }}
        otherwise={() => (
          <div class="v-container v-footer__bar">
            <FooterLinks />
            <Owner />
          </div>
        )}
      />
    </footer>
  );
}
