import { Sub } from '#platform/ui/data-table.tsx';
import { Moment } from '#platform/ui/deadline-clock.tsx';
import { Hidden } from '#platform/ui/icon.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { StatusTag } from '#platform/ui/status-tag.tsx';
import { absenceText } from '../../../domain/explain.ts';
import { incidentPaths } from '../../../paths.ts';
import { isVoluntary } from '../../../queries/incident-world.query.ts';
import { stageLabel } from '../../../views/due-words.ts';
import type { IncidentData } from './show-incident.query.ts';
import { type StageLine, timeliness } from './stage-lines.ts';
import { lineName } from './words.ts';

/** Each report with its status and whether it came in time, which are two things (interface.md B18). */
export function IncidentReports({ data }: { data: IncidentData }) {
  const { t } = useUi();
  const head = (['stage', 'status', 'deadline', 'version'] as const).map((key) => (
    <th scope="col" key={key}>
      {t(`supervision.incident.reports.${key}`)}
    </th>
  ));
  return (
    <section class="v-stack" aria-labelledby="reports">
      <h2 id="reports">{t('supervision.incident.reports')}</h2>
      <table class="v-table v-table--cards v-table--stages">
        <caption class="visually-hidden">{t('supervision.incident.reports')}</caption>
        <thead>
          <tr>
            {head}
            <td>
              <Hidden>{t('ui.actions')}</Hidden>
            </td>
          </tr>
        </thead>
        <tbody>
          {data.lines.map((line) => (
            <ReportRow key={`${line.stage.key} ${line.state.ordinal}`} line={line} data={data} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function ReportRow({ line, data }: { line: StageLine; data: IncidentData }) {
  const ui = useUi();
  const { t } = ui;
  return (
    <tr>
      <th scope="row">
        {lineName(line, ui)}
        {line.row?.stored.note && <Sub>{t('supervision.incident.requestNote', { note: line.row.stored.note })}</Sub>}
      </th>
      <td data-label={t('supervision.incident.reports.status')}>
        <LineStatus line={line} data={data} />
      </td>
      <td data-label={t('supervision.incident.reports.deadline')}>
        <LineDeadline line={line} data={data} />
      </td>
      <td data-label={t('supervision.incident.reports.version')}>
        <LineVersions line={line} data={data} />
      </td>
      <td>
        <LineAction line={line} data={data} />
      </td>
    </tr>
  );
}

interface LineProps {
  line: StageLine;
  data: IncidentData;
}

function LineStatus({ line: { state, stage, status, row }, data }: LineProps) {
  const { t, language } = useUi();
  if (state.access.kind === 'absent') return <StatusTag status="cannotStart" label={t('supervision.incident.onRequest')} />;
  if (state.access.kind === 'locked' && state.access.because === 'covered') {
    return (
      <StatusTag
        status="complete"
        label={t('supervision.incident.covered', { stage: stageLabel(data.procedure, state.access.by, language) })}
      />
    );
  }
  if (state.access.kind === 'locked' && state.access.because === 'missed') {
    return (
      <StatusTag status="late" label={t('incidents.stage.missed', { stage: stageLabel(data.procedure, state.access.by, language) })} />
    );
  }
  if (isVoluntary(row)) return <StatusTag status="cannotStart" label={t('supervision.incident.voluntary')} />;
  if (row?.stored.waivedReason) return <StatusTag status="cannotStart" label={t('supervision.incident.waived')} />;
  if (stage.kind === 'onRequest' && !row) return null;
  return <StatusTag status={status} />;
}

function LineDeadline({ line, data: { record } }: LineProps) {
  const { t, format, now } = useUi();
  const { due, isSubmitted, access } = line.state;
  const sent = timeliness(line);
  if (sent) {
    const time = format.duration(sent.milliseconds);
    return (
      <>
        {sent.isLate ? t('ui.clock.sentLate', { time }) : t('ui.clock.sentOnTime')}
        {!sent.isLate && <Sub>{t('supervision.incident.early', { time })}</Sub>}
      </>
    );
  }
  if (isSubmitted || (access.kind === 'locked' && due.kind !== 'due'))
    return <span class="u-quiet">{t('supervision.list.noDeadline')}</span>;
  if (due.kind === 'none' || due.kind === 'notExisting') return <span class="u-quiet">{t(absenceText(due))}</span>;
  if (due.kind === 'waiting') return <span class="u-quiet">{t('ui.clock.notRunning')}</span>;
  return (
    <>
      {access.kind !== 'locked' && <b>{format.timeLeft(due.at, now)}</b>}
      <Sub>
        <Moment instant={due.at} zone={record.zone} />
      </Sub>
    </>
  );
}

function LineVersions({ line: { versions }, data: { record } }: LineProps) {
  const { t } = useUi();
  if (versions.length === 0) return <span class="u-quiet">{t('supervision.incident.noVersion')}</span>;
  return (
    <>
      {versions.toReversed().map(({ id, no, at }) => (
        <span key={id} class="v-stack gap-0">
          <a href={incidentPaths.submission.link({ params: { submissionId: id } })}>{t('supervision.incident.versionNo', { no })}</a>
          <Sub>
            <Moment instant={at} zone={record.zone} short />
          </Sub>
        </span>
      ))}
    </>
  );
}

function LineAction({ line, data: { record, acts } }: LineProps) {
  const ui = useUi();
  const { t } = ui;
  const latest = line.versions.at(-1);
  if (latest) {
    const isOpen = acts.review && latest.verdict === null;
    return (
      <a href={incidentPaths.submission.link({ params: { submissionId: latest.id } })}>
        {t(isOpen ? 'supervision.incident.review' : 'supervision.incident.read')}
        <Hidden>: {lineName(line, ui)}</Hidden>
      </a>
    );
  }
  if ((line.state.access.kind !== 'absent' && !isVoluntary(line.row)) || !acts.request) return null;
  return (
    <a href={incidentPaths.requestReport.link({ params: { incidentId: record.id } })}>
      {t('supervision.incident.ask')}
      <Hidden>: {lineName(line, ui)}</Hidden>
    </a>
  );
}
