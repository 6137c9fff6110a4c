import { Actions, Button, LinkButton } from '#platform/ui/button.tsx';
import { Form } from '#platform/ui/form.tsx';
import { Stack } from '#platform/ui/layout.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { incidentPaths } from '../../../paths.ts';
import { FilingFacts, type FilingFactsProps } from '../filing-facts.tsx';

interface ConfirmProps {
  token: string;
  /** Nothing of what it says: whoever reads this mailbox may not be who filed it. */
  filing: FilingFactsProps;
}

export const confirmPage = (props: ConfirmProps) => <ConfirmPage {...props} />;

function ConfirmPage({ token, filing }: ConfirmProps) {
  const { t } = useUi();
  return (
    <Page title={t('outside.confirm.title')}>
      <Stack space="large">
        <PageHead title={t('outside.confirm.title')} lede={t('outside.confirm.lede')} />
        <FilingFacts filing={filing} />
        <Form action={incidentPaths.confirmFiling.link({ params: { token } })}>
          <Actions>
            <Button>{t('outside.confirm.send')}</Button>
          </Actions>
        </Form>
        <p class="v-text u-small">{t('outside.mail.notYou')}</p>
      </Stack>
    </Page>
  );
}

export const linkGonePage = () => <LinkGonePage />;

function LinkGonePage() {
  const { t } = useUi();
  return (
    <Page title={t('outside.confirm.gone')}>
      <Stack space="large">
        <PageHead title={t('outside.confirm.gone')} lede={t('outside.confirm.gone.text')} />
        <Actions>
          <LinkButton href={incidentPaths.filingReceipt.link()}>{t('outside.confirm.receipt')}</LinkButton>
        </Actions>
      </Stack>
    </Page>
  );
}
