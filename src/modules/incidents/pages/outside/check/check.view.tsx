import { errorTexts } from '#platform/forms/error-texts.ts';
import type { FormState } from '#platform/forms/form.ts';
import { wordsIn } from '#platform/i18n/foreign-text.ts';
import { Message } from '#platform/ui/feedback.tsx';
import { SummaryList } from '#platform/ui/lists.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import type { FormCircumstances } from '../../../domain/questionnaire.ts';
import type { FilingRow, FilingTarget } from '../../../queries/filing.query.ts';
import type { SectorName } from '../../../queries/notify-draft.query.ts';
import { FilingFrame, filingStepLink } from '../filing-frame.view.tsx';
import { filingRows } from '../filing-summary.tsx';

interface CheckProps {
  form: FormState;
  row: FilingRow;
  isChanged: boolean;
  target: FilingTarget;
  sectors: readonly SectorName[];
  around: FormCircumstances;
}

export const checkPage = (props: CheckProps) => <CheckPage {...props} />;

function CheckPage({ form, row, isChanged, target, sectors, around }: CheckProps) {
  const ui = useUi();
  const { t, language } = ui;
  const report = wordsIn(target.stage.label, language);
  const regulator = wordsIn(target.offer.regulator.name, language);
  return (
    <FilingFrame
      step="check"
      errors={errorTexts(form, t)}
      version={row.version}
      isChanged={isChanged}
      send={t('outside.check.send', { report, regulator })}
    >
      {around.late && <Message kind="warning" title={t('outside.check.late')} />}
      <SummaryList rows={filingRows({ row, target, sectors, around }, ui, filingStepLink)} />
      <Message title={t('outside.check.what')}>
        <ul class="u-list">
          <li>{t('outside.check.time')}</li>
          <li>{t('outside.check.proof', { email: row.content.filer.email })}</li>
          <li>{t('outside.check.call')}</li>
        </ul>
      </Message>
    </FilingFrame>
  );
}
