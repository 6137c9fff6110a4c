import { DeadlineClock, WaitingClock } from '#platform/ui/deadline-clock.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { RegulationTag } from '#platform/ui/status-tag.tsx';
import { dueStart, dueText } from '../../../views/due-words.ts';
import type { IncidentData } from './show-incident.query.ts';
import { type StageClock, stageClocks } from './stage-lines.ts';
import { lineName } from './words.ts';

/** What is still to come, by when, and why then. */
export function IncidentClocks({ data }: { data: IncidentData }) {
  const ui = useUi();
  const clocks = stageClocks(data.lines);
  if (clocks.length === 0) return null;
  return (
    <section aria-labelledby="due">
      <h2 class="visually-hidden" id="due">
        {ui.t('supervision.incident.due')}
      </h2>
      <ul class="v-grid">
        {clocks.map((clock) => (
          <li class="v-panel v-stack v-stack--1" key={`${clock.line.stage.key} ${clock.line.number ?? ''}`}>
            <div class="v-row v-row--between">
              <h3 class="fs-6">{lineName(clock.line, ui)}</h3>
              <RegulationTag>{data.regulation.short}</RegulationTag>
            </div>
            <Clock clock={clock} data={data} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Clock({ clock, data: { procedure, record } }: { clock: StageClock; data: IncidentData }) {
  const ui = useUi();
  if (clock.kind === 'waiting') return <WaitingClock reason={dueText(clock.due.explanation, procedure, ui, 'supervising')} size="medium" />;
  if (clock.kind === 'revision') {
    return (
      <DeadlineClock
        due={clock.at}
        start={clock.from}
        zone={record.zone}
        size="medium"
        explanation={ui.t('supervision.incident.revisionDue')}
      />
    );
  }
  return (
    <DeadlineClock
      due={clock.due.at}
      start={dueStart(clock.due.explanation, record.notifiedAt)}
      zone={record.zone}
      size="medium"
      explanation={dueText(clock.due.explanation, procedure, ui, 'supervising')}
    />
  );
}
