import { errorTexts } from '#platform/forms/error-texts.ts';
import { type FormState, fieldOf } from '#platform/forms/form.ts';
import { Honeypot } from '#platform/forms/honeypot.tsx';
import { Actions, Button } from '#platform/ui/button.tsx';
import { Form } from '#platform/ui/form.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { TextField } from '#platform/ui/text-fields.tsx';
import { governancePaths } from '../../paths.ts';

export const resetPasswordPage = (form: FormState) => <ResetPasswordPage form={form} />;

function ResetPasswordPage({ form }: { form: FormState }) {
  const { t } = useUi();
  const errors = errorTexts(form, t);
  const title = t('governance.reset.title');
  return (
    <Page title={title} errors={errors}>
      <PageHead title={title} lede={t('governance.reset.lede')} />
      <Form action={governancePaths.resetPassword.link()}>
        <TextField
          name="email"
          type="email"
          label={t('governance.signIn.email')}
          autocomplete="username"
          value={fieldOf(form.values, 'email')}
          error={errors.email}
        />
        <Honeypot />
        <Actions>
          <Button>{t('governance.reset.send')}</Button>
          <a href={governancePaths.signIn.link()}>{t('governance.reset.signIn')}</a>
        </Actions>
      </Form>
    </Page>
  );
}
