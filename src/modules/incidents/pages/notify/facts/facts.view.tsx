import { useUi } from '#platform/ui/page-context.ts';
import { askedFacts } from '../../../domain/notify-journey.ts';
import type { StepPage, StepProps } from '../step/step.ts';
import { StepPage as Frame } from '../step/step-page.view.tsx';
import { FactFields, factErrorTexts } from './fact-fields.view.tsx';
import { filledFacts, readFacts } from './facts.form.ts';

export const factsStep: StepPage<undefined> = {
  load: async () => undefined,
  filled: ({ selection }) => filledFacts(selection.facts),
  read(form, { chosen, zone }, ctx) {
    const input = readFacts(form, askedFacts(chosen), zone, ctx.clock.now());
    return input.ok ? { ok: true, data: { step: 'facts', facts: input.data } } : input;
  },
  view: (props) => <FactsPage {...props} />,
};

function FactsPage({ draft, form, isChanged }: StepProps) {
  const { t } = useUi();
  const errors = factErrorTexts(form, t);
  return (
    <Frame draft={draft} step="facts" errors={errors} isChanged={isChanged}>
      <FactFields asked={askedFacts(draft.chosen)} form={form} errors={errors} zone={draft.zone} />
    </Frame>
  );
}
