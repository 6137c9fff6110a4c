import { isLanguage, languageNames } from '../i18n/language.ts';
import { DataTable } from '../ui/data-table.tsx';
import { Empty } from '../ui/feedback.tsx';
import { SummaryList } from '../ui/lists.tsx';
import { Page, PageHead } from '../ui/page.tsx';
import { useUi } from '../ui/page-context.ts';
import { type Status, StatusTag } from '../ui/status-tag.tsx';
import { KeysetPager } from '../ui/table-tools.tsx';
import type { Delivery, DeliveryState, DeliverySummary } from './mailbox.query.ts';

interface MailboxProps {
  recipient: string | undefined;
  rows: readonly DeliverySummary[];
  everyoneHref: string;
  hrefOf: (id: string) => string;
  firstHref: string | undefined;
  nextHref: string | undefined;
}

interface MailProps {
  mail: Delivery;
  mailboxHref: string;
  htmlHref: string | undefined;
}

export const mailboxPage = (props: MailboxProps) => <MailboxPage {...props} />;
export const mailPage = (props: MailProps) => <MailPage {...props} />;

const tags: Record<DeliveryState, Status> = { queued: 'queued', sent: 'succeeded', declined: 'cancelled', failed: 'failed' };

// texts: mail.state.*
function StateTag({ state }: { state: DeliveryState }) {
  const { t } = useUi();
  return <StatusTag status={tags[state]} label={t(`mail.state.${state}`)} />;
}

function MailboxPage({ recipient, rows, everyoneHref, hrefOf, firstHref, nextHref }: MailboxProps) {
  const { t, format } = useUi();
  return (
    <Page title={t('mail.box')}>
      <PageHead
        title={t('mail.box')}
        lede={recipient ? t('mail.box.for', { recipient }) : t('mail.box.lede')}
        meta={recipient && <a href={everyoneHref}>{t('mail.box.everyone')}</a>}
      />
      <DataTable
        caption={t('mail.box')}
        captionHidden
        rows={rows}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'subject',
            label: t('mail.box.subject'),
            kind: 'name',
            cell: ({ id, subject }) => <a href={hrefOf(id)}>{subject ?? t('mail.box.unwritten')}</a>,
          },
          { key: 'to', label: t('mail.box.to'), cell: (row) => row.recipient },
          { key: 'when', label: t('mail.box.when'), cell: ({ createdAt }) => format.shortDateTime(createdAt) },
          { key: 'state', label: t('mail.box.state'), cell: ({ state }) => <StateTag state={state} /> },
        ]}
        empty={
          <Empty title={t('mail.box.empty')} icon="envelope">
            <p>{t('mail.box.empty.text')}</p>
          </Empty>
        }
      />
      <KeysetPager firstHref={firstHref} nextHref={nextHref} />
    </Page>
  );
}

/** The text with its web addresses as links: a code or an activation is one click away. */
function LinkedText({ text }: { text: string }) {
  const parts = text.split(/(https?:\/\/[^\s<>"]+)/);
  return (
    <pre class="v-code mb-0">
      {parts.map((part, index) =>
        index % 2 === 1 ? (
          <a key={`${index}`} href={part}>
            {part}
          </a>
        ) : (
          part
        ),
      )}
    </pre>
  );
}

function MailPage({ mail, mailboxHref, htmlHref }: MailProps) {
  const { t, format } = useUi();
  const { subject, recipient, template, language, state, lastError, createdAt, sentAt, bodyText } = mail;
  const title = subject ?? t('mail.box.unwritten');
  return (
    <Page title={title} crumbs={[{ label: t('mail.box'), href: mailboxHref }]}>
      <PageHead title={title} tags={<StateTag state={state} />} />
      <div class="v-stack v-text">
        <SummaryList
          form="two"
          rows={[
            { label: t('mail.box.to'), value: recipient },
            { label: t('mail.box.when'), value: format.dateTime(sentAt ?? createdAt) },
            { label: t('mail.box.kind'), value: template },
            { label: t('mail.box.language'), value: isLanguage(language) ? languageNames[language] : t('mail.box.everyLanguage') },
            ...(lastError ? [{ label: t('mail.box.reason'), value: lastError }] : []),
          ]}
        />
        {bodyText && (
          <section class="v-stack" aria-labelledby="text-heading">
            <h2 class="fs-5" id="text-heading">
              {t('mail.box.text')}
            </h2>
            <LinkedText text={bodyText} />
          </section>
        )}
        {htmlHref && (
          <p>
            <a href={htmlHref}>{t('mail.box.html')}</a>
          </p>
        )}
      </div>
    </Page>
  );
}
