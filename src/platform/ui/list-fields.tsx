import { type Country, countriesIn } from '#platform/i18n/countries.ts';
import { FieldGroup, type FieldProps, fieldId } from './field.tsx';
import { Icon } from './icon.tsx';
import { useUi } from './page-context.ts';
import { countWordings } from './wordings.ts';

interface TicksProps {
  field: FieldProps;
  options: readonly { value: string; label: string }[];
  chosen: ReadonlySet<string>;
  idOf: (value: string) => string;
}

function Ticks({ field, options, chosen, idOf }: TicksProps) {
  return (
    <div class="v-checks">
      {options.map(({ value, label }) => (
        <div class="form-check" key={value}>
          <input class="form-check-input" type="checkbox" name={field.name} id={idOf(value)} value={value} checked={chosen.has(value)} />
          <label class="form-check-label" for={idOf(value)}>
            {label}
          </label>
        </div>
      ))}
    </div>
  );
}

export interface CountryListProps extends FieldProps {
  /** ISO 3166-1 codes. */
  value?: readonly string[] | undefined;
}

/** Any number of countries: a list to tick in, which the page's script turns into a field to type in, with chips. */
export function CountryList({ value = [], ...field }: CountryListProps) {
  const { t, language, assets } = useUi();
  const base = field.id ?? fieldId(field.name);
  const { europe, world } = countriesIn(language);
  const chosen = new Set(value);
  const options = (countries: readonly Country[]) => countries.map(({ code, name }) => ({ value: code, label: name }));
  const idOf = (code: string) => `${base}-${code}`;
  return (
    <FieldGroup {...field}>
      <country-picker
        id={base}
        tabindex={-1}
        data-label={t('ui.countries.add')}
        data-chosen={t('ui.countries.chosen')}
        data-remove={t('ui.remove', { what: '{what}' })}
        data-none={t('ui.countries.found', { count: 0 })}
        data-icon={`${assets.url('icons.svg')}#x-lg`}
      >
        <details class="v-explain" open={chosen.size > 0}>
          <summary>
            {t('ui.countries.open')} ({t('ui.chosenCount', { count: chosen.size })})
          </summary>
          <div class="v-picklist">
            <fieldset class="v-field">
              <legend class="v-label">{t('ui.countries.europe')}</legend>
              <Ticks field={field} options={options(europe)} chosen={chosen} idOf={idOf} />
            </fieldset>
            <fieldset class="v-field">
              <legend class="v-label">{t('ui.countries.world')}</legend>
              <Ticks field={field} options={options(world)} chosen={chosen} idOf={idOf} />
            </fieldset>
          </div>
        </details>
      </country-picker>
    </FieldGroup>
  );
}

export interface SectorBranch {
  value: string;
  label: string;
  children: readonly { value: string; label: string }[];
}

export interface SectorTreeProps extends FieldProps {
  sectors: readonly SectorBranch[];
  value?: readonly string[] | undefined;
}

/** Sectors in two levels: a sector without parts is ticked itself, the others open. */
export function SectorTree({ sectors, value = [], ...field }: SectorTreeProps) {
  const ui = useUi();
  const { t } = ui;
  const words = countWordings(ui, 'ui.chosenCount');
  const base = field.id ?? fieldId(field.name);
  const chosen = new Set(value);
  const idOf = (slug: string) => `${base}-${slug}`;
  return (
    <FieldGroup {...field}>
      <div id={base} tabindex={-1}>
        {sectors.map((sector) => {
          if (sector.children.length === 0) {
            return (
              <div class="v-branch v-branch--single" key={sector.value}>
                <Ticks field={field} options={[sector]} chosen={chosen} idOf={idOf} />
              </div>
            );
          }
          const count = sector.children.filter((child) => chosen.has(child.value)).length;
          return (
            <details class="v-branch" key={sector.value} open={count > 0}>
              <summary>
                <span>{sector.label}</span>
                <span class="v-row v-row--tight u-small u-quiet">
                  <span data-none={words.none} data-one={words.one} data-other={words.other} data-chosen-count>
                    {t('ui.chosenCount', { count })}
                  </span>
                  <Icon name="chevron-down" />
                </span>
              </summary>
              <div class="v-branch__body">
                <Ticks field={field} options={sector.children} chosen={chosen} idOf={idOf} />
              </div>
            </details>
          );
        })}
      </div>
    </FieldGroup>
  );
}
