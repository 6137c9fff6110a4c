import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadTheme, type Theme } from '#platform/theme/load-theme.ts';
import { ThemeError } from '#platform/theme/theme-folder.ts';
import { findStrangersInTheme } from '../app.ts';
import { moduleWords } from '../modules.ts';
import { versionOf } from './runtime.ts';

/** Reads a theme as a start would, without a configuration or a database. @throws ThemeError */
export function checkTheme(root: string, name: string): Theme {
  const folder = join(root, 'themes', name);
  const fallback = join(root, 'themes', 'default');
  if (!existsSync(folder)) throw new ThemeError(`themes/${name}`, ['there is no such folder']);
  const theme = loadTheme(folder, fallback, versionOf(root));
  const strangers = findStrangersInTheme(theme, moduleWords);
  if (strangers.length > 0) throw new ThemeError(folder, strangers);
  return theme;
}
