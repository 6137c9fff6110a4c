import { Actions, Button } from '#platform/ui/button.tsx';
import { Form } from '#platform/ui/form.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { TextField } from '#platform/ui/text-fields.tsx';

interface AccessProps {
  next: string;
  wrong: boolean;
}

export const accessPage = (props: AccessProps) => <AccessPage {...props} />;

function AccessPage({ next, wrong }: AccessProps) {
  const { t } = useUi();
  const error = wrong ? t('demo.access.wrong') : undefined;
  return (
    <Page title={t('demo.access.title')} errors={{ word: error }}>
      <PageHead title={t('demo.access.title')} lede={t('demo.access.lede')} />
      <Form action="/demo/enter" hidden={{ next }}>
        <TextField name="word" label={t('demo.access.word')} autocomplete="off" error={error} />
        <Actions>
          <Button>{t('demo.access.send')}</Button>
        </Actions>
      </Form>
    </Page>
  );
}
