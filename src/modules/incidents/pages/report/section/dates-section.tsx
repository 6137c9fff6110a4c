import { fieldOf } from '#platform/forms/form.ts';
import { Temporal } from '#platform/time/temporal.ts';
import { Checkbox } from '#platform/ui/choice-fields.tsx';
import { Moment } from '#platform/ui/deadline-clock.tsx';
import { SummaryList } from '#platform/ui/lists.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { incidentPaths } from '../../../paths.ts';
import { MomentField } from '../question-field.tsx';
import { confirmField, factField, openFacts, tokenField } from './section.form.ts';
import type { SectionPageProps } from './section.view.tsx';

/** The timeline of the incident (incidents.md 4.2). What started a deadline is fixed and changes by a correction only. */
export function DatesSection(props: SectionPageProps & { texts: Record<string, string> }) {
  const { report, parts, fields, tokens, problems, factProblems = [], texts } = props;
  const { t } = useUi();
  const { incident, file } = report;
  const correctHref = incidentPaths.correctOwnFact.link({ params: { fileId: file.id, incidentId: incident.id } });
  const wantsConfirmation = factProblems.some(({ code }) => code === 'afterNotification') || fieldOf(fields, confirmField) === 'yes';
  return (
    <>
      <SummaryList
        rows={[
          { label: t('report.fact.notified'), value: <Moment instant={incident.notifiedAt} zone={incident.zone} /> },
          ...parts.lockedFacts.map((fact) => {
            const value = parts.facts[fact];
            return {
              label: t(`report.fact.${fact}`),
              value: value && <Moment instant={Temporal.Instant.from(value.at)} zone={value.zone} />,
              changeHref: correctHref,
              changeLabel: t('report.fact.correct'),
            };
          }),
        ]}
      />
      {openFacts(props).map((fact) => {
        const name = factField(fact);
        return (
          <div key={fact} class="v-stack v-stack--1">
            <MomentField
              name={name}
              fields={fields}
              problem={problems.get(name)}
              zone={incident.zone}
              estimate={false}
              field={{
                name,
                label: t(`report.fact.${fact}`),
                hint: t(`report.fact.${fact}.hint`),
                error: texts[name],
                optional: !report.procedure.facts.some((asked) => asked.fact === fact && asked.mandatory),
              }}
            />
          </div>
        );
      })}
      {wantsConfirmation && (
        <Checkbox name={confirmField} label={t('report.fact.confirmLate')} checked={fieldOf(fields, confirmField) === 'yes'} />
      )}
      <input type="hidden" name={tokenField('facts')} value={tokens.get('facts') ?? ''} />
    </>
  );
}
