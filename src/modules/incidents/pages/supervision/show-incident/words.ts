import type { Translate } from '#platform/i18n/catalogue.ts';
import { wordsIn } from '#platform/i18n/foreign-text.ts';
import type { Language } from '#platform/i18n/language.ts';
import { combinedName } from '../../../views/combined-name.ts';
import type { StageLine } from './stage-lines.ts';

type Words = { t: Translate; language: Language };

/** "Intermediate report, request 2"; "Final report, or progress report if the incident is still being handled". */
export function lineName({ stage, number, instead }: Pick<StageLine, 'stage' | 'number' | 'instead'>, { t, language }: Words): string {
  const name = wordsIn(stage.label, language);
  if (instead) return combinedName({ t, language }, name, wordsIn(instead.label, language));
  return number === undefined ? name : t('supervision.list.stageAgain', { stage: name, number });
}
