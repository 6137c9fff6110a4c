import { errorTexts } from '#platform/forms/error-texts.ts';
import type { FormState } from '#platform/forms/form.ts';
import { Actions, Button } from '#platform/ui/button.tsx';
import { Form } from '#platform/ui/form.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { governancePaths } from '../../../paths.ts';
import type { NewAuthenticator } from '../../../services/set-up-authenticator.ts';
import { SetUpFields } from './set-up-fields.tsx';

interface Props {
  made: NewAuthenticator;
  email: string;
  form: FormState;
  next: string;
}

export const enrolFactorPage = (props: Props) => <EnrolFactorPage {...props} />;

function EnrolFactorPage({ made, email, form, next }: Props) {
  const { t } = useUi();
  const errors = errorTexts(form, t);
  return (
    <Page title={t('governance.enrol.title')} errors={errors}>
      <PageHead title={t('governance.enrol.title')} lede={t('governance.enrol.lede')} />
      <Form action={governancePaths.enrolFactor.link()} hidden={{ next, sealed: made.sealed }}>
        <SetUpFields made={made} email={email} form={form} errors={errors} />
        <Actions>
          <Button>{t('governance.enrol.send')}</Button>
        </Actions>
      </Form>
      <Form action={governancePaths.signOut.link()}>
        <Actions>
          <Button look="secondary">{t('governance.terms.signOut')}</Button>
        </Actions>
      </Form>
    </Page>
  );
}
