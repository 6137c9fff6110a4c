import type { MessageKey } from '../i18n/catalogue.ts';
import type { Place } from '../module.ts';
import { Grid, Section } from '../ui/layout.tsx';
import { Page, PageHead } from '../ui/page.tsx';
import { useUi } from '../ui/page-context.ts';

export interface SiteMapGroup {
  titleKey: MessageKey;
  places: readonly Place[];
}

export const siteMapPage = (props: { groups: readonly SiteMapGroup[] }) => <SiteMapPage {...props} />;

function SiteMapPage({ groups }: { groups: readonly SiteMapGroup[] }) {
  const ui = useUi();
  const { t } = ui;
  return (
    <Page title={t('site.map.title')}>
      <PageHead title={t('site.map.title')} lede={t('site.map.lede')} />
      <Grid open>
        {groups.map(({ titleKey, places }, at) => (
          <Section key={titleKey} id={`group-${at}`} title={t(titleKey)}>
            <ul class="u-list">
              {places.map(({ href, label }) => (
                <li key={href}>
                  <a href={href}>{label(ui)}</a>
                </li>
              ))}
            </ul>
          </Section>
        ))}
      </Grid>
    </Page>
  );
}
