import { wordsIn } from '#platform/i18n/foreign-text.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import { ActionMenu, LinkButton, type MenuEntry } from '#platform/ui/button.tsx';
import { Split, Stack } from '#platform/ui/layout.tsx';
import { Facts, Page, PageHead } from '#platform/ui/page.tsx';
import { type Ui, useUi } from '#platform/ui/page-context.ts';
import { narrowestTlp } from '#platform/ui/print-head.tsx';
import { StatusTag } from '#platform/ui/status-tag.tsx';
import { actOf } from '../../../domain/definition.ts';
import { incidentPaths } from '../../../paths.ts';
import { OfferOrganisation } from '../../../views/offer-organisation.tsx';
import { incidentMoves } from '../../../workflow.ts';
import type { LogEntry } from '../access-log/access-log.query.ts';
import { LogTable } from '../access-log/log-table.view.tsx';
import { fileCrumbs } from '../crumbs.ts';
import { FileAside } from './file-aside.view.tsx';
import { FileClocks } from './file-clocks.view.tsx';
import { actionOf, IncidentReports } from './file-reports.view.tsx';
import { fileTimeline, lawsOf } from './file-timeline.ts';
import { FileTimeline } from './file-timeline.view.tsx';
import type { FileRecord } from './show-file.query.ts';
import { fileClocks, nextAct, type StageLine, stageLines } from './stage-lines.ts';
import { lineName } from './stage-name.ts';

interface ShowFileProps {
  file: FileRecord;
  log: { entries: LogEntry[]; count: number };
  /** Short names of the laws to show on the timeline; empty: all. */
  laws: readonly string[];
  /** The domain's time. */
  now: Temporal.Instant;
  /** Whether the reader may offer it to the organisation it is about. */
  mayOffer: boolean;
}

export const showFilePage = (props: ShowFileProps) => <ShowFilePage {...props} />;

function ShowFilePage({ file, log, laws, now, mayOffer }: ShowFileProps) {
  const { t } = useUi();
  const byIncident = file.incidents.map((incident) => ({ incident, lines: stageLines(incident, now) }));
  const lines = byIncident.flatMap((one) => one.lines);
  const known = lawsOf(file.incidents);
  const shown = laws.filter((law) => known.has(law));
  return (
    <Page title={file.title} crumbs={fileCrumbs(t)} print={printMarkOf(file)}>
      <PageHead
        title={file.title}
        tags={<FileTags file={file} />}
        meta={<FileFacts file={file} />}
        actions={<FileActions file={file} lines={lines} />}
      />
      <FileClocks fileId={file.id} clocks={fileClocks(lines)} />
      <div class="mt-5">
        <Split aside={<FileAside file={file} />} asideLabel={t('file.details')}>
          <Stack space="huge">
            <section class="v-stack v-stack--3" aria-labelledby="reports">
              <h2 id="reports">{t('file.reports.title')}</h2>
              {byIncident.map((one) => (
                <IncidentReports key={one.incident.id} {...one} />
              ))}
            </section>
            <FileTimeline fileId={file.id} zone={file.zone} items={fileTimeline(file.incidents, shown, now)} laws={known} shown={shown} />
            <AccessLog file={file} log={log} />
            {mayOffer && (
              <OfferOrganisation action={incidentPaths.offerFile.link({ params: { fileId: file.id } })} typed={file.organisationName} />
            )}
          </Stack>
        </Split>
      </div>
    </Page>
  );
}

/** All references of the file, for those who may read each of them. */
const printMarkOf = ({ incidents }: FileRecord) => ({
  reference: incidents.map(({ reference }) => reference).join(', '),
  tlp: narrowestTlp(incidents.map(({ tlp }) => tlp)),
});

function FileTags({ file: { incidents } }: { file: FileRecord }) {
  const isOpen = incidents.some(({ status }) => status === 'ongoing');
  const isWithdrawn = incidents.every(({ outcome }) => outcome === 'withdrawn');
  return (
    <>
      <StatusTag status={isOpen ? 'ongoing' : isWithdrawn ? 'withdrawn' : 'closed'} />
      {incidents.some(({ significant }) => significant === true) && <StatusTag status="significant" />}
    </>
  );
}

function FileFacts({ file }: { file: FileRecord }) {
  const { t, format, language } = useUi();
  const aware = new Map(
    file.incidents.flatMap(({ world, procedure, zone }) =>
      world.facts.aware ? [[wordsIn(actOf(procedure), language), { at: world.facts.aware, zone }]] : [],
    ),
  );
  const moments = new Set([...aware.values()].map(({ at }) => at.epochMilliseconds));
  const first = [...aware].slice(0, 1);
  const awareFacts = (moments.size > 1 ? [...aware] : first).map(([law, { at, zone }]) => ({
    label: moments.size > 1 ? t('file.awareSinceLaw', { law }) : t('file.awareSince'),
    value: format.dateTime(at, zone),
  }));
  const sectors = [...new Set(file.incidents.flatMap((incident) => incident.sectors.map((name) => wordsIn(name, language))))];
  return (
    <Facts
      facts={[
        ...awareFacts,
        ...(sectors.length > 0 ? [{ label: t('file.sectors', { count: sectors.length }), value: format.list(sectors) }] : []),
        ...(file.ownReference ? [{ label: t('file.ownReference'), value: file.ownReference }] : []),
      ]}
    />
  );
}

function FileActions({ file, lines }: { file: FileRecord; lines: readonly StageLine[] }) {
  const ui = useUi();
  const next = nextAct(lines);
  const action = next && actionOf(next);
  return (
    <>
      {next?.row && action && (
        <LinkButton look="primary" href={incidentPaths.report.link({ params: { reportId: next.row.id } })}>
          {ui.t(`file.act.${action}`, { stage: lineName({ ...next, instead: undefined }, ui) })}
        </LinkButton>
      )}
      <ActionMenu subject={file.title} entries={menuOf(file, ui)} />
    </>
  );
}

/** What else can be done; acts on one incident name its law when the file has several. */
function menuOf({ id: fileId, incidents }: FileRecord, { t, language }: Ui): MenuEntry[] {
  const named = (key: 'file.menu.pdf' | 'file.menu.correct' | 'file.menu.withdraw', law: string) =>
    incidents.length > 1 ? t('file.menu.ofLaw', { act: t(key), law }) : t(key);
  const params = { fileId };
  const ofIncident = incidents.flatMap((incident): MenuEntry[] => {
    const short = wordsIn(actOf(incident.procedure), language);
    const own = { fileId, incidentId: incident.id };
    const moves = incidentMoves('reporting', {
      status: incident.status,
      outcome: incident.outcome ?? undefined,
      hasSubmission: incident.versions.length > 0,
    });
    return [
      {
        label: named('file.menu.pdf', short),
        href: incidentPaths.incidentPdf.link({ params: { incidentId: incident.id } }),
        icon: 'file-earmark-pdf',
      },
      ...(incident.status === 'ongoing'
        ? [{ label: named('file.menu.correct', short), href: incidentPaths.correctOwnFact.link({ params: own }), icon: 'clock' as const }]
        : []),
      ...(moves.some(({ move }) => move === 'withdraw')
        ? [{ label: named('file.menu.withdraw', short), href: incidentPaths.withdraw.link({ params: own }), icon: 'x-lg' as const }]
        : []),
    ];
  });
  return [
    { label: t('file.menu.edit'), href: incidentPaths.editFile.link({ params }), icon: 'pencil' },
    { label: t('file.menu.addLaw'), href: incidentPaths.addLaw.link({ params }), icon: 'plus-lg' },
    ...ofIncident,
  ];
}

function AccessLog({ file, log }: { file: FileRecord; log: ShowFileProps['log'] }) {
  const { t } = useUi();
  return (
    <section class="v-stack v-stack--1" aria-labelledby="log">
      <h2 id="log">{t('file.log.title')}</h2>
      <p class="v-meta">{t('file.log.lede')}</p>
      <LogTable entries={log.entries} zone={file.zone} />
      {log.count > log.entries.length && (
        <p class="u-small">
          <a href={incidentPaths.fileLog.link({ params: { fileId: file.id } })}>{t('file.log.all', { count: log.count })}</a>
        </p>
      )}
    </section>
  );
}
