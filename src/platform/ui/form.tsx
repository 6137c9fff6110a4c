import type { ComponentChildren } from 'preact';
import { fieldId } from './field.tsx';
import { useUi } from './page-context.ts';

/** The names of the hidden fields that every form carries. */
export const formFields = { csrf: '_csrf', organisation: '_organisation', version: '_version' } as const;

/** The hidden fields of a form that is not a `<Form>`. */
export function Csrf() {
  const { csrfToken, organisationId } = useUi();
  return (
    <>
      <input type="hidden" name={formFields.csrf} value={csrfToken} />
      {organisationId !== undefined && <input type="hidden" name={formFields.organisation} value={organisationId} />}
    </>
  );
}

export interface FormProps {
  action: string;
  children: ComponentChildren;
  /** The version of the record that the person is looking at: a save over a newer one is refused. */
  version?: number | undefined;
  hidden?: Record<string, string> | undefined;
  /** Asks before the page is left with changes that are not saved. */
  guarded?: boolean | undefined;
  /** `false` for a form that fills a dialog or a panel. */
  narrow?: boolean | undefined;
  id?: string | undefined;
  label?: string | undefined;
}

/** A form that changes something. The server checks everything, so the browser's own bubbles are off. */
export function Form({ action, children, version, hidden = {}, guarded, narrow = true, id, label }: FormProps) {
  const { t } = useUi();
  return (
    <form
      class={narrow ? 'v-form' : 'v-stack v-stack--3'}
      method="post"
      action={action}
      id={id}
      aria-label={label}
      novalidate
      data-sending={t('ui.sending')}
      {...(guarded && { 'data-guard': t('ui.unsaved') })}
    >
      <Csrf />
      {version !== undefined && <input type="hidden" name={formFields.version} value={String(version)} />}
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
    </form>
  );
}

/** One act that needs no page: a button that posts. */
export function PostButton({ action, fields, children }: { action: string; fields?: Record<string, string>; children: ComponentChildren }) {
  const { t } = useUi();
  return (
    <form method="post" action={action} data-sending={t('ui.sending')}>
      <Csrf />
      {Object.entries(fields ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
    </form>
  );
}

export interface ErrorSummaryProps {
  /** The sentences by the name of their field; the empty name is for the form as a whole. */
  errors: Readonly<Record<string, string | undefined>>;
}

/** Everything that is wrong, each with a way to its field. Takes the focus when the page opens with script. */
export function ErrorSummary({ errors }: ErrorSummaryProps) {
  const { t } = useUi();
  const found = Object.entries(errors).filter((entry): entry is [string, string] => Boolean(entry[1]));
  if (found.length === 0) return null;
  return (
    <div class="v-errors" role="alert" aria-labelledby="errors-title" tabindex={-1} data-focus>
      <h2 class="fs-5" id="errors-title">
        {t('ui.errors.heading', { count: found.length })}
      </h2>
      <ul>
        {found.map(([name, sentence]) => (
          <li key={name}>{name === '' ? sentence : <a href={`#${fieldId(name)}`}>{sentence}</a>}</li>
        ))}
      </ul>
    </div>
  );
}
