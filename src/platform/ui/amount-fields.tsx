import { controlAttributes, describedBy, Field, FieldGroup, type FieldProps, fieldId } from './field.tsx';
import { useUi } from './page-context.ts';

export interface TypedMoney {
  amount: string;
  /** ISO 4217 */
  currency: string;
}

export interface MoneyFieldProps extends FieldProps {
  value?: Partial<TypedMoney> | undefined;
  /** The currencies to choose from; the first is proposed. */
  currencies?: readonly [string, ...string[]] | undefined;
}

/** An amount and its currency: sends `name.amount` and `name.currency`. */
export function MoneyField({ value = {}, currencies = ['EUR', 'CHF', 'GBP', 'USD'], ...field }: MoneyFieldProps) {
  const { t } = useUi();
  const id = field.id ?? fieldId(field.name);
  return (
    <FieldGroup {...field}>
      <div class="v-amount">
        <input
          class="form-control"
          id={id}
          name={`${field.name}.amount`}
          value={value.amount ?? ''}
          inputmode="decimal"
          autocomplete="off"
          aria-label={t('ui.money.amount')}
          aria-describedby={describedBy(field)}
          aria-invalid={field.error ? 'true' : undefined}
        />
        <select
          class="form-select"
          name={`${field.name}.currency`}
          value={value.currency ?? currencies[0]}
          aria-label={t('ui.money.currency')}
        >
          {currencies.map((currency) => (
            <option key={currency} value={currency}>
              {currency}
            </option>
          ))}
        </select>
      </div>
    </FieldGroup>
  );
}

export interface TypedDuration {
  days: string;
  hours: string;
  minutes: string;
}

export interface DurationFieldProps extends FieldProps {
  value?: Partial<TypedDuration> | undefined;
}

/** How long something took: sends `name.days`, `name.hours` and `name.minutes`. */
export function DurationField({ value = {}, ...field }: DurationFieldProps) {
  const { t } = useUi();
  const id = field.id ?? fieldId(field.name);
  const units: (keyof TypedDuration)[] = ['days', 'hours', 'minutes'];
  return (
    <FieldGroup {...field}>
      <div class="v-when">
        {units.map((unit, at) => (
          <div class="v-field" key={unit}>
            <label class="v-label" for={at === 0 ? id : `${id}-${unit}`}>
              {t(`ui.duration.${unit}`)}
            </label>
            <input
              class="form-control v-input-4"
              id={at === 0 ? id : `${id}-${unit}`}
              name={`${field.name}.${unit}`}
              value={value[unit] ?? ''}
              inputmode="numeric"
              autocomplete="off"
              aria-describedby={field.error ? `${id}-error` : undefined}
              aria-invalid={field.error ? 'true' : undefined}
            />
          </div>
        ))}
      </div>
    </FieldGroup>
  );
}

export interface NumberFieldProps extends FieldProps {
  value?: string | undefined;
  decimals?: boolean | undefined;
  /** Written after the field, such as "%" or "customers". */
  unit?: string | undefined;
}

/** A number as text: browsers' own number fields change values by accident when one scrolls. */
export function NumberField({ value, decimals, unit, ...field }: NumberFieldProps) {
  const id = field.id ?? fieldId(field.name);
  return (
    <Field {...field}>
      <div class="v-amount">
        <input
          {...controlAttributes(field, unit && `${id}-unit`)}
          class="form-control v-input-20"
          value={value ?? ''}
          inputmode={decimals ? 'decimal' : 'numeric'}
          autocomplete="off"
        />
        {unit && (
          <span class="v-amount__unit" id={`${id}-unit`}>
            {unit}
          </span>
        )}
      </div>
    </Field>
  );
}
