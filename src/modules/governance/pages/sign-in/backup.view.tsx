import { errorTexts } from '#platform/forms/error-texts.ts';
import type { FormState } from '#platform/forms/form.ts';
import { Actions, Button } from '#platform/ui/button.tsx';
import { Form } from '#platform/ui/form.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { BackupCodeField } from '#platform/ui/text-fields.tsx';
import { governancePaths } from '../../paths.ts';

interface Props {
  form: FormState;
  next: string;
}

export const backupPage = (props: Props) => <BackupPage {...props} />;

function BackupPage({ form, next }: Props) {
  const { t } = useUi();
  const errors = errorTexts(form, t);
  return (
    <Page title={t('governance.backup.title')} errors={errors}>
      <PageHead title={t('governance.backup.title')} lede={t('governance.backup.lede')} />
      <Form action={governancePaths.signInBackup.link()} hidden={{ next }}>
        <BackupCodeField name="code" label={t('governance.backup.label')} error={errors.code} />
        <Actions>
          <Button>{t('governance.code.send')}</Button>
          <a href={governancePaths.signInCode.link({ query: { next } })}>{t('governance.backup.back')}</a>
        </Actions>
      </Form>
    </Page>
  );
}
