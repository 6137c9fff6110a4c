import { DeadlineClock, WaitingClock } from '#platform/ui/deadline-clock.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { RegulationTag } from '#platform/ui/status-tag.tsx';
import { actOf } from '../../../domain/definition.ts';
import { CalendarButton } from '../../../views/calendar-button.tsx';
import { dueStart, dueText } from '../../../views/due-words.ts';
import type { FileClock } from './stage-lines.ts';
import { lineName } from './stage-name.ts';

/** What is due, soonest first, then what nothing has started yet. */
export function FileClocks({ fileId, clocks }: { fileId: string; clocks: readonly FileClock[] }) {
  const { t } = useUi();
  if (clocks.length === 0) return null;
  return (
    <section aria-labelledby="due">
      <h2 class="visually-hidden" id="due">
        {t('file.due.title')}
      </h2>
      <ul class="v-grid">
        {clocks.map((clock) => (
          <ClockPanel key={`${clock.line.incident.id} ${clock.line.stage.key} ${clock.line.state.ordinal}`} clock={clock} />
        ))}
      </ul>
      {clocks.some(({ kind }) => kind !== 'waiting') && (
        <div class="mt-2">
          <CalendarButton fileId={fileId} />
        </div>
      )}
    </section>
  );
}

function ClockPanel({ clock }: { clock: FileClock }) {
  const ui = useUi();
  const { line } = clock;
  const name = lineName(line, ui);
  return (
    <li class="v-panel v-stack v-stack--1">
      <div class="v-row v-row--between">
        <h3 class="fs-6">{clock.kind === 'revision' ? ui.t('file.stage.revision', { stage: name }) : name}</h3>
        <RegulationTag>{actOf(line.incident.procedure)}</RegulationTag>
      </div>
      <ClockOf clock={clock} />
    </li>
  );
}

function ClockOf({ clock }: { clock: FileClock }) {
  const ui = useUi();
  const { incident } = clock.line;
  if (clock.kind === 'revision') {
    const explanation = ui.t('file.revision.explained');
    return <DeadlineClock due={clock.at} start={clock.from} zone={incident.zone} size="medium" explanation={explanation} />;
  }
  const { explanation } = clock.due;
  const text = dueText(explanation, incident.procedure, ui, 'reporting');
  if (clock.kind === 'waiting') return <WaitingClock reason={text} size="medium" />;
  const start = dueStart(explanation, clock.line.row?.stored.requestedAt ?? incident.notifiedAt);
  return <DeadlineClock due={clock.due.at} start={start} zone={incident.zone} size="medium" explanation={text} />;
}
