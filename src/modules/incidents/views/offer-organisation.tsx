import { Actions, Button } from '#platform/ui/button.tsx';
import { Form } from '#platform/ui/form.tsx';
import { Section } from '#platform/ui/layout.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { TextField } from '#platform/ui/text-fields.tsx';

/** To let an organisation take over what was filed for it. Whether the platform knows it is not said: nobody outside is told who uses it. */
export function OfferOrganisation({ action, typed }: { action: string; typed: string }) {
  const { t } = useUi();
  return (
    <Section id="offer" title={t('outside.offer.title')}>
      <p class="v-text">{t('outside.offer.text')}</p>
      <Form action={action}>
        <TextField
          name="organisation"
          label={t('outside.who.organisation')}
          hint={t('outside.offer.hint')}
          value={typed}
          autocomplete="organization"
        />
        <Actions>
          <Button look="secondary">{t('outside.offer.send')}</Button>
        </Actions>
      </Form>
    </Section>
  );
}
