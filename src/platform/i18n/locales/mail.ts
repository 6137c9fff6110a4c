import type { Catalogue } from '../catalogue.ts';
import de from './de/mail.json' with { type: 'json' };
import en from './en/mail.json' with { type: 'json' };
import fr from './fr/mail.json' with { type: 'json' };
import nl from './nl/mail.json' with { type: 'json' };

type MailMessages = typeof en;

declare module '../catalogue.ts' {
  interface Messages extends MailMessages {}
}

/** The texts of the mail frame and of the mailbox page. */
export const mailCatalogue: Catalogue = { en, fr, de, nl };
