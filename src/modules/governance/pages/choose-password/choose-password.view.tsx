import { errorTexts } from '#platform/forms/error-texts.ts';
import type { FormState } from '#platform/forms/form.ts';
import { Actions, Button } from '#platform/ui/button.tsx';
import { Form } from '#platform/ui/form.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { governancePaths } from '../../paths.ts';
import type { AccountOwner } from '../../queries/account-owner.query.ts';
import type { PasswordLink } from '../../services/use-password-link.ts';
import { NewPasswordFields, newPasswordScript } from './new-password-fields.tsx';

interface Props {
  link: PasswordLink;
  owner: AccountOwner;
  form: FormState;
}

export const choosePasswordPage = (props: Props) => <ChoosePasswordPage {...props} />;

function ChoosePasswordPage({ link, owner, form }: Props) {
  const { t } = useUi();
  const errors = errorTexts(form, t);
  const title = t('governance.choosePassword.title');
  return (
    <Page title={title} errors={errors} scripts={[newPasswordScript]}>
      <PageHead title={title} lede={t('governance.choosePassword.lede', { email: owner.email })} />
      <Form action={governancePaths.choosePassword.link({ params: link })}>
        <NewPasswordFields owner={owner} error={errors.password} />
        <Actions>
          <Button>{t('governance.choosePassword.send')}</Button>
        </Actions>
      </Form>
    </Page>
  );
}

export const invalidLinkPage = (purpose: PasswordLink['purpose']) => <InvalidLinkPage purpose={purpose} />;

/** Says nothing of why: whether it was used, is too old or never was. */
function InvalidLinkPage({ purpose }: { purpose: PasswordLink['purpose'] }) {
  const { t } = useUi();
  const title = t('governance.link.invalid.title');
  return (
    <Page title={title}>
      <PageHead title={title} lede={t('governance.link.invalid.text')} />
      <div class="v-stack v-stack--2">
        {purpose === 'invite' && <p>{t('governance.link.invalid.invite')}</p>}
        <p>
          <a class="btn btn-primary" href={governancePaths.resetPassword.link()}>
            {t('governance.link.invalid.again')}
          </a>
        </p>
        <p>
          <a href={governancePaths.signIn.link()}>{t('governance.link.invalid.signIn')}</a>
        </p>
      </div>
    </Page>
  );
}
