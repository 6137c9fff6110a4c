import type { Translate } from '#platform/i18n/catalogue.ts';
import { wordsIn } from '#platform/i18n/foreign-text.ts';
import type { Language } from '#platform/i18n/language.ts';
import { combinedName } from '../../../views/combined-name.ts';
import type { StageLine } from './stage-lines.ts';

/** "Intermediate report 2"; "Final report, or progress report if the incident is still being handled". */
export function lineName({ stage, number, instead }: StageLine, { t, language }: { t: Translate; language: Language }): string {
  const name = wordsIn(stage.label, language);
  if (instead) return combinedName({ t, language }, name, wordsIn(instead.stage.label, language));
  return number === undefined ? name : t('file.stage.numbered', { stage: name, number });
}
