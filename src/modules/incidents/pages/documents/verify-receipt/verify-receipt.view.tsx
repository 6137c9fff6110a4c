import type { MessageKey } from '#platform/i18n/catalogue.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import { Actions, Button } from '#platform/ui/button.tsx';
import { Message } from '#platform/ui/feedback.tsx';
import { Stack } from '#platform/ui/layout.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { TextArea } from '#platform/ui/text-fields.tsx';
import { incidentPaths } from '../../../paths.ts';
import { exactTime } from '../../../views/exact-time.ts';

interface VerifyReceiptProps {
  /** As the person wrote it. */
  typed: string;
  errorKey?: MessageKey;
  /** Absent until a digest was asked for. */
  answer?: { at: Temporal.Instant | undefined };
}

export const verifyReceiptPage = (props: VerifyReceiptProps) => <VerifyReceiptPage {...props} />;

function VerifyReceiptPage({ typed, errorKey, answer }: VerifyReceiptProps) {
  const { t } = useUi();
  const error = errorKey && t(errorKey);
  return (
    <Page title={t('incidents.verify.title')} errors={{ digest: error }}>
      <Stack>
        <PageHead title={t('incidents.verify.title')} lede={t('incidents.verify.lede')} />
        {answer && (
          <div class="v-text">
            <Answer at={answer.at} />
          </div>
        )}
        <form class="v-form" method="get" action={incidentPaths.verifyReceipt.link()}>
          <TextArea
            name="digest"
            label={t('incidents.verify.digest')}
            hint={t('incidents.verify.hint')}
            rows={2}
            value={typed}
            error={error}
          />
          <Actions>
            <Button look="primary">{t('incidents.verify.check')}</Button>
          </Actions>
        </form>
      </Stack>
    </Page>
  );
}

function Answer({ at }: { at: Temporal.Instant | undefined }) {
  const { t, zone, format } = useUi();
  if (!at) {
    return (
      <Message kind="warning" title={t('incidents.verify.unknown')} announce>
        {t('incidents.verify.unknown.text')}
      </Message>
    );
  }
  return (
    <Message kind="success" title={t('incidents.verify.found', { when: exactTime(at, zone, format) })} announce>
      {t('incidents.verify.found.text')}
    </Message>
  );
}
