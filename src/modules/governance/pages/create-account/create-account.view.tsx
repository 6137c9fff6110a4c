import { errorTexts } from '#platform/forms/error-texts.ts';
import { type FormState, fieldOf } from '#platform/forms/form.ts';
import { Honeypot } from '#platform/forms/honeypot.tsx';
import { legalPaths } from '#platform/legal/paths.ts';
import { Actions, Button } from '#platform/ui/button.tsx';
import { Checkbox } from '#platform/ui/choice-fields.tsx';
import { Form } from '#platform/ui/form.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { TextField } from '#platform/ui/text-fields.tsx';
import { governancePaths } from '../../paths.ts';

export const createAccountPage = (form: FormState) => <CreateAccountPage form={form} />;

function CreateAccountPage({ form }: { form: FormState }) {
  const { t } = useUi();
  const errors = errorTexts(form, t);
  const title = t('governance.create.title');
  return (
    <Page title={title} errors={errors}>
      <PageHead title={title} lede={t('governance.create.lede')} />
      <Form action={governancePaths.createAccount.link()}>
        <TextField
          name="firstName"
          label={t('governance.create.firstName')}
          autocomplete="given-name"
          value={fieldOf(form.values, 'firstName')}
          error={errors.firstName}
        />
        <TextField
          name="lastName"
          label={t('governance.create.lastName')}
          autocomplete="family-name"
          value={fieldOf(form.values, 'lastName')}
          error={errors.lastName}
        />
        <TextField
          name="email"
          type="email"
          label={t('governance.signIn.email')}
          hint={t('governance.create.email.hint')}
          autocomplete="email"
          value={fieldOf(form.values, 'email')}
          error={errors.email}
        />
        <div class="v-stack v-stack--1">
          <Checkbox
            name="terms"
            label={t('governance.create.terms')}
            checked={fieldOf(form.values, 'terms') === 'yes'}
            error={errors.terms}
          />
          <p>
            <a href={legalPaths.terms.link()} target="_blank" rel="noopener">
              {t('governance.create.terms.read')}
            </a>
          </p>
        </div>
        <Honeypot />
        <Actions>
          <Button>{t('governance.create.send')}</Button>
          <a href={governancePaths.signIn.link()}>{t('governance.create.signIn')}</a>
        </Actions>
      </Form>
    </Page>
  );
}
