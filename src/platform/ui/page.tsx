import type { ComponentChildren } from 'preact';
import { wordsIn } from '#platform/i18n/foreign-text.ts';
import { Banners } from './banners.tsx';
import { clockWords } from './deadline-clock.tsx';
import { MessageArea } from './feedback.tsx';
import { SiteFooter } from './footer.tsx';
import { ErrorSummary } from './form.tsx';
import { SiteHeader } from './header.tsx';
import { HelpDialog } from './help.tsx';
import { useUi } from './page-context.ts';
import { PrintHead, type PrintMark } from './print-head.tsx';
import { SessionEnd } from './session-end.tsx';

export interface Crumb {
  label: string;
  href: string;
}

export interface PageProps {
  /** Of the browser tab and the breadcrumb: "<title> | <site name>". */
  title: string;
  children: ComponentChildren;
  /** The way from home to here, without this page itself. */
  crumbs?: readonly Crumb[] | undefined;
  /** What is wrong with the form of this page, by field: shown on top, and said in the title. */
  errors?: Readonly<Record<string, string | undefined>> | undefined;
  /** Scripts of this page besides the common one, by the name the build gives them: "incidents/report.js". */
  scripts?: readonly string[] | undefined;
  /** For a page that is printed and handed on: what its sheets carry. */
  print?: PrintMark | undefined;
  /** Seconds after which the page loads again, while it waits for a job. */
  refresh?: number | undefined;
  /** The gallery forces a scheme; otherwise the reader's own choice holds. */
  scheme?: 'light' | 'dark' | undefined;
}

const hasErrors = (errors: PageProps['errors']) => Object.values(errors ?? {}).some(Boolean);

/** What the reader chose, or undefined for the one of the device. */
function schemeOf({ scheme }: PageProps): 'light' | 'dark' | undefined {
  const chosen = scheme ?? useUi().frame.display.scheme;
  return chosen === 'system' ? undefined : chosen;
}

function Head(props: PageProps) {
  const { t, theme, assets, language } = useUi();
  const { title, errors, scripts = [], refresh } = props;
  const shown = hasErrors(errors) ? t('ui.title.error', { title }) : title;
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content={schemeOf(props) ?? 'light dark'} />
      {refresh !== undefined && <meta http-equiv="refresh" content={String(refresh)} />}
      <title>{`${shown} | ${wordsIn(theme.settings.siteName, language)}`}</title>
      {theme.logos.favicon && <link rel="icon" href={theme.logos.favicon.url} />}
      <link rel="stylesheet" href={theme.stylesheet} />
      <link rel="stylesheet" href={assets.url('main.css')} />
      {['main.js', ...scripts].map((name) => (
        <script key={name} type="module" src={assets.url(name)} />
      ))}
    </head>
  );
}

function Breadcrumb({ crumbs, title }: { crumbs: readonly Crumb[]; title: string }) {
  const { t } = useUi();
  return (
    <nav class="v-crumbs" aria-label={t('ui.nav.breadcrumb')}>
      <ol>
        {crumbs.map(({ label, href }) => (
          <li key={href}>
            <a href={href}>{label}</a>
          </li>
        ))}
        <li aria-current="page">{title}</li>
      </ol>
    </nav>
  );
}

/** A whole document, signed in or not: `renderPage(ui, <Page title={...}>...</Page>)`. */
export function Page(props: PageProps) {
  const ui = useUi();
  const { t, language, now, theme, frame } = ui;
  const hasBackground = theme.logos.background !== undefined && !frame.user;
  const { title, children, crumbs, errors, print } = props;
  return (
    <html lang={language} data-theme={schemeOf(props)} data-now={String(now.epochMilliseconds)} data-clock-words={clockWords(ui)}>
      <Head {...props} />
      <body data-shortcuts={frame.display.hasShortcuts ? undefined : 'off'}>
        <a class="v-skip" href="#main">
          {t('ui.skip')}
        </a>
        <SiteHeader />
        <Banners />
        <main class={hasBackground ? 'v-main v-background' : 'v-main'} id="main" tabindex={-1} data-tlp={print?.tlp}>
          <div class="v-container">
            {print && <PrintHead mark={print} />}
            {crumbs && crumbs.length > 0 && <Breadcrumb crumbs={crumbs} title={title} />}
            <MessageArea />
            {errors && hasErrors(errors) && (
              <div class="v-messages v-text">
                <ErrorSummary errors={errors} />
              </div>
            )}
            {children}
          </div>
        </main>
        <SiteFooter />
        <HelpDialog />
        <SessionEnd />
      </body>
    </html>
  );
}

export interface PageHeadProps {
  title: string;
  /** Tags above the title: status, regulation. */
  tags?: ComponentChildren;
  /** One or two sentences on what the page is for. */
  lede?: string | undefined;
  /** Small facts under the title. */
  meta?: ComponentChildren;
  /** At the right: one primary button, the rest in an `<ActionMenu>`. */
  actions?: ComponentChildren;
}

/** The one h1 of a page. */
export function PageHead({ title, tags, lede, meta, actions }: PageHeadProps) {
  return (
    <div class="v-pagehead">
      <div class="v-pagehead__row">
        <div class="v-stack v-stack--1">
          {tags && <p class="v-row v-row--tight">{tags}</p>}
          <h1>{title}</h1>
          {lede && <p class="v-lede">{lede}</p>}
          {meta && <div class="v-meta">{meta}</div>}
        </div>
        {actions && <div class="v-actions">{actions}</div>}
      </div>
    </div>
  );
}

/** Label and value pairs in one line, for `PageHead`'s `meta`. */
export function Facts({ facts }: { facts: readonly { label: string; value: ComponentChildren }[] }) {
  return (
    <p class="v-facts">
      {facts.map(({ label, value }) => (
        <span key={label}>
          {label} <b>{value}</b>
        </span>
      ))}
    </p>
  );
}
