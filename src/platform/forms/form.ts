import type { z } from 'zod';
import { RefusedError } from '../context/errors.ts';
import type { FormBody } from '../http/route.ts';

/** A sentence for a field: a catalogue key and what goes into it. */
export interface FieldError {
  messageKey: string;
  values?: Record<string, string | number>;
}

/** What a form page shows again: what was typed, and what is wrong with it. */
export interface FormState {
  values: FormBody;
  /** By field name; '' is the form as a whole. */
  errors: Record<string, FieldError>;
}

export const emptyForm: FormState = { values: {}, errors: {} };

export type FormResult<Data> = { ok: true; data: Data } | { ok: false; state: FormState };

/** The first value of a name, or an empty string. */
export function fieldOf(values: FormBody, name: string): string {
  const value = values[name];
  return (Array.isArray(value) ? value[0] : value) ?? '';
}

export function listOf(values: FormBody, name: string): string[] {
  const value = values[name];
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

/**
 * Checks a posted form. Messages are catalogue keys: the schema names them (`z.string().min(1, 'notify.title.missing')`);
 * a message that is no key of ours falls back to the general one of its kind.
 */
export function readForm<Schema extends z.ZodType>(schema: Schema, body: FormBody): FormResult<z.output<Schema>> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return { ok: true, data: parsed.data };
  const errors: Record<string, FieldError> = {};
  for (const issue of parsed.error.issues) {
    const name = issue.path.join('.');
    errors[name] ??= { messageKey: /^[a-z][\w-]*(\.[\w-]+)+$/i.test(issue.message) ? issue.message : 'form.invalid' };
  }
  return { ok: false, state: { values: body, errors } };
}

/** A rule's refusal as form errors, so that the page shows it where it belongs; any other error is thrown on. */
export function refusedForm(error: unknown, values: FormBody): FormState {
  if (!(error instanceof RefusedError)) throw error;
  return { values, errors: { [error.field ?? '']: { messageKey: error.messageKey, values: error.values } } };
}
