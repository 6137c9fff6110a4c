import { wordsIn } from '../i18n/foreign-text.ts';
import { type Language, languageNames, languages } from '../i18n/language.ts';
import type { SampleDocument } from '../module.ts';
import { DataTable } from '../ui/data-table.tsx';
import { Hidden } from '../ui/icon.tsx';
import { Section, Stack } from '../ui/layout.tsx';
import { Page, PageHead } from '../ui/page.tsx';
import { useUi } from '../ui/page-context.ts';
import { previewPaths } from './paths.ts';

interface ListedMail {
  name: string;
  no: number;
  /** In the reader's language. */
  subject: string;
}

interface Props {
  mails: readonly ListedMail[];
  /** Names of mails that need reference data which is not there. */
  missing: readonly string[];
  documents: readonly SampleDocument[];
}

export const previewPage = (props: Props) => <Preview {...props} />;

function Preview(props: Props) {
  const { t } = useUi();
  return (
    <Page title={t('preview.title')}>
      <Stack space="huge">
        <PageHead title={t('preview.title')} lede={t('preview.lede')} />
        <ThemeFacts />
        <Section id="components" title={t('preview.components')}>
          <p>{t('preview.components.text')}</p>
          <ul class="u-list">
            {(['light', 'dark'] as const).map((scheme) => (
              <li key={scheme}>
                <a href={previewPaths.components.link({ query: { scheme } })}>{t(`preview.components.${scheme}`)}</a>
              </li>
            ))}
          </ul>
        </Section>
        <Logos />
        <Mails {...props} />
        <Documents {...props} />
      </Stack>
    </Page>
  );
}

function ThemeFacts() {
  const { t, theme, language } = useUi();
  const { settings, parts, regions } = theme;
  const facts = [
    [t('preview.theme.name'), settings.name],
    [t('preview.theme.version'), settings.version],
    [t('preview.theme.parts'), Object.keys(parts).join(', ') || t('preview.none')],
    [
      t('preview.theme.regions'),
      regions
        .offered(language)
        .map(({ name }) => name)
        .join(', '),
    ],
  ];
  return (
    <Section id="theme" title={t('preview.theme')}>
      <dl class="v-summary">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

function Logos() {
  const { t, theme, language } = useUi();
  return (
    <Section id="logos" title={t('preview.logos')}>
      <ul class="v-row">
        {Object.entries(theme.logos).map(([name, { url, alt }]) => (
          <li key={name}>
            <figure class="v-stack v-stack--1">
              <img class="v-preview-logo" src={url} alt={alt ? wordsIn(alt, language) : ''} />
              <figcaption>
                <code lang="en">{name}</code>
              </figcaption>
            </figure>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Mails({ mails, missing }: Props) {
  const { t } = useUi();
  return (
    <Section id="mails" title={t('preview.mails')}>
      <p>{t('preview.mails.text')}</p>
      <DataTable
        caption={t('preview.mails')}
        captionHidden
        rows={mails}
        rowKey={({ name, no }) => `${name} ${no}`}
        columns={[
          { key: 'subject', label: t('preview.mail.message'), kind: 'name', cell: ({ subject }) => subject },
          { key: 'name', label: t('preview.mail.name'), kind: 'low', cell: ({ name }) => <code lang="en">{name}</code> },
          {
            key: 'languages',
            label: t('preview.mail.languages'),
            cell: ({ name, no, subject }) => (
              <LanguageLinks label={subject} href={(language) => previewPaths.mail.link({ query: { name, no, language } })} />
            ),
          },
        ]}
      />
      {missing.length > 0 && <p>{t('preview.mails.missing', { count: missing.length })}</p>}
    </Section>
  );
}

function Documents({ documents }: Props) {
  const { t } = useUi();
  return (
    <Section id="documents" title={t('preview.documents')}>
      <p>{t('preview.documents.text')}</p>
      <dl class="v-summary">
        {documents.map(({ name, labelKey }) => (
          <div key={name}>
            <dt>{t(labelKey)}</dt>
            <dd>
              <LanguageLinks label={t(labelKey)} href={(language) => previewPaths.document.link({ query: { name, language } })} />
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

function LanguageLinks({ label, href }: { label: string; href: (language: Language) => string }) {
  return (
    <ul class="v-row v-row--tight">
      {languages.map((language) => (
        <li key={language}>
          <a href={href(language)} hreflang={language}>
            <span lang={language}>{languageNames[language]}</span>
            <Hidden>: {label}</Hidden>
          </a>
        </li>
      ))}
    </ul>
  );
}
