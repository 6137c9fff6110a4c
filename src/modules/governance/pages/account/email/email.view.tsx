import { errorTexts } from '#platform/forms/error-texts.ts';
import { type FormState, fieldOf } from '#platform/forms/form.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import { Actions, Button, LinkButton } from '#platform/ui/button.tsx';
import { Message } from '#platform/ui/feedback.tsx';
import { Form, PostButton } from '#platform/ui/form.tsx';
import { SummaryList } from '#platform/ui/lists.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { TextField } from '#platform/ui/text-fields.tsx';
import { governancePaths } from '../../../paths.ts';
import type { Mailbox } from '../../../services/change-email.ts';
import { accountCrumbs } from '../crumbs.ts';

interface ChangeProps {
  email: string;
  pending:
    | {
        newEmail: string;
        expiresAt: Temporal.Instant;
        oldConfirmedAt: Temporal.Instant | null;
        newConfirmedAt: Temporal.Instant | null;
      }
    | undefined;
  form: FormState;
}

export const changeEmailPage = (props: ChangeProps) => <ChangeEmailPage {...props} />;

function ChangeEmailPage({ email, pending, form }: ChangeProps) {
  const { t, format } = useUi();
  const errors = errorTexts(form, t);
  const title = t('governance.changeEmail.title');
  const saidYes = (at: Temporal.Instant | null) => (at ? t('governance.changeEmail.saidYes') : t('governance.changeEmail.notYet'));
  return (
    <Page title={title} crumbs={accountCrumbs(t)} errors={errors}>
      <PageHead title={title} lede={t('governance.changeEmail.lede', { email })} />
      {pending && (
        <Message title={t('governance.changeEmail.pending', { email: pending.newEmail })}>
          <div class="v-stack">
            <SummaryList
              form="small"
              rows={[
                { label: email, value: saidYes(pending.oldConfirmedAt) },
                { label: pending.newEmail, value: saidYes(pending.newConfirmedAt) },
                { label: t('governance.changeEmail.until'), value: format.shortDateTime(pending.expiresAt) },
              ]}
            />
            <PostButton action={governancePaths.cancelEmailChange.link()}>
              <Button look="secondary">{t('governance.changeEmail.cancel')}</Button>
            </PostButton>
          </div>
        </Message>
      )}
      <Form action={governancePaths.changeEmail.link()}>
        <TextField
          name="email"
          type="email"
          label={t('governance.changeEmail.new')}
          autocomplete="email"
          value={fieldOf(form.values, 'email')}
          error={errors.email}
        />
        <Actions>
          <Button>{t('governance.changeEmail.send')}</Button>
          <a href={governancePaths.account.link()}>{t('governance.account.back')}</a>
        </Actions>
      </Form>
    </Page>
  );
}

type ConfirmProps = { state: 'open'; newEmail: string; token: string; box: Mailbox } | { state: 'invalid' };

export const confirmEmailPage = (props: ConfirmProps) => <ConfirmEmailPage {...props} />;

function ConfirmEmailPage(props: ConfirmProps) {
  const { t } = useUi();
  if (props.state === 'open') {
    const { newEmail, token, box } = props;
    const title = t('governance.changeEmail.confirm.title');
    return (
      <Page title={title}>
        <PageHead title={title} lede={t('governance.changeEmail.confirm.lede', { email: newEmail })} />
        <Form action={governancePaths.confirmEmail.link()} hidden={{ token, box }}>
          <Actions>
            <Button>{t('governance.changeEmail.confirm.send')}</Button>
          </Actions>
        </Form>
      </Page>
    );
  }
  const title = t('governance.changeEmail.invalid.title');
  return (
    <Page title={title}>
      <PageHead title={title} lede={t('governance.changeEmail.invalid.lede')} />
      <Actions>
        <LinkButton look="primary" href={governancePaths.signIn.link()}>
          {t('governance.signIn.title')}
        </LinkButton>
      </Actions>
    </Page>
  );
}
