import { wordsIn } from '#platform/i18n/foreign-text.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import { LinkButton } from '#platform/ui/button.tsx';
import { type Column, DataTable, Sub } from '#platform/ui/data-table.tsx';
import { DeadlineClock, Moment } from '#platform/ui/deadline-clock.tsx';
import { Empty, Message } from '#platform/ui/feedback.tsx';
import { Hidden } from '#platform/ui/icon.tsx';
import { Stack } from '#platform/ui/layout.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { RegulationTag, StatusTag } from '#platform/ui/status-tag.tsx';
import { KeysetPager, type PageSize, PageSizes, TableTools, Views } from '#platform/ui/table-tools.tsx';
import { incidentPaths } from '../../../paths.ts';
import { actingOf } from '../../../views/acting.ts';
import { combinedName } from '../../../views/combined-name.ts';
import { countLimit, type FileListQuery, type FilePage, type ListedFile, type ListedIncident, usualSize } from './list-files.query.ts';
import type { TakenOver as Version } from './taken-over.query.ts';
import { TakenOver } from './taken-over.view.tsx';

interface ListFilesProps {
  query: FileListQuery & { size: PageSize };
  list: FilePage;
  /** How many filings from outside wait for the reader's decision. */
  offers: number;
  /** Until then older files are withheld from the reader. */
  withheldUntil: Temporal.Instant | undefined;
  /** Something was sent in this browser without an account and can be added to the reader's. */
  isClaimable: boolean;
  takenOver: readonly Version[];
}

type Notices = Omit<ListFilesProps, 'query' | 'list'>;

export const listFilesPage = (props: ListFilesProps) => <ListFilesPage {...props} />;

const states = ['open', 'draft', 'closed'] as const;

function ListFilesPage({ query, list, ...notices }: ListFilesProps) {
  const ui = useUi();
  const { t } = ui;
  const { q, state } = query;
  const size = query.size === usualSize ? undefined : query.size;
  const isFiltered = Boolean(q || state);
  if (list.count === 0 && !isFiltered && list.files.length === 0 && !query.after && !query.before) return <NothingYet {...notices} />;
  const views = [undefined, ...states].map((one) => ({
    href: incidentPaths.files.link({ query: { state: one, size } }),
    label: t(`file.list.${one ?? 'all'}`),
    ...(one === state && { current: 'page' as const }),
  }));
  return (
    <Page title={t('file.list.title')} crumbs={[{ label: t('file.crumb.home'), href: '/' }]}>
      <PageHead title={t('file.list.title')} lede={t('file.list.lede', actingOf(ui))} actions={<NotifyButton />} />
      <NoticesAbove {...notices} />
      <Stack>
        <Views views={views} />
        <TableTools
          action={incidentPaths.files.link()}
          searchLabel={t('file.list.search')}
          search={q}
          keep={{ ...(state && { state }), ...(size && { size: String(size) }) }}
        />
        <DataTable
          caption={t('file.list.title')}
          captionHidden
          columns={useColumns()}
          rows={list.files}
          rowKey={({ id }) => id}
          empty={<NoMatch />}
        />
        {list.files.length > 0 && (
          <KeysetPager
            count={list.count > countLimit ? { atLeast: countLimit } : { exact: list.count }}
            firstHref={list.before && incidentPaths.files.link({ query: { q, state, size } })}
            previousHref={list.before && incidentPaths.files.link({ query: { q, state, size, before: list.before } })}
            nextHref={list.after && incidentPaths.files.link({ query: { q, state, size, after: list.after } })}
          />
        )}
        <PageSizes
          count={list.count}
          size={query.size}
          href={(wanted) => incidentPaths.files.link({ query: { q, state, size: wanted === usualSize ? undefined : wanted } })}
        />
        <TakenOver versions={notices.takenOver} />
      </Stack>
    </Page>
  );
}

function NotifyButton() {
  const { t } = useUi();
  return (
    <LinkButton look="primary" href={incidentPaths.notify.link()}>
      {t('incidents.nav.notify')}
    </LinkButton>
  );
}

function NoticesAbove({ offers, withheldUntil, isClaimable }: Notices) {
  const { t, format } = useUi();
  if (offers === 0 && !withheldUntil && !isClaimable) return null;
  return (
    <div class="v-messages">
      {withheldUntil && (
        <Message kind="warning" title={t('file.list.withheld')}>
          {t('file.list.withheld.text', { until: format.dateTime(withheldUntil) })}
        </Message>
      )}
      {offers > 0 && (
        <Message title={t('outside.adoption.waiting.files', { count: offers })}>
          <a href={incidentPaths.adoptions.link()}>{t('outside.adoption.look')}</a>
        </Message>
      )}
      {isClaimable && (
        <Message title={t('outside.claim.waiting')}>
          <a href={incidentPaths.claimFiling.link()}>{t('outside.claim.look')}</a>
        </Message>
      )}
    </div>
  );
}

function NothingYet(notices: Notices) {
  const { t } = useUi();
  return (
    <Page title={t('file.list.title')} crumbs={[{ label: t('file.crumb.home'), href: '/' }]}>
      <PageHead title={t('file.list.title')} />
      <NoticesAbove {...notices} />
      <Empty title={t('file.list.empty')} actions={<NotifyButton />}>
        {t('file.list.empty.text')}
      </Empty>
      <TakenOver versions={notices.takenOver} />
    </Page>
  );
}

function NoMatch() {
  const { t } = useUi();
  return (
    <Empty
      title={t('file.list.noMatch')}
      icon="search"
      actions={<LinkButton href={incidentPaths.files.link()}>{t('file.list.showAll')}</LinkButton>}
    >
      {t('file.list.noMatch.text')}
    </Empty>
  );
}

function useColumns(): Column<ListedFile>[] {
  const { t } = useUi();
  return [
    { key: 'title', label: t('file.list.file'), kind: 'name', cell: (file) => <TitleCell file={file} /> },
    { key: 'incidents', label: t('file.list.reports'), cell: (file) => <ReportsCell file={file} /> },
    { key: 'due', label: t('file.list.due'), cell: (file) => <DueCell file={file} /> },
    { key: 'opened', label: t('file.list.opened'), kind: 'low', cell: ({ createdAt }) => <Moment instant={createdAt} short /> },
  ];
}

function TitleCell({ file }: { file: ListedFile }) {
  const { t } = useUi();
  const params = { fileId: file.id };
  const href = file.isDraft
    ? incidentPaths.notifyStep.link({ params: { ...params, step: 'regulations' } })
    : incidentPaths.file.link({ params });
  return (
    <>
      <a href={href}>{file.title || t('file.list.untitled')}</a>
      {file.ownReference && <Sub>{file.ownReference}</Sub>}
    </>
  );
}

function ReportsCell({ file }: { file: ListedFile }) {
  const { t } = useUi();
  if (file.isDraft) {
    return (
      <>
        <StatusTag status="draft" />
        <Sub>
          <a href={incidentPaths.discardNotify.link({ params: { fileId: file.id } })}>
            {t('file.list.discard')}
            <Hidden>: {file.title || t('file.list.untitled')}</Hidden>
          </a>
        </Sub>
      </>
    );
  }
  return (
    <ul class="v-stack v-stack--1">
      {file.incidents.map((incident) => (
        <li key={incident.id}>
          <IncidentLine incident={incident} />
        </li>
      ))}
    </ul>
  );
}

function IncidentLine({ incident: { law, reference, outcome, stage, instead, status } }: { incident: ListedIncident }) {
  const { t, language } = useUi();
  const main = stage && wordsIn(stage, language);
  const name = main && instead ? combinedName({ t, language }, main, wordsIn(instead, language)) : main;
  return (
    <>
      <span class="v-row v-row--tight">
        <RegulationTag>{law}</RegulationTag>
        {name && <span>{name}</span>}
        {outcome ? <StatusTag status={outcome === 'withdrawn' ? 'withdrawn' : 'closed'} /> : <StatusTag status={status} />}
      </span>
      <Sub>{reference}</Sub>
    </>
  );
}

/** The deadlines of the lines beside it; each names its law where there are several. */
function DueCell({ file }: { file: ListedFile }) {
  const { t } = useUi();
  const due = file.incidents.flatMap((incident) => (incident.due ? [{ ...incident, due: incident.due }] : []));
  if (due.length === 0) return <span class="u-quiet">{t('file.list.nothingDue')}</span>;
  return (
    <ul class="v-stack v-stack--1">
      {due.map(({ id, law, zone, due: { at, from } }) => (
        <li key={id}>
          {file.incidents.length > 1 && <RegulationTag>{law}</RegulationTag>}
          <DeadlineClock due={at} start={from} zone={zone} compact />
        </li>
      ))}
    </ul>
  );
}
