import type { ContactDetails } from '#platform/config/config.ts';
import { errorTexts } from '#platform/forms/error-texts.ts';
import { type FormState, fieldOf } from '#platform/forms/form.ts';
import { wordsIn } from '#platform/i18n/foreign-text.ts';
import { Actions, Button, LinkButton } from '#platform/ui/button.tsx';
import { Checkbox } from '#platform/ui/choice-fields.tsx';
import { MailLink, PhoneLink } from '#platform/ui/contact-links.tsx';
import { Form } from '#platform/ui/form.tsx';
import { Panel, Split } from '#platform/ui/layout.tsx';
import { SummaryList } from '#platform/ui/lists.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { TextArea, TextField } from '#platform/ui/text-fields.tsx';
import { longestMessage } from '../../mails/contact.mail.ts';
import { governancePaths } from '../../paths.ts';
import { trapField } from './contact.form.ts';

interface ContactProps {
  contact: ContactDetails;
  form: FormState;
  /** Of the account, which is where answers go. */
  email: string | undefined;
  hasForm: boolean;
}

export const contactPage = (props: ContactProps) => <ContactPage {...props} />;

function ContactPage({ contact, form, email, hasForm }: ContactProps) {
  const { t } = useUi();
  const errors = errorTexts(form, t);
  return (
    <Page title={t('governance.contact.title')} errors={errors}>
      <PageHead title={t('governance.contact.title')} lede={t(hasForm ? 'governance.contact.lede' : 'governance.contact.lede.noForm')} />
      <Split form="form" asideLabel={t('governance.contact.organisation')} aside={<Organisation contact={contact} />}>
        {hasForm ? (
          <ContactForm form={form} errors={errors} email={email} />
        ) : (
          !email &&
          contact.email && (
            <Actions>
              <LinkButton look="primary" href={governancePaths.signIn.link({ query: { next: governancePaths.contact.link() } })}>
                {t('governance.contact.signIn')}
              </LinkButton>
            </Actions>
          )
        )}
      </Split>
    </Page>
  );
}

function ContactForm({ form: { values }, errors, email }: Pick<ContactProps, 'form' | 'email'> & { errors: Record<string, string> }) {
  const { t } = useUi();
  return (
    <Form action={governancePaths.contact.link()} guarded>
      <TextField
        name="firstName"
        label={t('governance.contact.firstName')}
        autocomplete="given-name"
        value={fieldOf(values, 'firstName')}
        error={errors.firstName}
      />
      <TextField
        name="lastName"
        label={t('governance.contact.lastName')}
        autocomplete="family-name"
        value={fieldOf(values, 'lastName')}
        error={errors.lastName}
      />
      {email ? (
        <SummaryList form="stack" rows={[{ label: t('governance.contact.answerTo'), value: email }]} />
      ) : (
        <TextField
          name="email"
          type="email"
          label={t('governance.contact.email')}
          hint={t('governance.contact.email.hint')}
          autocomplete="email"
          value={fieldOf(values, 'email')}
          error={errors.email}
        />
      )}
      <TextField
        name="phone"
        type="tel"
        label={t('governance.contact.phone')}
        optional
        autocomplete="tel"
        value={fieldOf(values, 'phone')}
        error={errors.phone}
      />
      <TextArea
        name="message"
        label={t('governance.contact.message')}
        hint={t('governance.contact.message.hint')}
        rows={6}
        limit={longestMessage}
        value={fieldOf(values, 'message')}
        error={errors.message}
      />
      <Trap value={fieldOf(values, trapField)} />
      <Checkbox
        name="consent"
        label={t('governance.contact.consent')}
        checked={fieldOf(values, 'consent') === 'yes'}
        error={errors.consent}
      />
      <Actions>
        <Button>{t('governance.contact.send')}</Button>
      </Actions>
    </Form>
  );
}

/** Out of sight, of the keyboard's way and of what is read out: whoever fills it in is a program. */
function Trap({ value }: { value: string }) {
  const { t } = useUi();
  return (
    <div class="v-trap" aria-hidden="true">
      <label>
        {t('governance.contact.trap')}
        <input type="text" name={trapField} value={value} tabindex={-1} autocomplete="off" />
      </label>
    </div>
  );
}

function Organisation({ contact: { email, phone, address, postalAddress } }: Pick<ContactProps, 'contact'>) {
  const { t, theme, language } = useUi();
  const { owner } = theme.settings;
  return (
    <Panel title={wordsIn(owner.name, language)}>
      <Lines lines={address} />
      {postalAddress.length > 0 && (
        <>
          <p class="u-quiet">{t('governance.contact.postal')}</p>
          <Lines lines={postalAddress} />
        </>
      )}
      {phone && (
        <p>
          <PhoneLink phone={phone} />
        </p>
      )}
      {email && (
        <p>
          <MailLink email={email} />
        </p>
      )}
      <p>
        <a href={owner.url}>{t('governance.contact.website')}</a>
      </p>
    </Panel>
  );
}

function Lines({ lines }: { lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <address>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </address>
  );
}
