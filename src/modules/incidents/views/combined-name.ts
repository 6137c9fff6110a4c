import type { Translate } from '#platform/i18n/catalogue.ts';
import type { Language } from '#platform/i18n/language.ts';

/** "Final report, or progress report if the incident is still being handled": one line until it is clear which it will be. */
export const combinedName = ({ t, language }: { t: Translate; language: Language }, main: string, instead: string): string =>
  t('incidents.stage.combined', { main, instead: insideSentence(instead, language) });

/** German nouns keep their capital, and so does an acronym. */
function insideSentence(name: string, language: Language): string {
  const [first = '', second = ''] = name;
  return language === 'de' || second !== second.toLowerCase() ? name : first.toLowerCase() + name.slice(first.length);
}
