import { Actions, Button } from '#platform/ui/button.tsx';
import { Form } from '#platform/ui/form.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { governancePaths } from '../../paths.ts';
import type { OpenRequest } from '../../services/ask-entry.ts';

interface Props {
  request: OpenRequest;
  token: string;
}

export const checkMailPage = (props: Props) => <CheckMailPage {...props} />;

function CheckMailPage({ request: { kind, email }, token }: Props) {
  const { t } = useUi();
  const title = t('governance.checkMail.title');
  const beginning = kind === 'register' ? governancePaths.createAccount : governancePaths.resetPassword;
  return (
    <Page title={title}>
      <PageHead title={title} lede={t('governance.checkMail.lede', { kind, email })} />
      <div class="v-stack v-stack--3">
        <ul class="u-list">
          <li>{t('governance.checkMail.expiry', { kind })}</li>
          <li>{t('governance.checkMail.spam')}</li>
          <li>
            {t('governance.checkMail.address')} <a href={beginning.link()}>{t('governance.checkMail.address.again')}</a>
          </li>
        </ul>
        <Form action={governancePaths.checkMail.link({ query: { request: token } })}>
          <p>{t('governance.checkMail.again.text')}</p>
          <Actions>
            <Button look="secondary">{t('governance.checkMail.again')}</Button>
            <a href={governancePaths.signIn.link()}>{t('governance.checkMail.signIn')}</a>
          </Actions>
        </Form>
      </div>
    </Page>
  );
}
