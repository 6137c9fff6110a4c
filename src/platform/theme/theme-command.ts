/** `vigie theme check NAME`: what a deployer runs before a theme is used. Needs no database and changes nothing. */
import { languages } from '../i18n/language.ts';
import { legalPageNames } from './legal-page.ts';
import type { Theme } from './load-theme.ts';
import { ThemeError } from './theme-folder.ts';

export interface ThemeCommandDeps {
  print(line: string): void;
  /** @throws ThemeError */
  check(name: string): Promise<Theme>;
}

export const themeUsage = 'vigie theme check NAME       everything that is wrong with the theme in themes/NAME, or what it brings';

/** @returns the exit code: 0 the theme can be used, 1 it cannot, 2 the command is not understood. */
export async function runThemeCommand([verb, name, ...rest]: readonly string[], { print, check }: ThemeCommandDeps): Promise<number> {
  if (verb !== 'check' || name === undefined || rest.length > 0 || !/^[a-z0-9-]+$/.test(name)) {
    print(themeUsage);
    return 2;
  }
  try {
    for (const line of summaryOf(await check(name))) print(line);
    return 0;
  } catch (error) {
    if (!(error instanceof ThemeError)) throw error;
    print(error.message);
    return 1;
  }
}

function summaryOf({ settings, pages, parts, mailTexts, logos, regions }: Theme): string[] {
  const list = (items: readonly string[]) => (items.length > 0 ? items.join(', ') : 'none of its own');
  const page = (name: (typeof legalPageNames)[number]) => {
    const { version, publishedOn, legalLanguage, languageOf } = pages[name];
    const missing = languages.filter((language) => languageOf(language) !== language);
    return `  ${name}: version ${version} of ${publishedOn}, binding in ${legalLanguage}${missing.length > 0 ? `, not translated: ${missing.join(', ')}` : ''}`;
  };
  return [
    `${settings.name} ${settings.version} can be used.`,
    ...legalPageNames.map(page),
    `  logos: ${list(Object.keys(logos))}`,
    `  parts: ${list(Object.keys(parts))}`,
    `  words of mails: ${list([...mailTexts.keys()])}`,
    `  regions: ${regions.offered('en').length}`,
  ];
}
