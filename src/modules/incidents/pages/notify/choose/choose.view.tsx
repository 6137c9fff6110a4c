import { Actions, Button } from '#platform/ui/button.tsx';
import { Moment } from '#platform/ui/deadline-clock.tsx';
import { Form } from '#platform/ui/form.tsx';
import { Section, Stack } from '#platform/ui/layout.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { incidentPaths } from '../../../paths.ts';
import type { DraftSummary } from '../../../queries/notify-draft.query.ts';

interface ChooseProps {
  drafts: readonly DraftSummary[];
  /** Key of the regulation whose start page the person comes from. */
  regulation: string;
}

export const choosePage = (props: ChooseProps) => <ChoosePage {...props} />;

function ChoosePage({ drafts, regulation }: ChooseProps) {
  const { t } = useUi();
  return (
    <Page title={t('notify.title')}>
      <Stack space="huge">
        <Stack space="large">
          <PageHead title={t('notify.title')} lede={t('notify.choose.lede')} />
          <Form action={incidentPaths.notify.link()} hidden={{ regulation }}>
            <Actions>
              <Button size="large" icon="arrow-right">
                {t('notify.choose.start')}
              </Button>
            </Actions>
            <p class="v-meta">{t('notify.choose.nothingSent')}</p>
          </Form>
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
