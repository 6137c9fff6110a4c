import { defaultLanguage, type Language, translate } from '#platform/i18n/language.ts';
import type { ThemeSettings } from './manifest.ts';

type Region = ThemeSettings['regions'][number];

/** The regions of the deployer's country, for questions about them. */
export interface Regions {
  /** What is offered, in the order of the theme. */
  offered(language: Language): { code: string; name: string; language: Language }[];
  /** Also of one that is no longer offered; undefined: nobody ever named it. */
  nameOf(code: string, language: Language): string | undefined;
}

/** @param earlier regions of the default theme: an answer from before the theme was changed keeps its name. */
export function createRegions(current: readonly Region[], earlier: readonly Region[]): Regions {
  const names = new Map([...earlier, ...current].map(({ code, name }) => [code, name]));
  return {
    offered: (language) =>
      current
        .filter(({ retired }) => !retired)
        .map(({ code, name }) => ({
          code,
          name: translate(name, language),
          language: name[language] === undefined ? defaultLanguage : language,
        })),
    nameOf(code, language) {
      const name = names.get(code);
      return name && translate(name, language);
    },
  };
}
