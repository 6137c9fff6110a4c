import { Actions, Button } from '#platform/ui/button.tsx';
import { Form } from '#platform/ui/form.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { incidentPaths } from '../../../paths.ts';
import type { NotifyDraft } from '../../../queries/notify-draft.query.ts';
import { actingOf } from '../../../views/acting.ts';

export const discardPage = (draft: NotifyDraft) => <DiscardPage draft={draft} />;

function DiscardPage({ draft: { fileId, title } }: { draft: NotifyDraft }) {
  const ui = useUi();
  const { t } = ui;
  const heading = t('notify.discard.title', { title: title || t('notify.untitled') });
  return (
    <Page title={heading} crumbs={[{ label: t('notify.title'), href: incidentPaths.notify.link() }]}>
      <PageHead title={heading} lede={t('notify.discard.text', actingOf(ui))} />
      <Form action={incidentPaths.discardNotify.link({ params: { fileId } })}>
        <Actions>
          <Button look="danger">{t('notify.discard')}</Button>
          <a class="btn btn-quiet" href={incidentPaths.notifyStep.link({ params: { fileId, step: 'check' } })}>
            {t('notify.discard.keep')}
          </a>
        </Actions>
      </Form>
    </Page>
  );
}
