import type { Catalogue } from '../i18n/catalogue.ts';
import de from './locales/de/site.json' with { type: 'json' };
import en from './locales/en/site.json' with { type: 'json' };
import fr from './locales/fr/site.json' with { type: 'json' };
import nl from './locales/nl/site.json' with { type: 'json' };

type SiteMessages = typeof en;
declare module '../i18n/catalogue.ts' {
  interface Messages extends SiteMessages {}
}

/** The texts of the pages about the site itself. */
export const siteCatalogue: Catalogue = { en, fr, de, nl };
