import type { Language } from '#platform/i18n/language.ts';
import type { ProcedureDefinition } from '../domain/definition.ts';

/** Whether the reader sees our own translation instead of the authoritative English text (decisions.md D6). */
export const isUnofficial = ({ unofficial }: Pick<ProcedureDefinition, 'unofficial'>, language: Language): boolean =>
  unofficial?.some((one) => one === language) ?? false;
