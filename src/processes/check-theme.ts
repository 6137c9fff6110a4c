import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createSecretBox } from '#platform/auth/secret-box.ts';
import { createDocumentRenderer } from '#platform/documents/document-renderer.ts';
import { loadTheme, type Theme } from '#platform/theme/load-theme.ts';
import { ThemeError } from '#platform/theme/theme-folder.ts';
import { findStrangersInTheme } from '../app.ts';
import { createModules } from '../modules.ts';
import { versionOf } from './runtime.ts';

/** Reads a theme as a start would, without a configuration or a database. @throws ThemeError */
export function checkTheme(root: string, name: string): Theme {
  const folder = join(root, 'themes', name);
  const fallback = join(root, 'themes', 'default');
  if (!existsSync(folder)) throw new ThemeError(`themes/${name}`, ['there is no such folder']);
  const theme = loadTheme(folder, fallback, versionOf(root));
  // Only their texts and the names of their mails are asked for: nothing is opened.
  const modules = createModules({
    secrets: createSecretBox(`check:${randomBytes(32).toString('base64')}`),
    sessionHours: 1,
    signIn: {
      wrongPasswords: 5,
      windowMinutes: 15,
      lockMinutes: 15,
      longestLockHours: 24,
      slowAccountAfter: 10,
      slowNetworkAfter: 20,
      wrongCodes: 10,
    },
    selfRegistration: true,
    auditMailTo: undefined,
    terms: theme.pages.terms,
    idleAccountDays: 90,
    contact: { email: undefined, phone: undefined, address: [], postalAddress: [], isOpenToStrangers: false },
    pause: async () => undefined,
    zone: 'UTC',
    demoAccounts: [],
    documents: createDocumentRenderer({ templateFolders: [join(fallback, 'documents')] }),
    baseUrl: 'http://localhost',
    regions: theme.regions,
  });
  const strangers = findStrangersInTheme(theme, modules);
  if (strangers.length > 0) throw new ThemeError(folder, strangers);
  return theme;
}
