import type { Catalogue } from '../catalogue.ts';
import de from './de/ui.json' with { type: 'json' };
import en from './en/ui.json' with { type: 'json' };
import fr from './fr/ui.json' with { type: 'json' };
import nl from './nl/ui.json' with { type: 'json' };

export type PlatformMessages = typeof en;

/** The texts of the frame and of the shared components. */
export const uiCatalogue: Catalogue = { en, fr, de, nl };
