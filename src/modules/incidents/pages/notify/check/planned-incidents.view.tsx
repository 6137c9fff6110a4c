import { wordsIn } from '#platform/i18n/foreign-text.ts';
import { Temporal } from '#platform/time/temporal.ts';
import { DeadlineClock } from '#platform/ui/deadline-clock.tsx';
import { Stack } from '#platform/ui/layout.tsx';
import { SummaryList } from '#platform/ui/lists.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { RegulationTag } from '#platform/ui/status-tag.tsx';
import { absenceText, explainDue } from '../../../domain/explain.ts';
import type { PlannedIncident } from '../../../queries/planned-incidents.query.ts';
import { dueWords } from '../../../views/due-words.ts';

/** One card per incident that will be opened: the law, who reads it, and the first deadline. */
export function PlannedIncidents({ planned, zone }: { planned: readonly PlannedIncident[]; zone: string }) {
  return (
    <Stack space="large">
      {planned.map((incident, at) => (
        <Planned key={incident.offer.procedureId} incident={incident} zone={zone} id={`planned-${at + 1}`} />
      ))}
    </Stack>
  );
}

function Planned({ incident, zone, id }: { incident: PlannedIncident; zone: string; id: string }) {
  const { t, language, format } = useUi();
  const { offer, sectors, first } = incident;
  const names = sectors.map(({ name }) => wordsIn(name, language));
  return (
    <section class="v-panel v-stack v-stack--1" aria-labelledby={id}>
      <p class="v-row v-row--tight">
        <RegulationTag>{offer.regulation.short}</RegulationTag>
        <span class="u-small u-quiet">{wordsIn(offer.regulation.citation, language)}</span>
      </p>
      <h2 class="fs-5" id={id}>
        {wordsIn(offer.definition.label, language)}
      </h2>
      <SummaryList
        form="small"
        rows={[
          { label: t('notify.check.regulator'), value: wordsIn(offer.regulator.name, language) },
          ...(names.length > 0 ? [{ label: t('notify.check.sectors'), value: format.list(names) }] : []),
          ...(first ? [{ label: t('notify.check.first'), value: wordsIn(first.stage.label, language) }] : []),
        ]}
      />
      {first && <FirstDue incident={incident} zone={zone} />}
    </section>
  );
}

function FirstDue({ incident: { offer, first }, zone }: { incident: PlannedIncident; zone: string }) {
  const ui = useUi();
  if (!first) return null;
  const { due } = first;
  const words = dueWords(ui, offer.definition, 'reporting');
  if (due.kind === 'due') {
    const from = due.explanation.counted?.fromAt;
    return (
      <DeadlineClock
        due={due.at}
        start={from ? Temporal.Instant.from(from) : ui.now}
        zone={zone}
        size="medium"
        explanation={explainDue(due.explanation, words)}
      />
    );
  }
  return <p>{due.kind === 'waiting' ? explainDue(due.explanation, words) : ui.t(absenceText(due))}</p>;
}
