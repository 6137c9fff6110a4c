import { errorTexts } from '#platform/forms/error-texts.ts';
import { type FormState, fieldOf } from '#platform/forms/form.ts';
import { Actions, Button } from '#platform/ui/button.tsx';
import { Explain } from '#platform/ui/feedback.tsx';
import { Form } from '#platform/ui/form.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { CodeField, PasswordField, TextField } from '#platform/ui/text-fields.tsx';
import { ThemePart } from '#platform/ui/theme-part.tsx';
import type { DemoAccount } from '../../module.ts';
import { governancePaths } from '../../paths.ts';

interface SignInProps {
  form: FormState;
  next: string;
  demoAccounts: readonly DemoAccount[];
  startPage: string;
  /** Whether people make an account for themselves here. */
  selfRegistration: boolean;
}

export const signInPage = (props: SignInProps) => <SignInPage {...props} />;

function SignInPage({ form, next, demoAccounts, startPage, selfRegistration }: SignInProps) {
  const { t } = useUi();
  const errors = errorTexts(form, t);
  return (
    <Page title={t('governance.signIn.title')} errors={errors}>
      <div class="v-split v-split--even">
        <div class="v-stack v-stack--3">
          <PageHead title={t('governance.signIn.title')} lede={t('governance.signIn.lede')} />
          <ThemePart name="start" />
          <Form action={governancePaths.signIn.link()} hidden={{ next }}>
            <TextField
              name="email"
              type="email"
              label={t('governance.signIn.email')}
              autocomplete="username"
              value={fieldOf(form.values, 'email')}
              error={errors.email}
            />
            <div class="v-stack v-stack--1">
              <PasswordField name="password" use="current" label={t('governance.signIn.password')} error={errors.password} />
              <p>
                <a href={governancePaths.resetPassword.link()}>{t('governance.signIn.forgotten')}</a>
              </p>
            </div>
            <Actions>
              <Button>{t('governance.signIn.send')}</Button>
            </Actions>
          </Form>
          {selfRegistration && (
            <p>
              {t('governance.signIn.noAccount')} <a href={governancePaths.createAccount.link()}>{t('governance.signIn.create')}</a>
            </p>
          )}
          {demoAccounts.length > 0 && <DemoAccounts accounts={demoAccounts} />}
        </div>
        <section class="v-panel v-panel--flat v-stack v-stack--3" aria-labelledby="now">
          <h2 id="now">{t('governance.signIn.start.title')}</h2>
          <p>{t('governance.signIn.start.text')}</p>
          <p>
            <a href={startPage}>{t('governance.signIn.start.link')}</a>
          </p>
        </section>
      </div>
    </Page>
  );
}

function DemoAccounts({ accounts }: { accounts: readonly DemoAccount[] }) {
  const { t } = useUi();
  return (
    <Explain summary={t('governance.signIn.demo')}>
      <p>{t('governance.signIn.demo.hint')}</p>
      <dl class="v-summary v-summary--small v-summary--stack">
        {accounts.map(({ role, email, password, organisation }) => (
          <div key={email}>
            <dt>
              {t(`governance.role.${role}`)}
              {organisation && `, ${organisation}`}
            </dt>
            <dd>
              {email}
              <br />
              <code>{password}</code>
            </dd>
          </div>
        ))}
      </dl>
    </Explain>
  );
}

interface CodeProps {
  form: FormState;
  next: string;
  /** In the demo, the code this account's authenticator would show. */
  demoCode: string | undefined;
}

export const codePage = (props: CodeProps) => <CodePage {...props} />;

function CodePage({ form, next, demoCode }: CodeProps) {
  const { t } = useUi();
  const errors = errorTexts(form, t);
  return (
    <Page title={t('governance.code.title')} errors={errors}>
      <PageHead title={t('governance.code.title')} lede={t('governance.code.lede')} />
      <Form action={governancePaths.signInCode.link()} hidden={{ next }}>
        <CodeField
          name="code"
          label={t('governance.code.label')}
          error={errors.code}
          {...(demoCode && { hint: t('governance.code.demo', { code: demoCode }) })}
        />
        <Actions>
          <Button>{t('governance.code.send')}</Button>
          <a href={governancePaths.signIn.link({ query: { next } })}>{t('governance.code.back')}</a>
        </Actions>
        <p>
          <a href={governancePaths.signInBackup.link({ query: { next } })}>{t('governance.code.backup')}</a>
        </p>
      </Form>
    </Page>
  );
}
