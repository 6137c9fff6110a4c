import type { SecretBox } from '#platform/auth/secret-box.ts';
import type { ContactDetails } from '#platform/config/config.ts';
import type { Role } from '#platform/context/actor.ts';
import type { HelpTopic, ModuleManifest } from '#platform/module.ts';
import type { ModuleSeams } from '#platform/module-seams.ts';
import { mailAuditHeadDaily } from './jobs/mail-audit-head.job.ts';
import { purgeSessionsNightly } from './jobs/purge-sessions.job.ts';
import { catalogue } from './locales/catalogue.ts';
import { auditHeadMail } from './mails/audit-head.mail.ts';
import { contactMail } from './mails/contact.mail.ts';
import { chooseOperatorRoutes } from './pages/choose-operator/choose-operator.route.ts';
import { contactRoutes } from './pages/contact/contact.route.ts';
import { languageRoute } from './pages/language/language.route.ts';
import { signInRoutes } from './pages/sign-in/sign-in.route.ts';
import { signOutRoute } from './pages/sign-out/sign-out.route.ts';
import { governancePaths } from './paths.ts';
import { accountFigures } from './queries/account-figures.query.ts';
import { account } from './schema.ts';

export interface GovernanceDeps {
  secrets: SecretBox;
  sessionHours: number;
  /** Who gets the head of the trail of changes every day; absent: the administrators of the platform. */
  auditMailTo: string | undefined;
  /** Shown on the sign-in page of a demo installation only. */
  demoAccounts: readonly DemoAccount[];
  /** Where somebody with an incident and no account begins. */
  startPage: string;
  /** Where the contact form leads. */
  contact: ContactDetails;
  /** For verbs that change what other modules rely on: who uses an object, and telling them in the same transaction. */
  seams: ModuleSeams;
}

export interface DemoAccount {
  role: Role;
  email: string;
  password: string;
  totpSecret: string;
  organisation: string;
}

export function createGovernance(deps: GovernanceDeps): ModuleManifest {
  const schedules = [purgeSessionsNightly, mailAuditHeadDaily(deps.auditMailTo)];
  return {
    name: 'governance',
    routes: [...signInRoutes(deps), signOutRoute, ...chooseOperatorRoutes, languageRoute, ...contactRoutes(deps)],
    jobs: schedules.map(({ job }) => job),
    mails: [auditHeadMail, contactMail],
    schedules,
    permissions: [],
    figures: accountFigures,
    sealed: [{ name: 'account.totp_secret', table: account, id: account.id, value: account.totpSecret }],
    catalogue,
    titleKey: 'governance.module',
    help: [signInHelp],
    navigation: () => ({ entries: [] }),
  };
}

const signInHelp: HelpTopic = {
  id: 'sign-in',
  titleKey: 'governance.help.signIn',
  textKey: 'governance.help.signIn.text',
  pages: [governancePaths.signIn, governancePaths.signInCode],
};
