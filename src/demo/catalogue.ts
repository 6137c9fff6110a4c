import type { Catalogue } from '#platform/i18n/catalogue.ts';
import de from './locales/de/demo.json' with { type: 'json' };
import en from './locales/en/demo.json' with { type: 'json' };
import fr from './locales/fr/demo.json' with { type: 'json' };
import nl from './locales/nl/demo.json' with { type: 'json' };

type DemoMessages = typeof en;
declare module '#platform/i18n/catalogue.ts' {
  interface Messages extends DemoMessages {}
}

export const demoCatalogue: Catalogue = { en, fr, de, nl };
