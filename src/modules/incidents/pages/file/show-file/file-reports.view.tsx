import type { ComponentChildren } from 'preact';
import { wordsIn } from '#platform/i18n/foreign-text.ts';
import { Sub } from '#platform/ui/data-table.tsx';
import { Hidden } from '#platform/ui/icon.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { RegulationTag, type Status, StatusTag } from '#platform/ui/status-tag.tsx';
import { actOf } from '../../../domain/definition.ts';
import { absenceText } from '../../../domain/explain.ts';
import { incidentPaths } from '../../../paths.ts';
import { isVoluntary } from '../../../queries/incident-world.query.ts';
import { actingOf } from '../../../views/acting.ts';
import { stageLabel } from '../../../views/due-words.ts';
import type { IncidentRecord } from './show-file.query.ts';
import { type StageLine, timeliness } from './stage-lines.ts';
import { lineName } from './stage-name.ts';

/** The reports of one incident: their review result and, apart from it, whether they came in time (interface.md B18). */
export function IncidentReports({ incident, lines }: { incident: IncidentRecord; lines: readonly StageLine[] }) {
  const ui = useUi();
  const { t, language } = ui;
  const act = actOf(incident.procedure);
  return (
    <div class="v-stack v-stack--1">
      <div class="v-row v-row--between">
        <h3>
          <RegulationTag>{act}</RegulationTag> {wordsIn(incident.regulator, language)}
        </h3>
        <span class="v-meta v-num">{incident.reference}</span>
      </div>
      {incident.outcome && (
        <p class="v-row v-row--tight">
          <StatusTag status={incident.outcome === 'withdrawn' ? 'withdrawn' : 'closed'} />{' '}
          {t(`file.outcome.${incident.outcome}`, actingOf(ui))}
        </p>
      )}
      <table class="v-table v-table--cards v-table--stages">
        <caption class="visually-hidden">{t('file.reports.caption', { law: wordsIn(act, language) })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('file.reports.stage')}</th>
            <th scope="col">{t('file.reports.status')}</th>
            <th scope="col">{t('file.reports.deadline')}</th>
            <th scope="col">{t('file.reports.version')}</th>
            <th scope="col">
              <Hidden>{t('file.reports.action')}</Hidden>
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <ReportLine key={`${line.stage.key} ${line.state.ordinal}`} line={line} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ReportLine({ line }: { line: StageLine }) {
  const ui = useUi();
  const { t } = ui;
  return (
    <tr>
      <th scope="row">{lineName(line, ui)}</th>
      <td data-label={t('file.reports.status')}>
        <LineStatus line={line} />
      </td>
      <td data-label={t('file.reports.deadline')}>
        <LineDeadline line={line} />
      </td>
      <td data-label={t('file.reports.version')}>
        <LineVersion line={line} />
      </td>
      <td>
        <LineActions line={line} />
      </td>
    </tr>
  );
}

function LineStatus({ line: { incident, state, status, draft, versions, row } }: { line: StageLine }) {
  const { t, language } = useUi();
  const { access } = state;
  if (versions.length > 0) return <StatusTag status={status === 'late' ? 'underReview' : status} />;
  if (access.kind === 'absent') return <StatusTag status="cannotStart" label={t('file.status.onRequest')} />;
  if (access.kind === 'locked' && access.because === 'covered')
    return <StatusTag status="complete" label={t('file.status.covered', { stage: stageLabel(incident.procedure, access.by, language) })} />;
  if (access.kind === 'locked' && access.because === 'missed')
    return <StatusTag status="late" label={t('incidents.stage.missed', { stage: stageLabel(incident.procedure, access.by, language) })} />;
  if (access.kind === 'locked')
    return <StatusTag status="cannotStart" label={t(access.because === 'waived' ? 'file.status.waived' : 'file.status.closed')} />;
  if (status === 'overdue') return <StatusTag status="overdue" />;
  if (isVoluntary(row) && !draft) return <StatusTag status="cannotStart" label={t('file.status.voluntary')} />;
  const open: Status = draft ? 'draft' : 'unsubmitted';
  return <StatusTag status={access.kind === 'waiting' ? 'cannotStart' : open} />;
}

function LineDeadline({ line }: { line: StageLine }) {
  const { t, language, format, now } = useUi();
  const { incident, state } = line;
  if (line.versions.length > 0 || line.row?.covered?.deadlineAt) return <Timeliness line={line} />;
  const { due, access } = state;
  if (access.kind === 'absent') return <Quiet>{t('file.deadline.onlyIfAsked')}</Quiet>;
  if (access.kind === 'locked' && access.because === 'missed' && due.kind === 'due')
    return <Quiet>{t('ui.clock.wasDue', { when: format.dateTime(due.at, incident.zone) })}</Quiet>;
  if (access.kind === 'locked') return <Quiet>{t('file.deadline.noLonger')}</Quiet>;
  if (due.kind === 'due') {
    return (
      <>
        <b>{format.timeLeft(due.at, now)}</b>
        <Sub>{format.dateTime(due.at, incident.zone)}</Sub>
      </>
    );
  }
  if (access.kind === 'waiting') {
    const stages = access.for.map((key) => stageLabel(incident.procedure, key, language));
    return <Quiet>{t('file.deadline.after', { stages: format.list(stages) })}</Quiet>;
  }
  if (isVoluntary(line.row)) return <Quiet>{t('file.deadline.anyTime')}</Quiet>;
  return <Quiet>{due.kind === 'waiting' ? t('ui.clock.notRunning') : t(absenceText(due))}</Quiet>;
}

function Timeliness({ line }: { line: StageLine }) {
  const { t, format } = useUi();
  const { stored } = line.row ?? {};
  const time = timeliness(line);
  const revision = line.row?.verdict === 'revision' && stored?.revisionDueAt && (
    <Sub>{t('file.deadline.reviseBy', { when: format.dateTime(stored.revisionDueAt, line.incident.zone) })}</Sub>
  );
  if (!time) return revision || <Quiet>{t('incidents.deadline.none')}</Quiet>;
  const span = format.duration(time.milliseconds);
  return (
    <>
      {time.isLate ? <StatusTag status="late" label={t('ui.time.late', { time: span })} /> : t('ui.clock.sentOnTime')}
      {!time.isLate && <Sub>{t('file.deadline.early', { time: span })}</Sub>}
      {revision}
    </>
  );
}

function LineVersion({ line: { incident, versions, draft, row } }: { line: StageLine }) {
  const { t, format } = useUi();
  const latest = versions.at(-1);
  const draftNote = draft && t('file.version.draftSaved', { when: format.shortDateTime(draft.savedAt, incident.zone), who: draft.savedBy });
  if (!latest || !row) {
    return draftNote ? (
      <>
        {t('ui.status.draft')}
        <Sub>{draftNote}</Sub>
      </>
    ) : (
      <Quiet>{t('file.version.none')}</Quiet>
    );
  }
  return (
    <>
      <a href={incidentPaths.reportVersion.link({ params: { reportId: row.id, no: latest.no } })}>{t('file.version', { no: latest.no })}</a>
      <Sub>{format.shortDateTime(latest.at, incident.zone)}</Sub>
      {draftNote && (
        <Sub>
          {t('ui.status.draft')}: {draftNote}
        </Sub>
      )}
    </>
  );
}

/** What can be done with a report, most pressing first. */
function LineActions({ line }: { line: StageLine }) {
  const ui = useUi();
  const { row, instead } = line;
  const name = lineName({ ...line, instead: undefined }, ui);
  return (
    <>
      {row && <RowAction line={line} name={name} />}
      {instead?.row && instead.state.access.kind === 'fillable' && (
        <Sub>
          <a href={incidentPaths.report.link({ params: { reportId: instead.row.id } })}>
            {ui.t('file.action.startOther', { stage: lineName(instead, ui) })}
          </a>
        </Sub>
      )}
    </>
  );
}

function RowAction({ line, name }: { line: StageLine; name: string }) {
  const { t } = useUi();
  const { row, state, draft, versions } = line;
  if (!row) return null;
  const action = actionOf(line);
  const latest = versions.at(-1);
  return (
    <>
      {action && (
        <a href={incidentPaths.report.link({ params: { reportId: row.id } })}>
          {t(`file.action.${action}`)}
          <Hidden>: {name}</Hidden>
        </a>
      )}
      {latest && (state.access.kind !== 'revisable' || !draft) && (
        <Sub>
          <a href={incidentPaths.reportVersion.link({ params: { reportId: row.id, no: latest.no } })}>
            {t('file.action.read')}
            <Hidden>: {name}</Hidden>
          </a>
        </Sub>
      )}
    </>
  );
}

export function actionOf({ state, draft, row }: StageLine): 'start' | 'continue' | 'revise' | 'update' | undefined {
  if (state.access.kind === 'fillable') return draft ? 'continue' : 'start';
  if (state.access.kind !== 'revisable') return undefined;
  if (draft) return 'continue';
  return row?.verdict === 'revision' ? 'revise' : 'update';
}

const Quiet = ({ children }: { children: ComponentChildren }) => <span class="u-quiet">{children}</span>;
