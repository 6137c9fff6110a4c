import { wordsIn } from '#platform/i18n/foreign-text.ts';
import { Section } from '#platform/ui/layout.tsx';
import { Steps } from '#platform/ui/lists.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { type DueRule, type ProcedureDefinition, requestArticle, type Stage } from '../../domain/definition.ts';
import { type DueWords, describeDuration, describeRule } from '../../domain/explain.ts';
import type { SectorName } from '../../queries/notify-draft.query.ts';
import type { Offer } from '../../queries/offered-procedures.query.ts';
import { dueWords } from '../../views/due-words.ts';
import { isUnofficial } from '../../views/unofficial.ts';

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
  const name = (stage: Stage) => wordsIn(stage.label, language);
  const cited = (stage: Stage, article: string) => `${name(stage)} (${article})`;
  const onRequest = definition.stages.filter(({ kind }) => kind === 'onRequest');
  const asked = onRequest.map((stage) => cited(stage, requestArticle(stage)));
  const voluntary = onRequest.filter((stage) => stage.voluntary).map((stage) => cited(stage, stage.article));
  const steps = definition.stages.filter(({ kind }) => kind === 'required');
  const title = several ? `${t('start.when')}: ${wordsIn(definition.label, language)}, ${offer.regulator.short}` : t('start.when');
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
        {definition.stages.some(({ due }) => due.some(({ from }) => from === 'aware')) && <p>{t('start.safe')}</p>}
        {asked.length > 0 && <p>{t('start.onRequest', { stages: format.list(asked) })}</p>}
        {voluntary.length > 0 && <p>{t('start.voluntary', { stages: format.list(voluntary) })}</p>}
        <p>
          {wordsIn(definition.notice, language)} {isUnofficial(definition, language) && t('incidents.unofficial')}
        </p>
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
  const afterwards = stage.due.at(-1);
  const instead = definition.stages.find((other) => other.kind === 'whileOngoing' && other.insteadOf === stage.key);
  const sectorName = (slug: string) => {
    const found = sectors.find((sector) => sector.slug === slug);
    return found ? wordsIn(found.name, language) : slug;
  };
  return (
    <div class="u-small u-quiet">
      {general && (
        <>
          <p class="v-steps__when">{describeDuration(general.add, words)}</p>
          <p>
            {describeRule(general, words)}. {general.article}
          </p>
        </>
      )}
      {stage.due.map(
        (rule) =>
          rule.when &&
          'sectors' in rule.when && (
            <p key={rule.article}>
              {t('start.only', { sectors: format.list(rule.when.sectors.map(sectorName)), rule: describeRule(rule, words) })} {rule.article}
            </p>
          ),
      )}
      {instead && afterwards && (
        <p>
          {t('start.instead', {
            stage: wordsIn(instead.label, language),
            article: instead.article,
            rule: describeRule(afterwards, words),
          })}
        </p>
      )}
    </div>
  );
}
