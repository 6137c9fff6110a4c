import type { ComponentChildren } from 'preact';
import { Explain } from './feedback.tsx';
import { Hidden, Icon } from './icon.tsx';
import { useUi } from './page-context.ts';

/** What every field takes. `error` is a whole sentence that says what to do. */
export interface FieldProps {
  name: string;
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  /** Marks the exception: a field is needed unless it says otherwise. */
  optional?: boolean | undefined;
  /** Where a prefilled answer came from, as a sentence. */
  origin?: string | undefined;
  /** A longer explanation behind "What does this mean?". */
  explanation?: ComponentChildren;
  /** The label in the size of a heading: for a page that asks few questions. */
  large?: boolean | undefined;
  /** Only where two forms on one page use the same name. */
  id?: string | undefined;
}

/** The id of a field's first control, which is where the error summary leads. */
export const fieldId = (name: string) => `f-${name}`;

type Described = Pick<FieldProps, 'name' | 'id' | 'hint' | 'error' | 'origin'>;

/** The value of `aria-describedby`: everything written about the field, in reading order. */
export function describedBy(
  { name, id = fieldId(name), hint, error, origin }: Described,
  ...more: (string | undefined)[]
): string | undefined {
  const ids = [hint && `${id}-hint`, origin && `${id}-origin`, error && `${id}-error`, ...more].filter(Boolean);
  return ids.length > 0 ? ids.join(' ') : undefined;
}

/** The attributes that tie one control to its label, hint and error. */
export function controlAttributes(props: Described, ...more: (string | undefined)[]) {
  return {
    id: props.id ?? fieldId(props.name),
    name: props.name,
    'aria-describedby': describedBy(props, ...more),
    'aria-invalid': props.error ? ('true' as const) : undefined,
  };
}

function LabelText({ label, optional }: Pick<FieldProps, 'label' | 'optional'>) {
  const { t } = useUi();
  return (
    <>
      {label}
      {optional && (
        <>
          {' '}
          <span class="v-optional">{t('ui.optional')}</span>
        </>
      )}
    </>
  );
}

/** Hint, origin and error, in the order in which they stand above the control. */
export function FieldNotes({ name, id = fieldId(name), hint, origin, error }: Described) {
  const { t } = useUi();
  return (
    <>
      {hint && (
        <p class="v-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {origin && (
        <p class="v-from" id={`${id}-origin`}>
          <Icon name="arrow-return-right" />
          {origin}
        </p>
      )}
      {error && (
        <p class="v-error" id={`${id}-error`}>
          <Icon name="exclamation-circle-fill" />
          <span>
            <Hidden>{t('ui.errorPrefix')}</Hidden>
            {error}
          </span>
        </p>
      )}
    </>
  );
}

const fieldClass = ({ error }: { error?: string | undefined }) => (error ? 'v-field v-field--error' : 'v-field');
const labelClass = ({ large }: { large?: boolean | undefined }) => (large ? 'v-label v-label--lg' : 'v-label');

/** One control with its label. The control takes `controlAttributes(props)`. */
export function Field({ children, after, ...props }: FieldProps & { children: ComponentChildren; after?: ComponentChildren }) {
  return (
    <div class={fieldClass(props)}>
      <label class={labelClass(props)} for={props.id ?? fieldId(props.name)}>
        <LabelText {...props} />
      </label>
      <FieldNotes {...props} />
      {children}
      {after}
      {props.explanation && <Explain>{props.explanation}</Explain>}
    </div>
  );
}

/** Several controls that answer one question together. */
export function FieldGroup({ children, role, ...props }: FieldProps & { children: ComponentChildren; role?: 'radiogroup' | undefined }) {
  return (
    <fieldset
      class={fieldClass(props)}
      aria-describedby={describedBy(props)}
      {...(role && { role, 'aria-invalid': props.error ? 'true' : undefined })}
    >
      <legend class={labelClass(props)}>
        <LabelText {...props} />
      </legend>
      <FieldNotes {...props} />
      {children}
      {props.explanation && <Explain>{props.explanation}</Explain>}
    </fieldset>
  );
}
