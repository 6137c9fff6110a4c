import { type FormState, fieldOf } from '#platform/forms/form.ts';
import { useUi } from '#platform/ui/page-context.ts';
import { TextField } from '#platform/ui/text-fields.tsx';
import { longestAuthenticatorName } from '../enrol-factor/enrol-factor.form.ts';

/** What its owner calls an authenticator, when it is set up and later. */
export function AuthenticatorName({ form, error }: { form: FormState; error: string | undefined }) {
  const { t } = useUi();
  return (
    <TextField
      name="name"
      label={t('governance.authenticator.name')}
      hint={t('governance.authenticator.name.hint')}
      optional
      width="medium"
      maxlength={longestAuthenticatorName}
      autocomplete="off"
      value={fieldOf(form.values, 'name')}
      error={error}
    />
  );
}
