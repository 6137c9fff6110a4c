import { saidIn } from '../i18n/foreign-text.ts';
import { languageNames, languages } from '../i18n/language.ts';
import type { WrittenMail } from '../mail/write-message.ts';
import { Section, Stack } from '../ui/layout.tsx';
import { Page, PageHead } from '../ui/page.tsx';
import { useUi } from '../ui/page-context.ts';
import { Views } from '../ui/table-tools.tsx';
import { type MailQuery, previewPaths } from './paths.ts';

interface Props {
  query: MailQuery;
  mail: WrittenMail;
}

export const previewMailPage = (props: Props) => <PreviewMail {...props} />;

function PreviewMail({ query, mail: { subject, text } }: Props) {
  const { t } = useUi();
  const { language } = query;
  const title = saidIn(language, subject);
  return (
    <Page title={title} crumbs={[{ label: t('preview.title'), href: previewPaths.overview.link({ hash: 'mails' }) }]}>
      <Stack space="large">
        <PageHead title={title} meta={<code lang="en">{query.name}</code>} />
        <Views
          label={t('preview.mail.other')}
          views={languages.map((one) => ({
            href: previewPaths.mail.link({ query: { ...query, language: one } }),
            label: languageNames[one],
            ...(one === language && { current: 'page' as const }),
          }))}
        />
        <Section id="html" title={t('preview.mail.html')}>
          <p>{t('preview.mail.htmlText')}</p>
          <p>
            <a href={previewPaths.mailFile.link({ query })}>{t('preview.mail.file')}</a>
          </p>
        </Section>
        <Section id="text" title={t('preview.mail.text')}>
          <pre class="v-preview-mail" lang={language}>
            {text}
          </pre>
        </Section>
      </Stack>
    </Page>
  );
}
