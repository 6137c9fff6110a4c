import { governancePaths } from '#modules/governance/index.ts';
import { errorTexts } from '#platform/forms/error-texts.ts';
import type { FormState } from '#platform/forms/form.ts';
import { wordsIn } from '#platform/i18n/foreign-text.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import { Actions, Button, LinkButton } from '#platform/ui/button.tsx';
import { DeadlineClock } from '#platform/ui/deadline-clock.tsx';
import { Done, Message } from '#platform/ui/feedback.tsx';
import { Form, PostButton } from '#platform/ui/form.tsx';
import { Panel, Section, Split } from '#platform/ui/layout.tsx';
import { SummaryList } from '#platform/ui/lists.tsx';
import { Page } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { CodeField } from '#platform/ui/text-fields.tsx';
import { isLate } from '../../../domain/deadlines.ts';
import type { StageState } from '../../../domain/stage-states.ts';
import { incidentPaths } from '../../../paths.ts';
import { circumstancesOf, type FilingRow, type FilingTarget, filingDeadline } from '../../../queries/filing.query.ts';
import type { SectorName } from '../../../queries/notify-draft.query.ts';
import { stageLabel } from '../../../views/due-words.ts';
import { exactTime } from '../../../views/exact-time.ts';
import { OfferOrganisation } from '../../../views/offer-organisation.tsx';
import { filingRows } from '../filing-summary.tsx';

export interface ReceiptProps {
  row: FilingRow & { sentAt: Temporal.Instant };
  target: FilingTarget;
  sectors: readonly SectorName[];
  next: StageState | undefined;
  form: FormState;
  /** An account is behind it already. */
  isLinked: boolean;
}

export const receiptPage = (props: ReceiptProps) => <ReceiptPage {...props} />;

/** Complete at once: it waits for no mail. What proves the address is a part of it. */
function ReceiptPage(props: ReceiptProps) {
  const { row, target, sectors, form } = props;
  const ui = useUi();
  const { t, language } = ui;
  const title = t('report.sent.title', { report: wordsIn(target.stage.label, language) });
  const around = circumstancesOf(row, target, row.sentAt);
  return (
    <Page title={title} errors={errorTexts(form, t)}>
      <Split asideLabel={t('report.sent.next')} aside={<Next {...props} />}>
        <Done title={title} reference={row.reference ?? ''}>
          <Received {...props} />
        </Done>
        {row.state === 'sent' ? <Proof row={row} form={form} /> : <Message kind="success" title={t('outside.proof.done')} />}
        {row.state === 'opened' && <Account row={row} isLinked={props.isLinked} />}
        {row.state === 'opened' && <OfferOrganisation action={incidentPaths.offerFiling.link()} typed={row.content.filer.organisation} />}
        <Section id="sent" title={t('outside.receipt.sent')}>
          <SummaryList rows={filingRows({ row, target, sectors, around }, ui)} />
        </Section>
      </Split>
    </Page>
  );
}

function Received({ row, target }: ReceiptProps) {
  const { t, language, format } = useUi();
  const regulator = wordsIn(target.offer.regulator.name, language);
  const { deadlineAt } = filingDeadline(row, target, row.sentAt);
  return (
    <>
      <p>{t('report.sent.received', { regulator, when: exactTime(row.sentAt, row.content.zone, format) })}</p>
      {deadlineAt && (
        <p>
          {t(isLate(row.sentAt, deadlineAt) ? 'report.sent.late' : 'report.sent.early', {
            time: format.duration(Math.abs(deadlineAt.epochMilliseconds - row.sentAt.epochMilliseconds)),
          })}
        </p>
      )}
      <p class="u-small">
        {t('report.sha256')}
        <br />
        <code>{row.contentSha256}</code>
        <br />
        <a href={incidentPaths.verifyReceipt.link({ query: { digest: row.contentSha256 ?? '' } })}>{t('report.sent.verify')}</a>
      </p>
      <p class="u-small u-quiet">{t('outside.receipt.keep')}</p>
    </>
  );
}

function Proof({ row, form }: Pick<ReceiptProps, 'row' | 'form'>) {
  const { t } = useUi();
  const errors = errorTexts(form, t);
  return (
    <Section id="proof" title={t('outside.proof.title')}>
      <p class="v-text">{t('outside.proof.text', { email: row.content.filer.email })}</p>
      <Form action={incidentPaths.proveFiling.link()}>
        <CodeField name="code" label={t('outside.proof.code')} hint={t('outside.proof.hint')} error={errors.code} />
        <Actions>
          <Button>{t('outside.proof.send')}</Button>
        </Actions>
      </Form>
      <PostButton action={incidentPaths.newProof.link()}>
        <Button look="quiet" icon="arrow-repeat">
          {t('outside.proof.again')}
        </Button>
      </PostButton>
    </Section>
  );
}

/** The way to an account of one's own; whether somebody has one with that address is not said. */
function Account({ row, isLinked }: Pick<ReceiptProps, 'row' | 'isLinked'>) {
  const { t } = useUi();
  return (
    <Section id="account" title={t(isLinked ? 'outside.account.linked' : 'outside.account.title')}>
      {isLinked ? (
        <Actions>
          <LinkButton href={incidentPaths.files.link()}>{t('outside.account.open')}</LinkButton>
        </Actions>
      ) : (
        <>
          <p class="v-text">{t('outside.account.text', { email: row.content.filer.email })}</p>
          <Actions>
            <LinkButton look="primary" href={governancePaths.createAccount.link()}>
              {t('outside.account.create')}
            </LinkButton>
            <a href={incidentPaths.claimFiling.link()}>{t('outside.account.claim')}</a>
          </Actions>
        </>
      )}
    </Section>
  );
}

function Next({ row, target, next }: ReceiptProps) {
  const { t, language } = useUi();
  if (next?.due.kind !== 'due') return <p class="u-quiet">{t('report.sent.nothing.text')}</p>;
  return (
    <Panel title={t('outside.receipt.next', { report: stageLabel(target.offer.definition, next.stage, language) })}>
      <DeadlineClock due={next.due.at} start={row.sentAt} zone={row.content.zone} size="medium" />
      <p class="u-small u-quiet">{t('outside.receipt.next.text')}</p>
    </Panel>
  );
}
