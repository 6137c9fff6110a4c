import type { Catalogue } from '../i18n/catalogue.ts';
import de from './locales/de/preview.json' with { type: 'json' };
import en from './locales/en/preview.json' with { type: 'json' };
import fr from './locales/fr/preview.json' with { type: 'json' };
import nl from './locales/nl/preview.json' with { type: 'json' };

type PreviewMessages = typeof en;
declare module '../i18n/catalogue.ts' {
  interface Messages extends PreviewMessages {}
}

export const previewCatalogue: Catalogue = { en, fr, de, nl };
