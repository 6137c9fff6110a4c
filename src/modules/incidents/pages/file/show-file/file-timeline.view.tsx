import type { ComponentChildren } from 'preact';
import { wordsIn } from '#platform/i18n/foreign-text.ts';
import type { Name } from '#platform/i18n/language.ts';
import { markdownToText } from '#platform/text/markdown.ts';
import { Moment } from '#platform/ui/deadline-clock.tsx';
import { Timeline, type TimelineEntry } from '#platform/ui/lists.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { RegulationTag, StatusTag } from '#platform/ui/status-tag.tsx';
import { Views } from '#platform/ui/table-tools.tsx';
import { incidentPaths } from '../../../paths.ts';
import { actingOf } from '../../../views/acting.ts';
import { CoveredTags } from '../../../views/covered-reports.tsx';
import { excerpt } from '../../../views/excerpt.ts';
import type { Correction, TimelineItem } from './file-timeline.ts';
import { lineName } from './stage-name.ts';

interface FileTimelineProps {
  fileId: string;
  zone: string;
  items: readonly TimelineItem[];
  laws: ReadonlyMap<string, Name>;
  shown: readonly string[];
}

export function FileTimeline({ fileId, zone, items, laws, shown }: FileTimelineProps) {
  const { t, language } = useUi();
  const href = (law?: string) => incidentPaths.file.link({ params: { fileId }, query: { law }, hash: 'timeline' });
  const isOn = (law: string) => shown.length === 1 && shown[0] === law;
  return (
    <section class="v-stack" aria-labelledby="timeline">
      <div class="v-row v-row--between">
        <h2 id="timeline">{t('file.timeline.title')}</h2>
        {laws.size > 1 && (
          <Views
            label={t('file.timeline.filter')}
            views={[
              { href: href(), label: t('file.timeline.all'), ...(shown.length === 0 && { current: 'page' as const }) },
              ...[...laws].map(([law, name]) => ({
                href: href(law),
                label: wordsIn(name, language),
                ...(isOn(law) && { current: 'page' as const }),
              })),
            ]}
          />
        )}
      </div>
      <TimelineList items={items} zone={zone} laws={laws} />
    </section>
  );
}

function TimelineList({ items, zone, laws }: Pick<FileTimelineProps, 'items' | 'zone' | 'laws'>) {
  const entries = items.map((item): TimelineEntry => {
    const mark = markOf(item);
    return {
      when: <Moment instant={item.at} zone={'incident' in item ? item.incident.zone : zone} />,
      what: <What item={item} laws={laws} />,
      detail: <Detail item={item} />,
      ...(mark && { kind: mark }),
    };
  });
  return <Timeline entries={entries} />;
}

function markOf({ kind }: TimelineItem): TimelineEntry['kind'] {
  if (kind === 'due' || kind === 'now') return kind;
  return kind === 'sent' || kind === 'fact' ? 'mark' : undefined;
}

function What({ item, laws }: { item: TimelineItem; laws: ReadonlyMap<string, Name> }) {
  return (
    <>
      <span>
        <WhatText item={item} />
      </span>
      {item.laws.map((law) => (
        <RegulationTag key={law}>{laws.get(law) ?? law}</RegulationTag>
      ))}
      {item.kind === 'sent' && item.version.no === 1 && item.version.deadlineAt && <OnTimeTag item={item} />}
    </>
  );
}

function WhatText({ item }: { item: TimelineItem }): ComponentChildren {
  const ui = useUi();
  const { t, language } = ui;
  switch (item.kind) {
    case 'now':
      return t('file.timeline.now');
    case 'due': {
      const name = lineName(item.clock.line, ui);
      return t(item.clock.kind === 'revision' ? 'file.timeline.revisionDue' : 'file.timeline.due', { stage: name });
    }
    case 'fact':
      return t(`file.happened.${item.fact}`);
    case 'takenBack':
      return t('file.timeline.takenBack', { fact: t(`file.fact.${item.fact}`) });
    case 'opened':
      return t('file.timeline.opened', { regulator: wordsIn(item.incident.regulator, language) });
    case 'closed':
      return t('file.timeline.closed');
    case 'reopened':
      return t('file.timeline.reopened', { regulator: wordsIn(item.incident.regulator, language) });
    case 'sent':
      return t('file.timeline.sent', { stage: wordsIn(item.stage.label, language), no: item.version.no });
    case 'reviewed':
      return t(`file.timeline.reviewed.${item.review.verdict ?? 'comment'}`, { stage: wordsIn(item.stage.label, language) });
    case 'requested':
      return t('file.timeline.requested', {
        stage: wordsIn(item.stage.label, language),
        regulator: wordsIn(item.incident.regulator, language),
      });
  }
}

function OnTimeTag({ item: { version } }: { item: Extract<TimelineItem, { kind: 'sent' }> }) {
  const { t, format } = useUi();
  if (!version.late) return <StatusTag status="onTime" />;
  const late = version.deadlineAt ? version.at.epochMilliseconds - version.deadlineAt.epochMilliseconds : 0;
  return <StatusTag status="late" label={t('ui.time.late', { time: format.duration(late) })} />;
}

function Detail({ item }: { item: TimelineItem }): ComponentChildren {
  const ui = useUi();
  const { t } = ui;
  switch (item.kind) {
    case 'fact':
      return item.corrections.map((correction) => <CorrectionNote key={correction.row.id} correction={correction} />);
    case 'takenBack':
      return <p class="u-quiet">{t('file.timeline.takenBackBy', { who: item.row.byName, reason: item.row.reason ?? '' })}</p>;
    case 'opened':
      return <p class="u-quiet">{item.incident.reference}</p>;
    case 'closed':
      return item.outcome ? <p class="u-quiet">{t(`file.outcome.${item.outcome}`, actingOf(ui))}</p> : null;
    case 'sent':
      return <SentNote item={item} />;
    case 'reviewed':
      return <ReviewNote item={item} />;
    case 'requested':
      return item.note ? <p class="v-text">{t('file.quote', { text: excerpt(item.note) })}</p> : null;
    default:
      return null;
  }
}

/** "Corrected from 03:10 by Elin Marchetti on 2 March, 09:05. Reason: ..." */
function CorrectionNote({ correction: { row, before } }: { correction: Correction }) {
  const { t, format } = useUi();
  const on = format.shortDateTime(row.recordedAt, row.zone);
  const who = row.source === 'regulator' ? t('file.correction.regulator') : row.byName;
  const changed = before
    ? t('file.correction.from', { before: format.shortDateTime(before, row.zone), who, on })
    : t('file.correction.added', { who, on });
  return (
    <p class="u-quiet">
      {changed} {row.reason && t('file.correction.reason', { reason: row.reason })}
    </p>
  );
}

function SentNote({ item: { version, incident } }: { item: Extract<TimelineItem, { kind: 'sent' }> }) {
  const { t } = useUi();
  const covered = incident.world.reports.flatMap((row) => (row.covered?.submissionId === version.id ? [row.covered] : []));
  const params = { reportId: version.reportId, no: version.no };
  return (
    <p class="u-quiet">
      {t('file.timeline.by', { who: version.by })}{' '}
      <a href={incidentPaths.reportVersion.link({ params })}>{t('file.version', { no: version.no })}</a>{' '}
      <a href={incidentPaths.receipt.link({ params })}>{t('file.documents.receiptPdf')}</a>{' '}
      <CoveredTags procedure={incident.procedure} covered={covered} />
    </p>
  );
}

function ReviewNote({ item: { review, version } }: { item: Extract<TimelineItem, { kind: 'reviewed' }> }) {
  const { t } = useUi();
  if (review.commentMd.trim() === '') return null;
  return (
    <p class="v-text">
      {t('file.quote', { text: excerpt(markdownToText(review.commentMd)) })}{' '}
      <a href={incidentPaths.reportVersion.link({ params: { reportId: version.reportId, no: version.no } })}>
        {t('file.timeline.readComment')}
      </a>
    </p>
  );
}
