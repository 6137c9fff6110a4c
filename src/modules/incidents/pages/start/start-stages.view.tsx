import { translate } from '#platform/i18n/language.ts';
import { Section } from '#platform/ui/layout.tsx';
import { Steps } from '#platform/ui/lists.tsx';
import { useUi } from '#platform/ui/page-context.tsx';
import type { DueRule, ProcedureDefinition, Stage } from '../../domain/definition.ts';
import { type DueWords, describeDuration, describeRule } from '../../domain/explain.ts';
import type { SectorName } from '../../queries/notify-draft.query.ts';
import type { Offer } from '../../queries/offered-procedures.query.ts';
import { dueWords } from '../../views/due-words.ts';

interface StartStagesProps {
  offer: Offer;
  sectors: readonly SectorName[];
  /** The regulation has more procedures than this one, so each names itself. */
  several: boolean;
}

/** The reports of a procedure with their deadlines, from its definition. */
export function StartStages({ offer, sectors, several }: StartStagesProps) {
  const ui = useUi();
  const { t, language, format } = ui;
  const { definition } = offer;
  const words = dueWords(ui, definition, 'reporting');
  const name = (stage: Stage) => translate(stage.label, language);
  const asked = definition.stages.filter(({ kind }) => kind === 'onRequest').map(name);
  const steps = definition.stages.filter(({ kind }) => kind === 'required');
  const title = several ? `${t('start.when')}: ${translate(definition.label, language)}, ${offer.regulator.short}` : t('start.when');
  return (
    <Section id={`when-${offer.key}-${offer.regulator.slug}`} title={title}>
      <Steps
        wide
        steps={steps.map((stage) => ({
          title: name(stage),
          state: 'next',
          children: <StageDue stage={stage} definition={definition} sectors={sectors} words={words} />,
        }))}
      />
      <div class="v-text u-small u-quiet v-stack v-stack--1">
        <p>{t('start.hours')}</p>
        {asked.length > 0 && <p>{t('start.onRequest', { stages: format.list(asked) })}</p>}
        <p>{translate(definition.notice, language)}</p>
      </div>
    </Section>
  );
}

interface StageDueProps {
  stage: Stage;
  definition: ProcedureDefinition;
  sectors: readonly SectorName[];
  words: DueWords;
}

const isForSectors = ({ when }: DueRule) => when !== undefined && 'sectors' in when;

function StageDue({ stage, definition, sectors, words }: StageDueProps) {
  const { t, language, format } = useUi();
  const general = stage.due.find((rule) => !isForSectors(rule));
  const instead = definition.stages.find((other) => other.kind === 'whileOngoing' && other.insteadOf === stage.key);
  const sectorName = (slug: string) => {
    const found = sectors.find((sector) => sector.slug === slug);
    return found ? translate(found.name, language) : slug;
  };
  return (
    <div class="u-small u-quiet">
      {general && (
        <>
          <p class="v-steps__when">{describeDuration(general.add, words)}</p>
          <p>
            {describeRule(general, words)}. <span class="u-nowrap">{general.article}</span>
          </p>
        </>
      )}
      {stage.due.map(
        (rule) =>
          rule.when &&
          'sectors' in rule.when && (
            <p key={rule.article}>
              {t('start.only', { sectors: format.list(rule.when.sectors.map(sectorName)), rule: describeRule(rule, words) })}
            </p>
          ),
      )}
      {instead && <p>{t('start.instead', { stage: translate(instead.label, language) })}</p>}
    </div>
  );
}
