import { errorTexts } from '#platform/forms/error-texts.ts';
import type { FormState } from '#platform/forms/form.ts';
import { Actions, Button } from '#platform/ui/button.tsx';
import { Radios } from '#platform/ui/choice-fields.tsx';
import { Form } from '#platform/ui/form.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { governancePaths } from '../../paths.ts';

interface Props {
  operators: readonly { id: string; name: string }[];
  form: FormState;
  next: string;
}

export const chooseOperatorPage = (props: Props) => <ChooseOperatorPage {...props} />;

function ChooseOperatorPage({ operators, form, next }: Props) {
  const { t } = useUi();
  const errors = errorTexts(form, t);
  return (
    <Page title={t('governance.operator.title')} errors={errors}>
      <PageHead title={t('governance.operator.title')} lede={t('governance.operator.lede')} />
      <Form action={governancePaths.chooseOperator.link()} hidden={{ next }}>
        <Radios
          name="organisation"
          label={t('governance.operator.label')}
          options={operators.map(({ id, name }) => ({ value: id, label: name }))}
          error={errors.organisation}
        />
        <Actions>
          <Button>{t('governance.operator.send')}</Button>
        </Actions>
      </Form>
    </Page>
  );
}
