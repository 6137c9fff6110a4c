import { errorTexts } from '#platform/forms/error-texts.ts';
import type { FormState } from '#platform/forms/form.ts';
import { Actions, Button } from '#platform/ui/button.tsx';
import { Form } from '#platform/ui/form.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { BackupCodeField, PasswordField } from '#platform/ui/text-fields.tsx';
import { governancePaths } from '../../../paths.ts';

interface Props {
  form: FormState;
  next: string;
  /** In the demo, the code this account's authenticator would show. */
  demoCode: string | undefined;
}

export const stepUpPage = (props: Props) => <StepUpPage {...props} />;

function StepUpPage({ form, next, demoCode }: Props) {
  const { t } = useUi();
  const errors = errorTexts(form, t);
  const hint = [t('governance.stepUp.code.hint'), demoCode && t('governance.code.demo', { code: demoCode })].filter(Boolean).join(' ');
  return (
    <Page title={t('governance.stepUp.title')} errors={errors}>
      <PageHead title={t('governance.stepUp.title')} lede={t('governance.stepUp.lede')} />
      <Form action={governancePaths.stepUp.link()} hidden={{ next }}>
        <PasswordField name="password" use="current" label={t('governance.signIn.password')} error={errors.password} />
        <BackupCodeField name="code" label={t('governance.stepUp.code')} hint={hint} error={errors.code} />
        <Actions>
          <Button>{t('governance.code.send')}</Button>
          <a href="/">{t('governance.stepUp.back')}</a>
        </Actions>
      </Form>
    </Page>
  );
}
