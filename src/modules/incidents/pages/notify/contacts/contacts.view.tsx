import { errorTexts } from '#platform/forms/error-texts.ts';
import { fieldOf } from '#platform/forms/form.ts';
import { Radios } from '#platform/ui/choice-fields.tsx';
import { Stack } from '#platform/ui/layout.tsx';
import { SummaryList } from '#platform/ui/lists.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { TextField, type TextFieldProps } from '#platform/ui/text-fields.tsx';
import type { PartialContact } from '../../../domain/contacts.ts';
import { ownContact } from '../../../queries/notify-draft.query.ts';
import type { StepPage, StepProps } from '../step/step.ts';
import { StepPage as Frame } from '../step/step-page.view.tsx';
import { type ContactField, type ContactGroup, contactField, contactFields, filledContacts, readContacts } from './contacts.form.ts';

export const contactsStep: StepPage<PartialContact> = {
  load: (ctx) => ownContact(ctx),
  filled: filledContacts,
  read: readContacts,
  view: (props) => <ContactsPage {...props} />,
};

/** Only the primary contact is likely to be the reader, whose browser may fill it in (WCAG 1.3.5). */
const kinds: Record<ContactField, Pick<TextFieldProps, 'type' | 'autocomplete' | 'optional'>> = {
  firstName: { autocomplete: 'given-name' },
  lastName: { autocomplete: 'family-name' },
  jobTitle: { autocomplete: 'organization-title', optional: true },
  email: { type: 'email', autocomplete: 'email' },
  phone: { type: 'tel', autocomplete: 'tel' },
};

function ContactsPage({ draft, form, isChanged }: StepProps) {
  const { t } = useUi();
  const errors = errorTexts(form, t);
  const fields = (group: ContactGroup) => (
    <Stack space="large">
      {contactFields.map((field) => {
        const name = contactField(group, field);
        return (
          <TextField
            key={name}
            name={name}
            label={t(`notify.contact.${field}`)}
            value={fieldOf(form.values, name)}
            error={errors[name]}
            {...kinds[field]}
            {...(group === 'technical' && { autocomplete: 'off' })}
          />
        );
      })}
    </Stack>
  );
  return (
    <Frame draft={draft} step="contacts" errors={errors} isChanged={isChanged}>
      <SummaryList rows={[{ label: t('notify.contacts.organisation'), value: draft.organisationName }]} form="stack" />
      {fields('primary')}
      <Radios
        name="same"
        label={t('notify.contacts.same')}
        hint={t('notify.contacts.same.hint')}
        value={fieldOf(form.values, 'same')}
        error={errors.same}
        options={[
          { value: 'yes', label: t('notify.contacts.same.yes') },
          { value: 'no', label: t('notify.contacts.same.no'), reveals: fields('technical') },
        ]}
      />
      <TextField
        name="ownReference"
        label={t('notify.ownReference')}
        hint={t('notify.ownReference.hint')}
        optional
        autocomplete="off"
        value={fieldOf(form.values, 'ownReference')}
        error={errors.ownReference}
      />
    </Frame>
  );
}
