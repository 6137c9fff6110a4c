/** What surrounds every page of one report: where one is, which report of which incident, how much time is left. */

import type { ComponentChildren } from 'preact';
import { homePath } from '#platform/home/home.route.ts';
import { wordsIn } from '#platform/i18n/foreign-text.ts';
import { Temporal } from '#platform/time/temporal.ts';
import { PhoneLink } from '#platform/ui/contact-links.tsx';
import { DeadlineClock, WaitingClock } from '#platform/ui/deadline-clock.tsx';
import { Icon } from '#platform/ui/icon.tsx';
import { Panel, Split } from '#platform/ui/layout.tsx';
import type { Crumb } from '#platform/ui/page.tsx';
import { type Ui, useUi } from '#platform/ui/page-context.ts';
import { RegulationTag } from '#platform/ui/status-tag.tsx';
import { actOf } from '../../domain/definition.ts';
import { absenceText, explainDue } from '../../domain/explain.ts';
import { incidentPaths } from '../../paths.ts';
import type { OpenReport } from '../../queries/open-report.query.ts';
import { dueWords } from '../../views/due-words.ts';

/** "Intermediate report", or "Intermediate report 2" when it was asked for again. */
export function reportName({ stage, row }: Pick<OpenReport, 'stage' | 'row'>, ui: Pick<Ui, 'language'>): string {
  const label = wordsIn(stage.label, ui.language);
  return row.ordinal > 1 ? `${label} ${row.ordinal}` : label;
}

export const reportLink = ({ row }: Pick<OpenReport, 'row'>) => incidentPaths.report.link({ params: { reportId: row.id } });

/** @param inside whether the page lies below the report's own page */
export function reportCrumbs(report: OpenReport, ui: Ui, inside: boolean): Crumb[] {
  return [
    { label: ui.t('home.nav'), href: homePath.link() },
    { label: report.file.title, href: incidentPaths.file.link({ params: { fileId: report.file.id } }) },
    ...(inside ? [{ label: reportName(report, ui), href: reportLink(report) }] : []),
  ];
}

export function ReportMeta({ report }: { report: OpenReport }) {
  return (
    <p class="v-row v-row--tight v-meta">
      <RegulationTag>{actOf(report.procedure)}</RegulationTag>
      <span>{report.file.title}</span>
      <span class="v-num">{report.incident.reference}</span>
    </p>
  );
}

function Clock({ report }: { report: OpenReport }) {
  const ui = useUi();
  const { incident, state, latest, row, procedure } = report;
  const words = dueWords(ui, procedure, 'reporting');
  const { revisionDueAt } = row.stored;
  if (row.verdict === 'revision' && revisionDueAt && latest)
    return (
      <DeadlineClock
        due={revisionDueAt}
        start={latest.submittedAt}
        zone={incident.zone}
        size="medium"
        explanation={ui.t('report.revision.due')}
      />
    );
  if (latest) {
    const first = row.submissions[0] ?? latest.submittedAt;
    return latest.deadlineAt ? (
      <DeadlineClock due={latest.deadlineAt} start={incident.notifiedAt} zone={incident.zone} size="medium" metAt={first} />
    ) : null;
  }
  const { due } = state;
  if (due.kind === 'waiting') return <WaitingClock reason={explainDue(due.explanation, words)} size="medium" />;
  if (due.kind !== 'due') return <p class="u-quiet">{ui.t(absenceText(due))}</p>;
  const from = due.explanation.counted?.fromAt;
  return (
    <DeadlineClock
      due={due.at}
      start={from ? Temporal.Instant.from(from) : incident.notifiedAt}
      zone={incident.zone}
      size="medium"
      explanation={explainDue(due.explanation, words)}
    />
  );
}

/** The page beside its clock and the telephone number of the regulator. */
export function ReportSplit({ report, children, aside }: { report: OpenReport; children: ComponentChildren; aside?: ComponentChildren }) {
  const ui = useUi();
  const { name, phone } = report.regulator;
  return (
    <Split
      form="form"
      sticky
      asideLabel={ui.t('report.aside')}
      aside={
        <>
          <Panel title={reportName(report, ui)}>
            <Clock report={report} />
          </Panel>
          {aside}
          {phone && (
            <p class="u-small">
              <Icon name="telephone-fill" /> {wordsIn(name, ui.language)}: <PhoneLink phone={phone} />
            </p>
          )}
        </>
      }
    >
      {children}
    </Split>
  );
}
