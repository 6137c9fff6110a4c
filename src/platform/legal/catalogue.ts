import type { Catalogue } from '../i18n/catalogue.ts';
import de from './locales/de/legal.json' with { type: 'json' };
import en from './locales/en/legal.json' with { type: 'json' };
import fr from './locales/fr/legal.json' with { type: 'json' };
import nl from './locales/nl/legal.json' with { type: 'json' };

type LegalMessages = typeof en;
declare module '../i18n/catalogue.ts' {
  interface Messages extends LegalMessages {}
}

/** The words around the pages of the theme. */
export const legalCatalogue: Catalogue = { en, fr, de, nl };
