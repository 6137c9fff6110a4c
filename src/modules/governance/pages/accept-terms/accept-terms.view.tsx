import { errorTexts } from '#platform/forms/error-texts.ts';
import type { FormState } from '#platform/forms/form.ts';
import { Actions, Button } from '#platform/ui/button.tsx';
import { Checkbox } from '#platform/ui/choice-fields.tsx';
import { Form } from '#platform/ui/form.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { governancePaths } from '../../paths.ts';

interface Props {
  version: string;
  form: FormState;
  next: string;
}

export const acceptTermsPage = (props: Props) => <AcceptTermsPage {...props} />;

function AcceptTermsPage({ version, form, next }: Props) {
  const { t } = useUi();
  const errors = errorTexts(form, t);
  return (
    <Page title={t('governance.terms.title')} errors={errors}>
      <PageHead title={t('governance.terms.title')} lede={t('governance.terms.lede', { version })} />
      <Form action={governancePaths.acceptTerms.link()} hidden={{ next, version }}>
        <Checkbox name="accepted" label={t('governance.terms.accept')} error={errors.accepted} />
        <Actions>
          <Button>{t('governance.terms.send')}</Button>
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
