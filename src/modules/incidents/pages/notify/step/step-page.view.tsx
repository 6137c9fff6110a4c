import type { ComponentChildren } from 'preact';
import { Actions, Button } from '#platform/ui/button.tsx';
import { Message } from '#platform/ui/feedback.tsx';
import { Form } from '#platform/ui/form.tsx';
import { Panel, Split, Stack } from '#platform/ui/layout.tsx';
import { type Step, Steps } from '#platform/ui/lists.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import type { NotifyStep } from '../../../domain/notify-journey.ts';
import { incidentPaths } from '../../../paths.ts';
import type { NotifyDraft } from '../../../queries/notify-draft.query.ts';
import { actingOf } from '../../../views/acting.ts';

// texts: notify.step.*, notify.lede.*
interface StepPageProps {
  draft: NotifyDraft;
  step: NotifyStep;
  errors: Readonly<Record<string, string | undefined>>;
  /** Somebody saved this notification in another window meanwhile: what was typed is kept, and sending it again replaces that. */
  isChanged: boolean;
  children: ComponentChildren;
  /** Names the act of the last page. */
  send?: string | undefined;
}

/** One page of "notify": its question, the way on, and where in the journey it stands. */
export function StepPage({ draft, step, errors, isChanged, children, send }: StepPageProps) {
  const ui = useUi();
  const { t } = ui;
  const { fileId, journey, version } = draft;
  const title = t(`notify.step.${step}`);
  const at = journey.findIndex((entry) => entry.step === step);
  return (
    <Page title={title} errors={errors} crumbs={[{ label: t('notify.title'), href: incidentPaths.notify.link() }]}>
      <Split form="form" asideLabel={t('notify.steps')} aside={<Journey draft={draft} step={step} />}>
        <PageHead
          title={title}
          tags={<span class="v-meta">{t('notify.stepOf', { at: at + 1, count: journey.length })}</span>}
          lede={t(`notify.lede.${step}`, actingOf(ui))}
        />
        {isChanged && <ChangedMeanwhile draft={draft} step={step} />}
        <Form action={incidentPaths.notifyStep.link({ params: { fileId, step } })} version={version} guarded>
          {children}
          <Actions>
            <Button>{send ?? t('notify.continue')}</Button>
            <a class="btn btn-quiet" href={incidentPaths.files.link()}>
              {t('notify.later')}
            </a>
          </Actions>
        </Form>
        <p class="u-small">
          <a href={incidentPaths.discardNotify.link({ params: { fileId } })}>{t('notify.discard')}</a>
        </p>
      </Split>
    </Page>
  );
}

function ChangedMeanwhile({ draft, step }: { draft: NotifyDraft; step: NotifyStep }) {
  const { t } = useUi();
  return (
    <Message kind="warning" title={t('notify.changed')} announce>
      <p>{t(step === 'check' ? 'notify.changed.check' : 'notify.changed.text')}</p>
      {step !== 'check' && (
        <p>
          <a href={incidentPaths.notifyStep.link({ params: { fileId: draft.fileId, step } })}>{t('notify.changed.stored')}</a>
        </p>
      )}
    </Message>
  );
}

function Journey({ draft, step }: { draft: NotifyDraft; step: NotifyStep }) {
  const ui = useUi();
  const { t } = ui;
  const { journey, fileId } = draft;
  const steps: Step[] = journey.map((entry) => ({
    title: t(`notify.step.${entry.step}`),
    state: entry.step === step ? 'current' : entry.isDone ? 'done' : 'next',
    ...(entry.isDone &&
      entry.step !== step && {
        children: (
          <p class="u-small">
            <a href={incidentPaths.notifyStep.link({ params: { fileId, step: entry.step } })}>
              {t('ui.change')}
              <span class="visually-hidden">: {t(`notify.step.${entry.step}`)}</span>
            </a>
          </p>
        ),
      }),
  }));
  return (
    <Stack>
      <Panel title={t('notify.steps')} tight>
        <Steps steps={steps} />
      </Panel>
      <p class="u-small u-quiet">{t('notify.saved', actingOf(ui))}</p>
    </Stack>
  );
}
