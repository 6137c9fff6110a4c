import { Actions, Button } from '#platform/ui/button.tsx';
import { Checkbox } from '#platform/ui/choice-fields.tsx';
import { Form } from '#platform/ui/form.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { governancePaths } from '../../../paths.ts';
import { peopleCrumbs } from '../crumbs.ts';

interface Props {
  person: { id: string; name: string; email: string };
  /** A regulator's reset is told to the operator, which then decides whether the person sees older incidents. */
  byRegulator: boolean;
  isMissing: boolean;
}

export const resetFactorPage = (props: Props) => <ResetFactorPage {...props} />;

function ResetFactorPage({ person: { id, name, email }, byRegulator, isMissing }: Props) {
  const { t } = useUi();
  const title = t('governance.resetFactor.title', { name });
  const errors = isMissing ? { sure: t('governance.resetFactor.missing') } : {};
  return (
    <Page title={title} crumbs={peopleCrumbs(t)} errors={errors}>
      <PageHead title={title} lede={t('governance.resetFactor.lede', { email })} />
      {byRegulator && <p class="v-text">{t('governance.resetFactor.byRegulator')}</p>}
      <Form action={governancePaths.resetFactor.link({ params: { accountId: id } })}>
        <Checkbox name="sure" label={t('governance.resetFactor.sure', { name })} error={errors.sure} />
        <Actions>
          <Button look="danger">{t('governance.resetFactor.link')}</Button>
          <a href={governancePaths.people.link()}>{t('governance.people.back')}</a>
        </Actions>
      </Form>
    </Page>
  );
}
