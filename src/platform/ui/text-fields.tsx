import type { InputHTMLAttributes } from 'preact';
import { controlAttributes, Field, type FieldProps, fieldId } from './field.tsx';
import { Hidden } from './icon.tsx';
import { useUi } from './page-context.ts';
import { countWordings } from './wordings.ts';

export interface TextFieldProps extends FieldProps {
  value?: string | undefined;
  type?: 'text' | 'email' | 'tel' | 'url' | 'search' | 'date' | undefined;
  /** An HTML autofill token, such as "given-name"; "off" for what browsers should not remember. */
  autocomplete?: string | undefined;
  inputmode?: 'numeric' | 'decimal' | undefined;
  /** The width follows the length that is expected: `short` for a number or code. */
  width?: 'short' | 'medium' | undefined;
  readonly?: boolean | undefined;
  maxlength?: number | undefined;
  lang?: string | undefined;
}

/** One object each, because the compiler checks every kind of input on its own. */
const inputTypes = {
  text: { type: 'text' },
  email: { type: 'email' },
  tel: { type: 'tel' },
  url: { type: 'url' },
  search: { type: 'search' },
  date: { type: 'date' },
} as const;
const widths = { short: ' v-input-4', medium: ' v-input-20' };

/** One line of text. */
export function TextField({ value, type = 'text', autocomplete, inputmode, width, readonly, maxlength, lang, ...field }: TextFieldProps) {
  return (
    <Field {...field}>
      <input
        {...controlAttributes(field)}
        class={`form-control${width ? widths[width] : ''}`}
        {...inputTypes[type]}
        value={value ?? ''}
        inputmode={inputmode}
        readonly={readonly}
        maxlength={maxlength}
        lang={lang}
        {...(autocomplete && { autocomplete: autocomplete as NonNullable<InputHTMLAttributes['autocomplete']> })}
      />
    </Field>
  );
}

export interface TextAreaProps extends FieldProps {
  value?: string | undefined;
  rows?: 2 | 3 | 6 | undefined;
  /** Shows how many characters are left; the server refuses more. */
  limit?: number | undefined;
  lang?: string | undefined;
}

function Counter({ id, limit, value }: { id: string; limit: number; value: string }) {
  const ui = useUi();
  const left = limit - [...value].length;
  const [under, over] = [countWordings(ui, 'ui.counter.left'), countWordings(ui, 'ui.counter.over')];
  return (
    <character-counter
      for={id}
      limit={String(limit)}
      data-left-one={under.one}
      data-left-other={under.other}
      data-over-one={over.one}
      data-over-other={over.other}
    >
      <p class={left < 0 ? 'v-counter v-counter--over' : 'v-counter'} id={`${id}-count`}>
        {ui.t(left < 0 ? 'ui.counter.over' : 'ui.counter.left', { count: Math.abs(left) })}
      </p>
      <p class="visually-hidden" aria-live="polite" />
    </character-counter>
  );
}

/** Several lines of text; grows with them. */
export function TextArea({ value = '', rows = 3, limit, lang, ...field }: TextAreaProps) {
  const id = field.id ?? fieldId(field.name);
  return (
    <Field {...field} after={limit !== undefined && <Counter id={id} limit={limit} value={value} />}>
      <textarea
        {...controlAttributes(field, limit === undefined ? undefined : `${id}-count`)}
        class="form-control"
        rows={rows}
        lang={lang}
        value={value}
      />
    </Field>
  );
}

export interface PasswordFieldProps extends FieldProps {
  /** `new` lets a password manager propose one. */
  use: 'current' | 'new';
  /** The id of what is written about it elsewhere on the page: the rules for a new one. */
  describedBy?: string | undefined;
}

/** Never carries a value back. With script it can be shown. */
export function PasswordField({ use, describedBy, ...field }: PasswordFieldProps) {
  const { t } = useUi();
  const id = field.id ?? fieldId(field.name);
  return (
    <Field {...field}>
      <password-toggle class="v-join" data-show={t('ui.password.show')} data-hide={t('ui.password.hide')}>
        <input
          {...controlAttributes(field, describedBy)}
          class="form-control"
          type="password"
          autocomplete={use === 'new' ? 'new-password' : 'current-password'}
        />
        <button class="btn btn-secondary" type="button" aria-pressed="false" aria-controls={id} hidden>
          <span>{t('ui.password.show')}</span>
          <Hidden> {t('ui.password.password')}</Hidden>
        </button>
      </password-toggle>
    </Field>
  );
}

/** A code from an authenticator or a mail: six digits, pasted or filled in by the device. */
export function CodeField(field: FieldProps) {
  return (
    <Field {...field}>
      <input
        {...controlAttributes(field)}
        class="form-control v-codefield"
        type="text"
        inputmode="numeric"
        autocomplete="one-time-code"
        maxlength={10}
        spellcheck={false}
      />
    </Field>
  );
}

/** A backup code, or six digits where either will do: letters need the whole keyboard. */
export function BackupCodeField(field: FieldProps) {
  return (
    <Field {...field}>
      <input
        {...controlAttributes(field)}
        class="form-control v-codefield v-codefield--long"
        type="text"
        autocapitalize="characters"
        autocomplete="one-time-code"
        maxlength={60}
        spellcheck={false}
      />
    </Field>
  );
}
