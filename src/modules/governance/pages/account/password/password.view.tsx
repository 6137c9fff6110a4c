import type { PasswordOwner } from '#platform/auth/password-rules.ts';
import { errorTexts } from '#platform/forms/error-texts.ts';
import type { FormState } from '#platform/forms/form.ts';
import { Actions, Button } from '#platform/ui/button.tsx';
import { Form } from '#platform/ui/form.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { PasswordField } from '#platform/ui/text-fields.tsx';
import { governancePaths } from '../../../paths.ts';
import { NewPasswordFields, newPasswordScript } from '../../choose-password/new-password-fields.tsx';
import { securityCrumbs } from '../crumbs.ts';

interface Props {
  owner: PasswordOwner;
  form: FormState;
}

export const changePasswordPage = (props: Props) => <ChangePasswordPage {...props} />;

function ChangePasswordPage({ owner, form }: Props) {
  const { t } = useUi();
  const errors = errorTexts(form, t);
  const title = t('governance.changePassword.title');
  return (
    <Page title={title} crumbs={securityCrumbs(t)} errors={errors} scripts={[newPasswordScript]}>
      <PageHead title={title} lede={t('governance.changePassword.lede')} />
      <Form action={governancePaths.changePassword.link()}>
        <PasswordField name="current" use="current" label={t('governance.changePassword.current')} error={errors.current} />
        <NewPasswordFields owner={owner} error={errors.password} />
        <Actions>
          <Button>{t('governance.changePassword.title')}</Button>
          <a href={governancePaths.accountSecurity.link()}>{t('governance.account.back')}</a>
        </Actions>
      </Form>
    </Page>
  );
}
