import { wordsIn } from '#platform/i18n/foreign-text.ts';
import type { Name } from '#platform/i18n/language.ts';
import { Actions, Button } from '#platform/ui/button.tsx';
import { Checkboxes } from '#platform/ui/choice-fields.tsx';
import { Form } from '#platform/ui/form.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import type { Fact } from '../../../domain/condition.ts';
import { incidentPaths } from '../../../paths.ts';
import { fileCrumbs } from '../crumbs.ts';
import type { Correctable, CorrectableIncident, FactChoice } from './correct-fact.query.ts';

interface CorrectOthersProps {
  correctable: Correctable;
  fact: Fact;
  others: readonly { sibling: CorrectableIncident; choice: FactChoice }[];
  /** Laws of the incidents that could not take the date. */
  refused: readonly Name[];
}

/** The name of the hidden field with the row that was shown for an incident. */
export const seenField = (incidentId: string) => `seen-${incidentId}`;

export const correctOthersPage = (props: CorrectOthersProps) => <CorrectOthersPage {...props} />;

/** A correction is of one incident; the person says for which others it holds too (decisions.md D3). */
function CorrectOthersPage({ correctable: { file, incident }, fact, others, refused }: CorrectOthersProps) {
  const { t, format, language } = useUi();
  const at = incident.facts.find((one) => one.fact === fact)?.current;
  const name = t(`file.fact.${fact}`);
  const when = at?.at ? format.dateTime(at.at, at.zone) : t('file.fact.notYet');
  const laws = format.list(refused.map((law) => wordsIn(law, language)));
  const errors = refused.length > 0 ? { incident: t('file.correct.others.refused', { laws }) } : undefined;
  return (
    <Page title={t('file.correct.others')} crumbs={fileCrumbs(t, file)} errors={errors}>
      <PageHead
        title={t('file.correct.others')}
        lede={t('file.correct.others.lede', { fact: name, law: wordsIn(incident.law, language), when })}
      />
      <Form
        action={incidentPaths.correctOwnFact.link({ params: { fileId: file.id, incidentId: incident.id } })}
        hidden={{
          step: 'others',
          fact,
          ...Object.fromEntries(others.map(({ sibling, choice }) => [seenField(sibling.id), choice.current?.id ?? ''])),
        }}
      >
        <Checkboxes
          name="incident"
          label={t('file.correct.others.which')}
          error={errors?.incident}
          options={others.map(({ sibling, choice: { current } }) => ({
            value: sibling.id,
            label: `${wordsIn(sibling.law, language)}, ${sibling.reference}`,
            hint: t('file.correct.others.current', {
              fact: name,
              when: current?.at ? format.dateTime(current.at, current.zone) : t('file.fact.notYet'),
            }),
          }))}
        />
        <Actions>
          <Button>{t('file.correct.others.save')}</Button>
          <a href={incidentPaths.file.link({ params: { fileId: file.id } })}>{t('file.correct.others.none')}</a>
        </Actions>
      </Form>
    </Page>
  );
}
