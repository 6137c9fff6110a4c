import type { MessageKey, Translate } from '../i18n/catalogue.ts';
import type { FormState } from './form.ts';

/** The sentences of a refused form, by field, in the reader's language. */
export const errorTexts = (state: FormState, t: Translate): Record<string, string> =>
  Object.fromEntries(Object.entries(state.errors).map(([name, { messageKey, values }]) => [name, t(messageKey as MessageKey, values)]));
