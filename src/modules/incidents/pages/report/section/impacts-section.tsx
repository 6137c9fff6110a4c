import { listOf } from '#platform/forms/form.ts';
import { wordsIn } from '#platform/i18n/foreign-text.ts';
import { Checkboxes } from '#platform/ui/choice-fields.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import type { Impact } from '../../../domain/definition.ts';
import { tokenField } from './section.form.ts';
import type { SectionPageProps } from './section.view.tsx';

/** The impacts that the affected sectors bring up, sorted by label. Ticking one makes the incident significant (incidents.md 3.9). */
export function ImpactsSection({ parts, fields, tokens }: SectionPageProps) {
  const { t, language } = useUi();
  const collator = new Intl.Collator(language);
  const label = (impact: Impact) => wordsIn(impact.label, language);
  const sorted = [...parts.impactsOffered].sort((one, other) => collator.compare(label(one), label(other)));
  return (
    <>
      <Checkboxes
        name="impacts"
        label={t('report.impacts.label')}
        hint={t('report.impacts.hint')}
        optional
        options={sorted.map((impact) => ({
          value: impact.key,
          label: label(impact),
          hint: impact.hint && wordsIn(impact.hint, language),
        }))}
        value={listOf(fields, 'impacts')}
      />
      <input type="hidden" name={tokenField('impacts')} value={tokens.get('impacts') ?? ''} />
    </>
  );
}
