import { Actions, Button } from '#platform/ui/button.tsx';
import { Checkbox } from '#platform/ui/choice-fields.tsx';
import { Form } from '#platform/ui/form.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { governancePaths } from '../../paths.ts';

export const resetTermsPage = (props: { isMissing: boolean }) => <ResetTermsPage {...props} />;

function ResetTermsPage({ isMissing }: { isMissing: boolean }) {
  const { t } = useUi();
  const title = t('governance.resetTerms.title');
  const errors = isMissing ? { sure: t('governance.terms.missing') } : {};
  return (
    <Page title={title} errors={errors}>
      <PageHead title={title} lede={t('governance.resetTerms.lede')} />
      <Form action={governancePaths.resetTerms.link()}>
        <Checkbox name="sure" label={t('governance.resetTerms.sure')} error={errors.sure} />
        <Actions>
          <Button look="danger">{t('governance.resetTerms.send')}</Button>
          <a href="/">{t('governance.stepUp.back')}</a>
        </Actions>
      </Form>
    </Page>
  );
}
