import type { ComponentChildren } from 'preact';
import { controlAttributes, describedBy, Field, FieldGroup, FieldNotes, type FieldProps, fieldId } from './field.tsx';

export interface Choice {
  value: string;
  label: string;
  hint?: string | undefined;
  /** Fields that appear while this choice is on; what they hold counts only then. */
  reveals?: ComponentChildren;
  lang?: string | undefined;
}

interface OptionProps {
  type: 'radio' | 'checkbox';
  name: string;
  id: string;
  choice: Choice;
  checked: boolean;
  error?: string | undefined;
  describes?: string | undefined;
}

function Option({ type, name, id, choice, checked, error, describes }: OptionProps) {
  const described = [choice.hint && `${id}-note`, describes].filter(Boolean).join(' ') || undefined;
  return (
    <>
      <div class="form-check">
        <input
          class="form-check-input"
          type={type}
          name={name}
          id={id}
          value={choice.value}
          checked={checked}
          aria-describedby={described}
          {...(error && type === 'checkbox' && { 'aria-invalid': 'true' })}
        />
        <label class="form-check-label" for={id} lang={choice.lang}>
          {choice.label}
        </label>
        {choice.hint && (
          <p class="v-hint" id={`${id}-note`}>
            {choice.hint}
          </p>
        )}
      </div>
      {choice.reveals && <div class="v-reveal">{choice.reveals}</div>}
    </>
  );
}

/** The first option carries the field's id, so that the error summary leads to it. */
const optionId = (field: FieldProps, at: number) =>
  at === 0 ? (field.id ?? fieldId(field.name)) : `${field.id ?? fieldId(field.name)}-${at + 1}`;

export interface RadiosProps extends FieldProps {
  options: readonly Choice[];
  value?: string | undefined;
  /** Side by side: for two or three short words. */
  inline?: boolean | undefined;
  /** Each choice in a frame of its own: for a decision. */
  framed?: boolean | undefined;
}

/** One of a few choices. */
export function Radios({ options, value, inline, framed, ...field }: RadiosProps) {
  return (
    <FieldGroup {...field} role="radiogroup">
      <div class={framed ? 'v-stack v-stack--1' : inline ? 'v-checks v-checks--row' : 'v-checks'}>
        {options.map((choice, at) => {
          const option = (
            <Option
              key={choice.value}
              type="radio"
              name={field.name}
              id={optionId(field, at)}
              choice={choice}
              checked={choice.value === value}
            />
          );
          if (!framed) return option;
          return (
            <div class="v-verdict" key={choice.value}>
              {option}
            </div>
          );
        })}
      </div>
    </FieldGroup>
  );
}

export interface CheckboxesProps extends FieldProps {
  options: readonly Choice[];
  value?: readonly string[] | undefined;
  inline?: boolean | undefined;
}

/** Any number of a few choices; each sends `name=value`. */
export function Checkboxes({ options, value = [], inline, ...field }: CheckboxesProps) {
  return (
    <FieldGroup {...field}>
      <div class={inline ? 'v-checks v-checks--row' : 'v-checks'}>
        {options.map((choice, at) => (
          <Option
            key={choice.value}
            type="checkbox"
            name={field.name}
            id={optionId(field, at)}
            choice={choice}
            checked={value.includes(choice.value)}
            error={field.error}
          />
        ))}
      </div>
    </FieldGroup>
  );
}

export interface CheckboxProps extends Omit<FieldProps, 'large' | 'optional' | 'origin' | 'explanation'> {
  checked?: boolean | undefined;
  value?: string | undefined;
  reveals?: ComponentChildren;
}

/** One thing to agree to or to switch on. */
export function Checkbox({ checked = false, value = 'yes', reveals, ...field }: CheckboxProps) {
  const id = field.id ?? fieldId(field.name);
  return (
    <div class={field.error ? 'v-field v-field--error' : 'v-field'}>
      <FieldNotes name={field.name} id={field.id} error={field.error} />
      <div>
        <Option
          type="checkbox"
          name={field.name}
          id={id}
          choice={{ value, label: field.label, hint: field.hint, reveals }}
          checked={checked}
          error={field.error}
          describes={describedBy({ name: field.name, id: field.id, error: field.error })}
        />
      </div>
    </div>
  );
}

export interface SelectProps extends FieldProps {
  options: readonly { value: string; label: string; lang?: string }[];
  value?: string | undefined;
  /** The text of the empty choice; without it the first option is chosen. */
  placeholder?: string | undefined;
  width?: 'auto' | undefined;
}

/** One of many choices. */
export function Select({ options, value, placeholder, width, ...field }: SelectProps) {
  return (
    <Field {...field}>
      <select {...controlAttributes(field)} class={width ? 'form-select w-auto' : 'form-select'} value={value ?? ''}>
        {placeholder !== undefined && <option value="">{placeholder}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value} lang={option.lang}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  );
}

export interface RevealProps {
  /** The name of the field it depends on, in the same form. */
  when: string;
  /** The values for which it is shown. */
  is: readonly string[];
  children: ComponentChildren;
}

/** Questions that depend on an answer elsewhere on the page. Without script they always show, and the server drops what does not apply. */
export function Reveal({ when, is, children }: RevealProps) {
  return (
    <conditional-part class="v-stack v-stack--3" data-when={when} data-is={JSON.stringify(is)}>
      {children}
    </conditional-part>
  );
}
