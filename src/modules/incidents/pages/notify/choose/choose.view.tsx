import { errorTexts } from '#platform/forms/error-texts.ts';
import { type FormState, fieldOf } from '#platform/forms/form.ts';
import { Actions, Button } from '#platform/ui/button.tsx';
import { Moment } from '#platform/ui/deadline-clock.tsx';
import { Message } from '#platform/ui/feedback.tsx';
import { Form } from '#platform/ui/form.tsx';
import { Section, Stack } from '#platform/ui/layout.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { TextField } from '#platform/ui/text-fields.tsx';
import { incidentPaths } from '../../../paths.ts';
import type { DraftSummary } from '../../../queries/notify-draft.query.ts';

interface ChooseProps {
  drafts: readonly DraftSummary[];
  /** Key of the regulation whose start page the person comes from. */
  regulation: string;
  form: FormState;
  /** For no operator: the organisation is typed. */
  isAlone: boolean;
  /** As many as may be notified in a day. */
  isOverLimit: boolean;
}

export const choosePage = (props: ChooseProps) => <ChoosePage {...props} />;

function ChoosePage({ drafts, regulation, form, isAlone, isOverLimit }: ChooseProps) {
  const { t } = useUi();
  const errors = errorTexts(form, t);
  return (
    <Page title={t('notify.title')} errors={errors}>
      <Stack space="huge">
        <Stack space="large">
          <PageHead title={t('notify.title')} lede={t('notify.choose.lede')} />
          {isOverLimit ? (
            <Message kind="warning">{t('outside.limit')}</Message>
          ) : (
            <Form action={incidentPaths.notify.link()} hidden={{ regulation }}>
              {isAlone && (
                <TextField
                  name="organisation"
                  label={t('outside.who.organisation')}
                  hint={t('notify.choose.organisation.hint')}
                  value={fieldOf(form.values, 'organisation')}
                  error={errors.organisation}
                  autocomplete="organization"
                />
              )}
              <Actions>
                <Button size="large" icon="arrow-right">
                  {t('notify.choose.start')}
                </Button>
              </Actions>
              <p class="v-meta">{t('notify.choose.nothingSent')}</p>
            </Form>
          )}
        </Stack>
        {drafts.length > 0 && (
          <Section id="drafts" title={t('notify.choose.drafts')}>
            <ul class="v-tasks">
              {drafts.map((draft) => (
                <DraftLine key={draft.fileId} draft={draft} />
              ))}
            </ul>
          </Section>
        )}
      </Stack>
    </Page>
  );
}

function DraftLine({ draft: { fileId, title, createdAt } }: { draft: DraftSummary }) {
  const { t } = useUi();
  return (
    <li>
      <div>
        <a href={incidentPaths.notifyStep.link({ params: { fileId, step: 'check' } })}>{title || t('notify.untitled')}</a>
        <span class="v-sub">
          {t('notify.choose.begun')} <Moment instant={createdAt} short />
        </span>
      </div>
      <a class="u-small" href={incidentPaths.discardNotify.link({ params: { fileId } })}>
        {t('notify.discard.short')}
        <span class="visually-hidden">: {title || t('notify.untitled')}</span>
      </a>
    </li>
  );
}
