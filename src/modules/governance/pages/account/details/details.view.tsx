import type { Role } from '#platform/context/actor.ts';
import { errorTexts } from '#platform/forms/error-texts.ts';
import { type FormState, fieldOf, listOf } from '#platform/forms/form.ts';
import { languageNames, languages } from '#platform/i18n/language.ts';
import type { OptionalMail } from '#platform/mail/mail.ts';
import { Actions, Button } from '#platform/ui/button.tsx';
import { Checkboxes, Select } from '#platform/ui/choice-fields.tsx';
import { Form } from '#platform/ui/form.tsx';
import { Stack } from '#platform/ui/layout.tsx';
import { SummaryList } from '#platform/ui/lists.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { TextField } from '#platform/ui/text-fields.tsx';
import { governancePaths } from '../../../paths.ts';
import type { OwnAccount } from '../../../queries/own-account.query.ts';
import { AccountTabs } from '../account-tabs.tsx';

interface Props {
  owner: OwnAccount;
  role: Role | undefined;
  /** Mails that one may do without. */
  optional: readonly OptionalMail[];
  form: FormState;
}

export const detailsPage = (props: Props) => <DetailsPage {...props} />;

const zones = Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }));

function DetailsPage({ owner, role, optional, form }: Props) {
  const { t } = useUi();
  const errors = errorTexts(form, t);
  const isTyped = Object.keys(form.values).length > 0;
  const fieldValue = (name: 'firstName' | 'lastName' | 'phone' | 'language' | 'timeZone') =>
    isTyped ? fieldOf(form.values, name) : (owner[name] ?? '');
  const wanted = isTyped
    ? listOf(form.values, 'notifications')
    : optional.filter(({ key }) => owner.notifications[key] !== false).map(({ key }) => key);
  const title = t('governance.account.title');
  return (
    <Page title={title} errors={errors}>
      <PageHead title={title} />
      <Stack space="large">
        <AccountTabs current="details" />
        <SummaryList
          rows={[
            { label: t('governance.signIn.email'), value: owner.email, changeHref: governancePaths.changeEmail.link() },
            { label: t('governance.account.role'), value: role && t(`governance.role.${role}`) },
          ]}
        />
        <Form action={governancePaths.account.link()} version={owner.version} hidden={{ email: owner.email }} guarded>
          <TextField
            name="firstName"
            label={t('governance.account.firstName')}
            autocomplete="given-name"
            maxlength={100}
            value={fieldValue('firstName')}
            error={errors.firstName}
          />
          <TextField
            name="lastName"
            label={t('governance.account.lastName')}
            autocomplete="family-name"
            maxlength={100}
            value={fieldValue('lastName')}
            error={errors.lastName}
          />
          <TextField
            name="phone"
            type="tel"
            label={t('governance.account.phone')}
            optional
            autocomplete="tel"
            maxlength={40}
            width="medium"
            value={fieldValue('phone')}
            error={errors.phone}
          />
          <Select
            name="language"
            label={t('governance.account.language')}
            hint={t('governance.account.language.hint')}
            options={languages.map((one) => ({ value: one, label: languageNames[one], lang: one }))}
            value={fieldValue('language')}
            error={errors.language}
          />
          <Select
            name="timeZone"
            label={t('governance.account.timeZone')}
            hint={t('governance.account.timeZone.hint')}
            placeholder={t('governance.account.timeZone.none')}
            options={zones}
            value={fieldValue('timeZone')}
            error={errors.timeZone}
          />
          {optional.length > 0 && (
            <Checkboxes
              name="notifications"
              label={t('governance.account.notifications')}
              hint={t('governance.account.notifications.hint')}
              options={optional.map(({ key, labelKey }) => ({ value: key, label: t(labelKey) }))}
              value={wanted}
              error={errors.notifications}
            />
          )}
          <Actions>
            <Button>{t('governance.account.save')}</Button>
          </Actions>
        </Form>
      </Stack>
    </Page>
  );
}
