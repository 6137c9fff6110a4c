import { errorTexts } from '#platform/forms/error-texts.ts';
import { type FormState, fieldOf } from '#platform/forms/form.ts';
import { renderMarkdown } from '#platform/text/markdown.ts';
import { Actions, Button } from '#platform/ui/button.tsx';
import { Moment } from '#platform/ui/deadline-clock.tsx';
import { Form } from '#platform/ui/form.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { Remark } from '#platform/ui/review.tsx';
import { TextArea } from '#platform/ui/text-fields.tsx';
import { incidentPaths } from '../../../paths.ts';
import { noteLimit } from './note.form.ts';
import type { IncidentData, NoteRecord } from './show-incident.query.ts';

interface Props {
  data: IncidentData;
  notes: readonly NoteRecord[];
  /** A note that was refused, as it was typed. */
  refused: FormState | undefined;
}

/** What the regulator's people tell each other; operators and observers never see that there is anything. */
export function IncidentNotes({ data: { record }, notes, refused }: Props) {
  const { t } = useUi();
  const errors = refused ? errorTexts(refused, t) : {};
  return (
    <section class="v-stack" aria-labelledby="notes">
      <h2 id="notes">{t('supervision.incident.notes')}</h2>
      <p class="v-meta">{t('supervision.incident.notes.lede')}</p>
      {notes.map(({ id, byName, at, bodyMd }) => (
        <Remark key={id} internal by={byName} when={<Moment instant={at} zone={record.zone} short />}>
          <div class="v-text" dangerouslySetInnerHTML={{ __html: renderMarkdown(bodyMd) }} />
        </Remark>
      ))}
      <Form action={incidentPaths.note.link({ params: { incidentId: record.id } })}>
        <TextArea
          name="body"
          label={t('supervision.incident.notes.new')}
          hint={t('supervision.incident.notes.hint')}
          limit={noteLimit}
          value={refused ? fieldOf(refused.values, 'body') : ''}
          error={errors.body}
        />
        <Actions>
          <Button look="secondary">{t('supervision.incident.notes.add')}</Button>
        </Actions>
      </Form>
    </section>
  );
}
