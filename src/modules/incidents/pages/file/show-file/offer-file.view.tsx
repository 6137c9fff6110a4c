import { Actions, Button } from '#platform/ui/button.tsx';
import { Form } from '#platform/ui/form.tsx';
import { Section } from '#platform/ui/layout.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { TextField } from '#platform/ui/text-fields.tsx';
import { incidentPaths } from '../../../paths.ts';
import type { FileRecord } from './show-file.query.ts';

/** By an incident user; whether the platform knows the organisation is not said, as on the receipt of somebody without an account. */
export function OfferFile({ file: { id, organisationName } }: { file: FileRecord }) {
  const { t } = useUi();
  return (
    <Section id="offer" title={t('outside.offer.title')}>
      <p class="v-text">{t('outside.offer.text')}</p>
      <Form action={incidentPaths.offerFile.link({ params: { fileId: id } })}>
        <TextField
          name="organisation"
          label={t('outside.who.organisation')}
          hint={t('outside.offer.hint')}
          value={organisationName}
          autocomplete="organization"
        />
        <Actions>
          <Button look="secondary">{t('outside.offer.send')}</Button>
        </Actions>
      </Form>
    </Section>
  );
}
