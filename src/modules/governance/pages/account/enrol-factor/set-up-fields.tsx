import { totpAddress } from '#platform/auth/totp.ts';
import type { FormState } from '#platform/forms/form.ts';
import { translate } from '#platform/i18n/language.ts';
import { Explain } from '#platform/ui/feedback.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { QrCode } from '#platform/ui/qr-code.tsx';
import { CodeField } from '#platform/ui/text-fields.tsx';
import type { NewAuthenticator } from '../../../services/set-up-authenticator.ts';
import { AuthenticatorName } from '../authenticators/authenticator-name.tsx';

interface Props {
  made: NewAuthenticator;
  email: string;
  form: FormState;
  errors: Record<string, string>;
}

/** The secret as a picture and as text, and the code that proves that the app has it. */
export function SetUpFields({ made: { secret }, email, form, errors }: Props) {
  const { t, theme, language } = useUi();
  const address = totpAddress(secret, translate(theme.settings.siteName, language), email);
  return (
    <>
      <div class="v-stack">
        <h2 class="fs-5">{t('governance.enrol.scan')}</h2>
        <p>{t('governance.enrol.scan.text')}</p>
        <QrCode text={address} label={t('governance.enrol.scan.label')} />
        <Explain summary={t('governance.enrol.secret')}>
          <p>{t('governance.enrol.secret.text', { email })}</p>
          <p>
            <code class="v-secret">{secret.match(/.{1,4}/g)?.join(' ')}</code>
          </p>
        </Explain>
      </div>
      <AuthenticatorName form={form} error={errors.name} />
      <CodeField name="code" label={t('governance.enrol.code')} hint={t('governance.enrol.code.hint')} error={errors.code} />
    </>
  );
}
