import type { Translate } from '../i18n/catalogue.ts';
import type { HelpTopic } from '../module.ts';
import { Empty } from '../ui/feedback.tsx';
import { ShortcutList, ShortcutSwitch } from '../ui/help.tsx';
import { Section, Split, Stack } from '../ui/layout.tsx';
import { Page, PageHead } from '../ui/page.tsx';
import { useUi } from '../ui/page-context.ts';
import { SearchForm } from '../ui/search-form.tsx';
import { sitePaths } from './paths.ts';

interface HelpProps {
  topics: readonly HelpTopic[];
  search: string;
}

export const helpPage = (props: HelpProps) => <HelpPage {...props} />;

/** Letters as people type them in a hurry: no case, no accents. */
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** The topics that have every word somewhere. */
function matching(topics: readonly HelpTopic[], search: string, t: Translate): readonly HelpTopic[] {
  const words = plain(search).split(/\s+/).filter(Boolean);
  return topics.filter(({ titleKey, textKey }) => {
    const text = plain(`${t(titleKey)} ${t(textKey)}`);
    return words.every((word) => text.includes(word));
  });
}

function HelpPage({ topics, search }: HelpProps) {
  const { t } = useUi();
  const found = matching(topics, search, t);
  return (
    <Page title={t('site.help.title')}>
      <PageHead title={t('site.help.title')} lede={t('site.help.lede')} />
      <Split asideLabel={t('site.help.keys')} aside={<Keys />}>
        <SearchForm action={sitePaths.help.link()} label={t('site.help.search')} value={search} />
        {search && <p role="status">{t('site.help.found', { count: found.length })}</p>}
        {found.length === 0 ? (
          <Empty title={t('site.help.none')} icon="search">
            {t('site.help.none.text')}
          </Empty>
        ) : (
          <Stack space="huge">
            {found.map(({ id, titleKey, textKey }) => (
              <Section key={id} id={id} title={t(titleKey)}>
                <Stack space="small">
                  {t(textKey)
                    .split('\n')
                    .map((line) => (
                      <p key={line} class="v-text">
                        {line}
                      </p>
                    ))}
                </Stack>
              </Section>
            ))}
          </Stack>
        )}
      </Split>
    </Page>
  );
}

function Keys() {
  const { t } = useUi();
  return (
    <section class="v-panel v-panel--flat v-stack v-stack--1" aria-labelledby="keys">
      <h2 class="fs-6" id="keys">
        {t('site.help.keys')}
      </h2>
      <ShortcutList />
      <ShortcutSwitch />
    </section>
  );
}
