import type { Catalogue } from '../i18n/catalogue.ts';
import de from './locales/de/home.json' with { type: 'json' };
import en from './locales/en/home.json' with { type: 'json' };
import fr from './locales/fr/home.json' with { type: 'json' };
import nl from './locales/nl/home.json' with { type: 'json' };

type HomeMessages = typeof en;
declare module '../i18n/catalogue.ts' {
  interface Messages extends HomeMessages {}
}

export const homeCatalogue: Catalogue = { en, fr, de, nl };
