import type { Catalogue } from '#platform/i18n/catalogue.ts';
import de from './de/governance.json' with { type: 'json' };
import en from './en/governance.json' with { type: 'json' };
import fr from './fr/governance.json' with { type: 'json' };
import nl from './nl/governance.json' with { type: 'json' };

type GovernanceMessages = typeof en;
declare module '#platform/i18n/catalogue.ts' {
  interface Messages extends GovernanceMessages {}
}

export const catalogue: Catalogue = { en, fr, de, nl };
