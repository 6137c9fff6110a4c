import { Actions, LinkButton } from '#platform/ui/button.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';

interface DocumentFailedProps {
  /** In the reader's language. */
  reason: string;
  isPassing: boolean;
  requestId: string;
  backHref: string;
}

export const documentFailedPage = (props: DocumentFailedProps) => <DocumentFailedPage {...props} />;

function DocumentFailedPage({ reason, isPassing, requestId, backHref }: DocumentFailedProps) {
  const { t, frame } = useUi();
  const title = t('incidents.document.failed');
  return (
    <Page title={title}>
      <PageHead title={title} lede={reason} />
      {!isPassing && <p class="v-meta">{t('error.requestId', { requestId })}</p>}
      <Actions>
        {isPassing && (
          <LinkButton look="primary" href={frame.path}>
            {t('incidents.document.failed.again')}
          </LinkButton>
        )}
        <LinkButton look={isPassing ? 'secondary' : 'primary'} href={backHref}>
          {t('incidents.document.failed.back')}
        </LinkButton>
      </Actions>
    </Page>
  );
}
