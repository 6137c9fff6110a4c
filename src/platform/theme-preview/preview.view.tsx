import { wordsIn } from '../i18n/foreign-text.ts';
import { languageNames } from '../i18n/language.ts';
import { Panel, Section, Stack } from '../ui/layout.tsx';
import { Page, PageHead } from '../ui/page.tsx';
import { useUi } from '../ui/page-context.ts';
import { previewPaths } from './paths.ts';
import type { SampleMail } from './sample-mail.ts';

export const previewPage = (props: { mails: readonly SampleMail[] }) => <Preview {...props} />;

function Preview({ mails }: { mails: readonly SampleMail[] }) {
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
        <Section id="mails" title={t('preview.mails')}>
          <p>{t('preview.mails.text')}</p>
          {mails.map((mail) => (
            <Mail key={`${mail.name} ${mail.language}`} mail={mail} />
          ))}
        </Section>
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

function Mail({ mail: { name, language, subject, text } }: { mail: SampleMail }) {
  const { t } = useUi();
  return (
    <Panel title={`${languageNames[language]}${name ? ` (${name})` : ''}`} level={3}>
      <div lang={language}>
        <p>
          <strong>{subject}</strong>
        </p>
        <pre class="v-preview-mail">{text}</pre>
      </div>
      <p>
        <a
          href={previewPaths.mail.link({ query: { language, ...(name && { name }) } })}
          aria-label={`${t('preview.mail.file')}: ${subject}`}
        >
          {t('preview.mail.file')}
        </a>
      </p>
    </Panel>
  );
}
