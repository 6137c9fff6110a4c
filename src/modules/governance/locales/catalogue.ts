import type { Catalogue } from '#platform/i18n/catalogue.ts';
import deAuditMail from './de/audit-mail.json' with { type: 'json' };
import de from './de/governance.json' with { type: 'json' };
import enAuditMail from './en/audit-mail.json' with { type: 'json' };
import en from './en/governance.json' with { type: 'json' };
import frAuditMail from './fr/audit-mail.json' with { type: 'json' };
import fr from './fr/governance.json' with { type: 'json' };
import nlAuditMail from './nl/audit-mail.json' with { type: 'json' };
import nl from './nl/governance.json' with { type: 'json' };

type GovernanceMessages = typeof en & typeof enAuditMail;
declare module '#platform/i18n/catalogue.ts' {
  interface Messages extends GovernanceMessages {}
}

export const catalogue: Catalogue = {
  en: { ...en, ...enAuditMail },
  fr: { ...fr, ...frAuditMail },
  de: { ...de, ...deAuditMail },
  nl: { ...nl, ...nlAuditMail },
};
