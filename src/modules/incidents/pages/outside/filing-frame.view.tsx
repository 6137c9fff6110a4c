import type { ComponentChildren } from 'preact';
import { Actions, Button } from '#platform/ui/button.tsx';
import { Message } from '#platform/ui/feedback.tsx';
import { Form, PostButton } from '#platform/ui/form.tsx';
import { Panel, Split, Stack } from '#platform/ui/layout.tsx';
import { Steps } from '#platform/ui/lists.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { type FilingStep, filingSteps } from '../../domain/filing.ts';
import { incidentPaths } from '../../paths.ts';

// texts: outside.step.*, outside.lede.*
interface FilingFrameProps {
  step: FilingStep;
  errors: Readonly<Record<string, string | undefined>>;
  /** Of the draft; absent on the first page, before there is one. */
  version?: number | undefined;
  /** Another window has saved this draft meanwhile. */
  isChanged?: boolean | undefined;
  children: ComponentChildren;
  hidden?: Record<string, string> | undefined;
  send?: string | undefined;
  /** Around the form, for its script. */
  around?: ((form: ComponentChildren) => ComponentChildren) | undefined;
}

export const filingStepLink = (step: FilingStep) => incidentPaths.filingStep.link({ params: { step } });

/** One page of the short way: few questions, and where one stands. */
export function FilingFrame({ step, errors, version, isChanged, children, hidden, send, around = (form) => form }: FilingFrameProps) {
  const { t } = useUi();
  const title = t(`outside.step.${step}`);
  const at = filingSteps.indexOf(step);
  return (
    <Page title={title} errors={errors} scripts={['incidents/filing.js']}>
      <Split form="form" asideLabel={t('outside.steps')} aside={<Journey step={step} isBegun={version !== undefined} />}>
        <PageHead
          title={title}
          tags={<span class="v-meta">{t('notify.stepOf', { at: at + 1, count: filingSteps.length })}</span>}
          lede={t(`outside.lede.${step}`)}
        />
        {isChanged && (
          <Message kind="warning" title={t('notify.changed')} announce>
            {t('outside.changed.text')}
          </Message>
        )}
        {around(
          <Form
            action={version === undefined ? incidentPaths.withoutAccount.link() : filingStepLink(step)}
            version={version}
            hidden={hidden}
            guarded
          >
            {children}
            <Actions>
              <Button icon={send ? 'send' : undefined}>{send ?? t('notify.continue')}</Button>
            </Actions>
          </Form>,
        )}
      </Split>
    </Page>
  );
}

function Journey({ step, isBegun }: { step: FilingStep; isBegun: boolean }) {
  const { t } = useUi();
  const current = filingSteps.indexOf(step);
  return (
    <Stack>
      <Panel title={t('outside.steps')} tight>
        <Steps
          steps={filingSteps.map((one, at) => ({
            title: t(`outside.step.${one}`),
            state: at < current ? 'done' : at === current ? 'current' : 'next',
            ...(at < current && {
              children: (
                <p class="u-small">
                  <a href={filingStepLink(one)}>
                    {t('ui.change')}
                    <span class="visually-hidden">: {t(`outside.step.${one}`)}</span>
                  </a>
                </p>
              ),
            }),
          }))}
        />
      </Panel>
      {isBegun && (
        <>
          <p class="u-small u-quiet">{t('outside.kept')}</p>
          <PostButton action={incidentPaths.discardFiling.link()}>
            <Button look="quiet" size="small" icon="trash">
              {t('outside.discard')}
            </Button>
          </PostButton>
        </>
      )}
    </Stack>
  );
}
