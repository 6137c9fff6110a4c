import { Actions, Button, LinkButton } from '#platform/ui/button.tsx';
import { Empty } from '#platform/ui/feedback.tsx';
import { Form } from '#platform/ui/form.tsx';
import { Stack } from '#platform/ui/layout.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { incidentPaths } from '../../../paths.ts';
import { FilingFacts, type FilingFactsProps } from '../filing-facts.tsx';

interface ClaimProps {
  /** undefined: this browser holds no session of a notifier, or nothing of it can be added. */
  filing: FilingFactsProps | undefined;
}

export const claimPage = (props: ClaimProps) => <ClaimPage {...props} />;

function ClaimPage({ filing }: ClaimProps) {
  const { t } = useUi();
  const title = t('outside.claim.title');
  const files = incidentPaths.files.link();
  return (
    <Page title={title} crumbs={[{ label: t('incidents.nav.files'), href: files }]}>
      <Stack space="large">
        <PageHead title={title} lede={filing && t('outside.claim.lede')} />
        {filing ? (
          <>
            <FilingFacts filing={filing} />
            <Form action={incidentPaths.claimFiling.link()}>
              <Actions>
                <Button>{t('outside.claim.take')}</Button>
              </Actions>
            </Form>
            <p class="v-text u-small">{t('outside.claim.mails')}</p>
          </>
        ) : (
          <Empty title={t('outside.claim.none')} actions={<LinkButton href={files}>{t('incidents.nav.files')}</LinkButton>}>
            {t('outside.claim.none.text')}
          </Empty>
        )}
      </Stack>
    </Page>
  );
}
