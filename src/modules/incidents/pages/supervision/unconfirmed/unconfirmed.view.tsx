import { PhoneLink } from '#platform/ui/contact-links.tsx';
import { type Column, DataTable, Sub } from '#platform/ui/data-table.tsx';
import { Moment } from '#platform/ui/deadline-clock.tsx';
import { Empty } from '#platform/ui/feedback.tsx';
import { Stack } from '#platform/ui/layout.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { RegulationTag, StatusTag } from '#platform/ui/status-tag.tsx';
import { KeysetPager, Views } from '#platform/ui/table-tools.tsx';
import { incidentPaths } from '../../../paths.ts';
import type { QueuedFiling } from './unconfirmed.query.ts';

interface Props {
  filings: readonly QueuedFiling[];
  after: string | undefined;
  isDismissed: boolean;
}

export const unconfirmedPage = (props: Props) => <UnconfirmedPage {...props} />;

function UnconfirmedPage({ filings, after, isDismissed }: Props) {
  const { t } = useUi();
  const title = t('outside.queue.title');
  const dismissed = isDismissed ? ('yes' as const) : undefined;
  const columns: Column<QueuedFiling>[] = [
    {
      key: 'title',
      label: t('supervision.list.column.reference'),
      kind: 'name',
      cell: ({ id, title: name, reference }) => (
        <>
          <a href={incidentPaths.unconfirmedFiling.link({ params: { filingId: id } })}>{name}</a>
          <Sub>{reference}</Sub>
        </>
      ),
    },
    {
      key: 'organisation',
      label: t('outside.who.organisation'),
      cell: ({ organisation, name }) => (
        <span>
          {organisation}
          <Sub>{name}</Sub>
        </span>
      ),
    },
    { key: 'phone', label: t('outside.who.phone'), cell: ({ phone }) => <PhoneLink phone={phone} /> },
    {
      key: 'status',
      label: t('supervision.list.column.status'),
      cell: ({ law, dismissedAt }) => (
        <span class="v-row v-row--tight">
          <RegulationTag>{law}</RegulationTag>
          {dismissedAt ? <StatusTag status="closed" label={t('outside.queue.view.dismissed')} /> : <StatusTag status="unproven" />}
        </span>
      ),
    },
    { key: 'sent', label: t('outside.mail.received'), cell: ({ sentAt }) => <Moment instant={sentAt} short /> },
  ];
  return (
    <Page title={title} crumbs={[{ label: t('supervision.list.title'), href: incidentPaths.incidents.link() }]}>
      <PageHead title={title} lede={t('outside.queue.lede')} />
      <Stack space="large">
        <Views
          views={[
            {
              href: incidentPaths.unconfirmed.link(),
              label: t('outside.queue.view.waiting'),
              ...(!isDismissed && { current: 'page' as const }),
            },
            {
              href: incidentPaths.unconfirmed.link({ query: { dismissed: 'yes' } }),
              label: t('outside.queue.view.dismissed'),
              ...(isDismissed && { current: 'page' as const }),
            },
          ]}
        />
        <DataTable
          caption={title}
          captionHidden
          columns={columns}
          rows={filings}
          rowKey={({ id }) => id}
          empty={<Empty title={t('outside.queue.empty')}>{t('outside.queue.empty.text')}</Empty>}
        />
        {after && <KeysetPager nextHref={incidentPaths.unconfirmed.link({ query: { after, dismissed } })} />}
      </Stack>
    </Page>
  );
}
