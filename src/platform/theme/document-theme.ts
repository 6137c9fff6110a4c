import type { DocumentTheme } from '#platform/documents/protocol.ts';
import type { Theme } from './load-theme.ts';

/** What the documents take from a theme; its own templates and pictures lie in its folder `documents`. */
export const documentThemeOf = ({ settings, colours }: Theme): DocumentTheme => ({
  product: settings.siteName,
  colours: Object.fromEntries([...colours].filter(([, value]) => value.startsWith('#'))),
  ...settings.pdf,
});
