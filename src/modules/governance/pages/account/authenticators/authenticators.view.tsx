import { errorTexts } from '#platform/forms/error-texts.ts';
import type { FormState } from '#platform/forms/form.ts';
import { Actions, Button } from '#platform/ui/button.tsx';
import { Form } from '#platform/ui/form.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { governancePaths } from '../../../paths.ts';
import type { ShownAuthenticator } from '../../../queries/account-security.query.ts';
import type { NewAuthenticator } from '../../../services/set-up-authenticator.ts';
import { securityCrumbs } from '../crumbs.ts';
import { SetUpFields } from '../enrol-factor/set-up-fields.tsx';
import { AuthenticatorName } from './authenticator-name.tsx';

function BackToSecurity() {
  const { t } = useUi();
  return <a href={governancePaths.accountSecurity.link()}>{t('governance.account.back')}</a>;
}

interface NewProps {
  made: NewAuthenticator;
  email: string;
  form: FormState;
  /** The one that goes when the new one is there. */
  replaced: ShownAuthenticator | undefined;
}

export const newAuthenticatorPage = (props: NewProps) => <NewAuthenticatorPage {...props} />;

function NewAuthenticatorPage({ made, email, form, replaced }: NewProps) {
  const { t } = useUi();
  const errors = errorTexts(form, t);
  const title = replaced
    ? t('governance.authenticator.replace.title', { name: replaced.name || t('governance.authenticator.unnamed') })
    : t('governance.authenticator.add');
  return (
    <Page title={title} crumbs={securityCrumbs(t)} errors={errors}>
      <PageHead title={title} lede={replaced && t('governance.authenticator.replace.lede')} />
      <Form action={governancePaths.newAuthenticator.link({ query: { replaces: replaced?.id } })} hidden={{ sealed: made.sealed }}>
        <SetUpFields made={made} email={email} form={form} errors={errors} />
        <Actions>
          <Button>{replaced ? t('governance.authenticator.replace') : t('governance.authenticator.add')}</Button>
          <BackToSecurity />
        </Actions>
      </Form>
    </Page>
  );
}

interface OneProps {
  shown: ShownAuthenticator;
  form: FormState;
}

export const renameAuthenticatorPage = (props: OneProps) => <RenameAuthenticatorPage {...props} />;

function RenameAuthenticatorPage({ shown: { id: authenticatorId }, form }: OneProps) {
  const { t } = useUi();
  const errors = errorTexts(form, t);
  const title = t('governance.authenticator.rename.title');
  return (
    <Page title={title} crumbs={securityCrumbs(t)} errors={errors}>
      <PageHead title={title} />
      <Form action={governancePaths.renameAuthenticator.link({ params: { authenticatorId } })}>
        <AuthenticatorName form={form} error={errors.name} />
        <Actions>
          <Button>{t('governance.authenticator.rename')}</Button>
          <BackToSecurity />
        </Actions>
      </Form>
    </Page>
  );
}

export const removeAuthenticatorPage = (props: OneProps) => <RemoveAuthenticatorPage {...props} />;

function RemoveAuthenticatorPage({ shown: { id: authenticatorId, name }, form }: OneProps) {
  const { t } = useUi();
  const title = t('governance.authenticator.remove.title', { name: name || t('governance.authenticator.unnamed') });
  return (
    <Page title={title} crumbs={securityCrumbs(t)} errors={errorTexts(form, t)}>
      <PageHead title={title} lede={t('governance.authenticator.remove.lede')} />
      <Form action={governancePaths.removeAuthenticator.link({ params: { authenticatorId } })}>
        <Actions>
          <Button look="danger">{t('governance.authenticator.remove')}</Button>
          <BackToSecurity />
        </Actions>
      </Form>
    </Page>
  );
}
