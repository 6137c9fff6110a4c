import { errorTexts } from '#platform/forms/error-texts.ts';
import { fieldOf, listOf } from '#platform/forms/form.ts';
import { wordsIn } from '#platform/i18n/foreign-text.ts';
import { Checkboxes, type Choice } from '#platform/ui/choice-fields.tsx';
import { Message } from '#platform/ui/feedback.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { TextField } from '#platform/ui/text-fields.tsx';
import type { Offer } from '../../../queries/offered-procedures.query.ts';
import type { StepPage, StepProps } from '../step/step.ts';
import { StepPage as Frame } from '../step/step-page.view.tsx';
import { filledRegulations, readRegulations, regulatorsField, regulatorsOf } from './regulations.form.ts';

export const regulationsStep: StepPage<undefined> = {
  load: async () => undefined,
  filled: filledRegulations,
  read: readRegulations,
  view: (props) => <RegulationsPage {...props} />,
};

function RegulationsPage({ draft, form, isChanged }: StepProps) {
  const { t, language } = useUi();
  const errors = errorTexts(form, t);
  const laws = [...new Map(draft.offers.map((offer) => [offer.regulation.key, offer])).values()];
  const choices = laws.map(({ regulation }): Choice => {
    const offered = regulatorsOf(draft.offers, regulation.key);
    const names = offered.map(({ regulator }) => wordsIn(regulator.name, language));
    const several = offered.length > 1;
    const citation = wordsIn(regulation.citation, language);
    return {
      value: regulation.key,
      label: `${wordsIn(regulation.short, language)}: ${wordsIn(regulation.name, language)}`,
      hint: several ? citation : t('notify.regulations.to', { citation, regulator: names[0] ?? '' }),
      ...(several && {
        reveals: (
          <RegulatorChoice
            regulation={regulation.key}
            offered={offered}
            value={listOf(form.values, regulatorsField(regulation.key))}
            error={errors[regulatorsField(regulation.key)]}
          />
        ),
      }),
    };
  });
  return (
    <Frame draft={draft} step="regulations" errors={errors} isChanged={isChanged}>
      <TextField
        name="title"
        label={t('notify.title.label')}
        hint={t('notify.title.hint')}
        large
        autocomplete="off"
        value={fieldOf(form.values, 'title')}
        error={errors.title}
      />
      {choices.length === 0 ? (
        <Message kind="warning" title={t('notify.noneOffered')}>
          {t('notify.noneOffered.text')}
        </Message>
      ) : (
        <Checkboxes
          name="regulations"
          label={t('notify.regulations.label')}
          hint={t('notify.regulations.hint')}
          large
          options={choices}
          value={listOf(form.values, 'regulations')}
          error={errors.regulations}
        />
      )}
    </Frame>
  );
}

interface RegulatorChoiceProps {
  regulation: string;
  offered: readonly Offer[];
  value: readonly string[];
  error: string | undefined;
}

function RegulatorChoice({ regulation, offered, value, error }: RegulatorChoiceProps) {
  const { t, language } = useUi();
  return (
    <Checkboxes
      name={regulatorsField(regulation)}
      label={t('notify.regulators.label')}
      options={offered.map(({ regulator }) => ({ value: regulator.slug, label: wordsIn(regulator.name, language) }))}
      value={value}
      error={error}
    />
  );
}
