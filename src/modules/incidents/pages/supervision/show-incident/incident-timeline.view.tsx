import { markdownToText } from '#platform/text/markdown.ts';
import { Moment } from '#platform/ui/deadline-clock.tsx';
import { Timeline, type TimelineEntry } from '#platform/ui/lists.tsx';
import { type Ui, useUi } from '#platform/ui/page-context.ts';
import { StatusTag } from '#platform/ui/status-tag.tsx';
import { incidentPaths } from '../../../paths.ts';
import { CoveredTags } from '../../../views/covered-reports.tsx';
import { excerpt } from '../../../views/excerpt.ts';
import { incidentTimeline, type TimelineItem } from './incident-timeline.ts';
import type { FactRecord, IncidentData } from './show-incident.query.ts';
import { lineName } from './words.ts';

export function IncidentTimeline({ data }: { data: IncidentData }) {
  const ui = useUi();
  const { zone } = data.record;
  const entries = incidentTimeline(data, ui.now).map((item): TimelineEntry => {
    return { when: <Moment instant={item.at} zone={zone} />, ...entryOf(item, data, ui) };
  });
  return (
    <section class="v-stack" aria-labelledby="timeline">
      <h2 id="timeline">{ui.t('supervision.incident.timeline')}</h2>
      <Timeline entries={entries} />
    </section>
  );
}

function entryOf(item: TimelineItem, { record, procedure }: IncidentData, ui: Ui): Omit<TimelineEntry, 'when'> {
  const { t } = ui;
  switch (item.kind) {
    case 'now':
      return { kind: 'now', what: t('ui.now') };
    case 'notified':
      return { kind: 'mark', what: t('supervision.timeline.notified', { operator: record.operatorName }) };
    case 'closed':
      return { what: item.outcome ? t(`supervision.outcome.${item.outcome}.closed`) : '' };
    case 'reopened': {
      const { by, reason } = item.reopening;
      const why = reason && t('supervision.incident.reason', { reason });
      return {
        what: t('supervision.timeline.reopened'),
        detail: (
          <p class="u-quiet">
            {by && t('supervision.timeline.by', { who: by })} {why}
          </p>
        ),
      };
    }
    case 'due':
      return {
        kind: 'due',
        what: t(item.clock.kind === 'due' ? 'supervision.timeline.due' : 'supervision.timeline.revisionDue', {
          stage: lineName(item.clock.line, ui),
        }),
      };
    case 'requested': {
      const { note } = item.line.row?.stored ?? {};
      return {
        what: t('supervision.timeline.requested', { stage: lineName(item.line, ui) }),
        ...(note && { detail: <p class="v-text u-quiet">{note}</p> }),
      };
    }
    case 'fact':
      return factEntry(item, record.zone, ui);
    case 'sent':
      return sentEntry(item, procedure);
    case 'reviewed':
      return reviewEntry(item, ui);
  }
}

function VersionLink({ line, version }: Pick<Extract<TimelineItem, { kind: 'sent' }>, 'line' | 'version'>) {
  const ui = useUi();
  const name = ui.t('supervision.incident.version', { stage: lineName(line, ui), no: version.no });
  return <a href={incidentPaths.submission.link({ params: { submissionId: version.id } })}>{name}</a>;
}

const By = ({ who }: { who: string }) => <p class="u-quiet">{useUi().t('supervision.timeline.by', { who })}</p>;

function reviewEntry(
  { line, version, review: { verdict, comment, by } }: Extract<TimelineItem, { kind: 'reviewed' }>,
  { t }: Ui,
): Omit<TimelineEntry, 'when'> {
  const text = excerpt(markdownToText(comment));
  return {
    what: (
      <>
        <VersionLink line={line} version={version} />{' '}
        {verdict ? <StatusTag status={verdict === 'passed' ? 'passed' : 'revisionRequired'} /> : t('supervision.timeline.comment')}
      </>
    ),
    detail: (
      <>
        {text && <p class="v-text">{t('file.quote', { text })}</p>}
        <By who={by} />
      </>
    ),
  };
}

function sentEntry(
  { line, version, covered }: Extract<TimelineItem, { kind: 'sent' }>,
  procedure: IncidentData['procedure'],
): Omit<TimelineEntry, 'when'> {
  return {
    kind: 'mark',
    what: (
      <>
        <VersionLink line={line} version={version} />{' '}
        {version.no === 1 && version.deadlineAt && <StatusTag status={version.late ? 'late' : 'onTime'} />}{' '}
        <CoveredTags procedure={procedure} covered={covered} />
      </>
    ),
    ...(version.by && { detail: <By who={version.by} /> }),
  };
}

function factEntry({ fact, history }: Extract<TimelineItem, { kind: 'fact' }>, zone: string, ui: Ui): Omit<TimelineEntry, 'when'> {
  const { t } = ui;
  const isKnown = history.at(-1)?.at !== null;
  const corrections = history.slice(1).map((row, index) => <Correction key={row.id} row={row} before={history[index]} zone={zone} />);
  return {
    what: t(isKnown ? `supervision.happened.${fact}` : 'supervision.timeline.takenBack', { fact: t(`supervision.fact.${fact}`) }),
    ...(corrections.length > 0 && { detail: <div class="u-quiet">{corrections}</div> }),
  };
}

function Correction({ row, before, zone }: { row: FactRecord; before: FactRecord | undefined; zone: string }) {
  const { t, format } = useUi();
  const who = row.byName;
  const on = format.shortDateTime(row.recordedAt, zone);
  const from = before?.at && format.dateTime(before.at, zone);
  return (
    <p>
      {from ? t('supervision.timeline.corrected', { before: from, who, on }) : t('supervision.timeline.added', { who, on })}{' '}
      {row.reason && t('supervision.incident.reason', { reason: row.reason })}
    </p>
  );
}
