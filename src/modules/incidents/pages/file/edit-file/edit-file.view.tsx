import { errorTexts } from '#platform/forms/error-texts.ts';
import { type FormState, fieldOf } from '#platform/forms/form.ts';
import { Actions, Button } from '#platform/ui/button.tsx';
import { Message } from '#platform/ui/feedback.tsx';
import { Form } from '#platform/ui/form.tsx';
import { Section } from '#platform/ui/layout.tsx';
import { SummaryList } from '#platform/ui/lists.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { TextField, type TextFieldProps } from '#platform/ui/text-fields.tsx';
import { type ContactRole, contactRoles } from '../../../domain/contacts.ts';
import { incidentPaths } from '../../../paths.ts';
import { actingOf } from '../../../views/acting.ts';
import { fileCrumbs } from '../crumbs.ts';
import { type ContactField, contactField, contactFields, filledFile } from './edit-file.form.ts';
import type { EditableFile } from './edit-file.query.ts';

interface EditFileProps {
  /** As it is stored now. */
  file: EditableFile;
  form: FormState;
  /** Somebody else changed the file since the form was opened: both values are shown. */
  isStale: boolean;
}

export const editFilePage = (props: EditFileProps) => <EditFilePage {...props} />;

const kinds: Record<ContactField, Pick<TextFieldProps, 'type' | 'optional'>> = {
  firstName: {},
  lastName: {},
  jobTitle: { optional: true },
  email: { type: 'email' },
  phone: { type: 'tel' },
};

function EditFilePage({ file, form, isStale }: EditFileProps) {
  const ui = useUi();
  const { t } = ui;
  const errors = errorTexts(form, t);
  const value = (name: string) => fieldOf(form.values, name);
  return (
    <Page title={t('file.menu.edit')} crumbs={fileCrumbs(t, file)} errors={errors}>
      <PageHead title={t('file.menu.edit')} lede={t('file.edit.lede', actingOf(ui))} />
      {isStale && <Stale file={file} form={form} />}
      <Form action={incidentPaths.editFile.link({ params: { fileId: file.id } })} version={file.version} guarded>
        <TextField name="title" label={t('file.edit.title')} hint={t('file.edit.title.hint')} value={value('title')} error={errors.title} />
        <TextField
          name="ownReference"
          label={t('file.ownReference')}
          hint={t('notify.ownReference.hint')}
          optional
          autocomplete="off"
          value={value('ownReference')}
          error={errors.ownReference}
        />
        <TextField
          name="complaintReference"
          label={t('file.edit.complaint')}
          hint={t('file.edit.complaint.hint')}
          optional
          autocomplete="off"
          value={value('complaintReference')}
          error={errors.complaintReference}
        />
        {contactRoles.map((role) => (
          <ContactSection key={role} role={role} form={form} errors={errors} />
        ))}
        <Actions>
          <Button>{t('file.edit.save')}</Button>
          <a href={incidentPaths.file.link({ params: { fileId: file.id } })}>{t('file.cancel')}</a>
        </Actions>
      </Form>
    </Page>
  );
}

function ContactSection({ role, form, errors }: { role: ContactRole; form: FormState; errors: Record<string, string> }) {
  const { t } = useUi();
  return (
    <Section id={role} title={t(`file.contact.${role}`)}>
      {role !== 'primary' && <p class="v-hint">{t('file.edit.contact.optional')}</p>}
      {contactFields.map((field) => {
        const name = contactField(role, field);
        return (
          <TextField
            key={name}
            name={name}
            label={t(`notify.contact.${field}`)}
            autocomplete="off"
            value={fieldOf(form.values, name)}
            error={errors[name]}
            {...kinds[field]}
          />
        );
      })}
    </Section>
  );
}

/** What is stored now, field by field, where it is not what was typed. */
function Stale({ file, form }: { file: EditableFile; form: FormState }) {
  const { t } = useUi();
  const stored = filledFile(file).values;
  const differs = (name: string) => fieldOf(stored, name) !== fieldOf(form.values, name);
  const own = [
    { name: 'title', label: t('file.edit.title') },
    { name: 'ownReference', label: t('file.ownReference') },
    { name: 'complaintReference', label: t('file.edit.complaint') },
  ];
  const people = contactRoles.flatMap((role) =>
    contactFields.map((field) => ({
      name: contactField(role, field),
      label: `${t(`file.contact.${role}`)}: ${t(`notify.contact.${field}`)}`,
    })),
  );
  return (
    <Message kind="warning" title={t('file.edit.changed')} announce>
      <SummaryList
        form="two"
        rows={[...own, ...people].filter(({ name }) => differs(name)).map(({ name, label }) => ({ label, value: fieldOf(stored, name) }))}
      />
    </Message>
  );
}
