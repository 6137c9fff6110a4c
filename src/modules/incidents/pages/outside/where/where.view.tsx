import { errorTexts } from '#platform/forms/error-texts.ts';
import { type FormState, fieldOf } from '#platform/forms/form.ts';
import { wordsIn } from '#platform/i18n/foreign-text.ts';
import { Radios, Select } from '#platform/ui/choice-fields.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import type { SectorName } from '../../../queries/notify-draft.query.ts';
import type { Offer } from '../../../queries/offered-procedures.query.ts';
import { sectorBranches } from '../../notify/sectors/sectors.form.ts';
import { FilingFrame } from '../filing-frame.view.tsx';
import { candidatesFor, offeredLaws } from './where.form.ts';

interface WhereProps {
  form: FormState;
  version: number;
  isChanged: boolean;
  offers: readonly Offer[];
  sectors: readonly SectorName[];
}

export const wherePage = (props: WhereProps) => <WherePage {...props} />;

/** The law is known from the start page, the authority follows from the sector: mostly there is one question. */
function WherePage({ form, version, isChanged, offers, sectors }: WhereProps) {
  const { t, language } = useUi();
  const errors = errorTexts(form, t);
  const one = (name: string) => fieldOf(form.values, name);
  const candidates = candidatesFor(offers, one('regulation'), one('sector'));
  const isAsked = candidates.length > 1 && (errors.procedure !== undefined || one('procedure') !== '');
  const options = sectorBranches(sectors, language).flatMap(({ value, label, children }) =>
    children.length > 0 ? children.map((child) => ({ value: child.value, label: `${label}: ${child.label}` })) : [{ value, label }],
  );
  return (
    <FilingFrame step="where" errors={errors} version={version} isChanged={isChanged}>
      <Radios
        name="regulation"
        label={t('outside.where.law')}
        hint={t('outside.where.law.hint')}
        value={one('regulation')}
        error={errors.regulation}
        options={offeredLaws(offers).map(({ key, short, name }) => ({
          value: key,
          label: wordsIn(short, language),
          hint: wordsIn(name, language),
        }))}
      />
      <Select
        name="sector"
        label={t('outside.where.sector')}
        hint={t('outside.where.sector.hint')}
        value={one('sector')}
        error={errors.sector}
        placeholder={t('outside.where.sector.unknown')}
        options={options}
      />
      {isAsked && (
        <Radios
          name="procedure"
          label={t('outside.where.authority')}
          value={one('procedure')}
          error={errors.procedure}
          options={candidates.map(({ procedureId, regulator, definition }) => ({
            value: procedureId,
            label: wordsIn(regulator.name, language),
            hint: wordsIn(definition.label, language),
          }))}
        />
      )}
    </FilingFrame>
  );
}
