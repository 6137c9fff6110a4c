import type { VNode } from 'preact';
import type { CookieName } from '../http/cookies.ts';
import { type Language, languageNames } from '../i18n/language.ts';
import { localeOfLanguage } from '../i18n/locale.ts';
import { CookieTable } from '../site/cookie-table.tsx';
import { sitePaths } from '../site/paths.ts';
import type { LegalPageName } from '../theme/legal-page.ts';
import { Message } from '../ui/feedback.tsx';
import { Panel, Stack } from '../ui/layout.tsx';
import { Page, PageHead } from '../ui/page.tsx';
import { useUi } from '../ui/page-context.ts';
import { AccessibilityStatement } from './accessibility-statement.view.tsx';
import { legalPaths } from './paths.ts';

interface LegalPageProps {
  name: LegalPageName;
  /** Asked for by a reader who wants another one than the page's. */
  textLanguage?: Language | undefined;
  /** Those that the page about cookies tells of. */
  cookieNames: readonly CookieName[];
}

/** "English", "anglais", "Englisch", "Engels". */
const nameOf = (language: Language, reader: Language): string =>
  new Intl.DisplayNames(localeOfLanguage(reader), { type: 'language' }).of(language) ?? languageNames[language];

/** A translation says which text binds, and a text that is not translated yet says so (interface.md check 38). */
function LanguageNotice({ name, shown }: { name: LegalPageName; shown: Language }) {
  const { t, language, theme } = useUi();
  const { legalLanguage } = theme.pages[name];
  const binding = (
    <a href={legalPaths[name].link({ query: { text: legalLanguage } })} hreflang={legalLanguage}>
      {t('legal.readBinding')}
    </a>
  );
  if (shown !== legalLanguage) {
    return (
      <Message title={t('legal.translation')}>
        <p>
          {t('legal.binding', { language: nameOf(legalLanguage, language) })} {binding}
        </p>
      </Message>
    );
  }
  if (shown === language) return null;
  return <Message title={t('legal.shownIn', { language: nameOf(shown, language) })} />;
}

function LegalText({ name, textLanguage, cookieNames }: LegalPageProps) {
  const { t, language, theme, format } = useUi();
  const text = theme.pages[name];
  const shown = text.languageOf(textLanguage ?? language);
  const foreign = shown === language ? {} : { lang: shown };
  const changes = text.changes(shown);
  return (
    <Page title={text.title(shown)}>
      <Stack space="large">
        <div {...foreign}>
          <PageHead
            title={text.title(shown)}
            meta={<span lang={language}>{t('legal.version', { version: text.version, date: format.day(text.publishedOn) })}</span>}
          />
        </div>
        <LanguageNotice name={name} shown={shown} />
        {changes && (
          <Panel title={t('legal.changes')} look="flat">
            <p {...foreign}>{changes}</p>
          </Panel>
        )}
        <div {...foreign}>{text.text(shown)}</div>
        {name === 'cookies' && <CookieTable names={cookieNames} />}
        {name === 'help' && (
          <p>
            <a href={sitePaths.help.link()}>{t('site.help.title')}</a>
          </p>
        )}
        {name === 'accessibility' && <AccessibilityStatement data={theme.pages.accessibility.data} />}
      </Stack>
    </Page>
  );
}

export const legalPage = (props: LegalPageProps): VNode => <LegalText {...props} />;
