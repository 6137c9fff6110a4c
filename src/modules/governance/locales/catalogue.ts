import type { Catalogue } from '#platform/i18n/catalogue.ts';
import deAuditMail from './de/audit-mail.json' with { type: 'json' };
import deEntry from './de/entry.json' with { type: 'json' };
import deGovernance from './de/governance.json' with { type: 'json' };
import deNotices from './de/notices.json' with { type: 'json' };
import dePeople from './de/people.json' with { type: 'json' };
import deSecurity from './de/security.json' with { type: 'json' };
import enAuditMail from './en/audit-mail.json' with { type: 'json' };
import enEntry from './en/entry.json' with { type: 'json' };
import enGovernance from './en/governance.json' with { type: 'json' };
import enNotices from './en/notices.json' with { type: 'json' };
import enPeople from './en/people.json' with { type: 'json' };
import enSecurity from './en/security.json' with { type: 'json' };
import frAuditMail from './fr/audit-mail.json' with { type: 'json' };
import frEntry from './fr/entry.json' with { type: 'json' };
import frGovernance from './fr/governance.json' with { type: 'json' };
import frNotices from './fr/notices.json' with { type: 'json' };
import frPeople from './fr/people.json' with { type: 'json' };
import frSecurity from './fr/security.json' with { type: 'json' };
import nlAuditMail from './nl/audit-mail.json' with { type: 'json' };
import nlEntry from './nl/entry.json' with { type: 'json' };
import nlGovernance from './nl/governance.json' with { type: 'json' };
import nlNotices from './nl/notices.json' with { type: 'json' };
import nlPeople from './nl/people.json' with { type: 'json' };
import nlSecurity from './nl/security.json' with { type: 'json' };

type GovernanceMessages = typeof enAuditMail &
  typeof enEntry &
  typeof enGovernance &
  typeof enNotices &
  typeof enPeople &
  typeof enSecurity;
declare module '#platform/i18n/catalogue.ts' {
  interface Messages extends GovernanceMessages {}
}

export const catalogue: Catalogue = {
  en: { ...enAuditMail, ...enEntry, ...enGovernance, ...enNotices, ...enPeople, ...enSecurity },
  fr: { ...frAuditMail, ...frEntry, ...frGovernance, ...frNotices, ...frPeople, ...frSecurity },
  de: { ...deAuditMail, ...deEntry, ...deGovernance, ...deNotices, ...dePeople, ...deSecurity },
  nl: { ...nlAuditMail, ...nlEntry, ...nlGovernance, ...nlNotices, ...nlPeople, ...nlSecurity },
};
