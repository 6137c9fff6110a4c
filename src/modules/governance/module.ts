import type { SecretBox } from '#platform/auth/secret-box.ts';
import type { ContactDetails, SignInRules } from '#platform/config/config.ts';
import type { Role } from '#platform/context/actor.ts';
import type { Pause } from '#platform/limits/pause.ts';
import type { HelpTopic, ModuleManifest, ModuleWords } from '#platform/module.ts';
import type { ModuleSeams } from '#platform/module-seams.ts';
import { mayEver } from '#platform/permissions/permissions.ts';
import type { LegalPage } from '#platform/theme/legal-page.ts';
import { answerRequestJob } from './jobs/answer-request.job.ts';
import { idleAccountsNightly } from './jobs/idle-accounts.job.ts';
import { mailAuditHeadDaily } from './jobs/mail-audit-head.job.ts';
import { purgeSessionsNightly } from './jobs/purge-sessions.job.ts';
import { unusedAccountsNightly } from './jobs/unused-accounts.job.ts';
import { catalogue } from './locales/catalogue.ts';
import { governanceMails } from './mails.ts';
import { acceptTermsRoutes } from './pages/accept-terms/accept-terms.route.ts';
import { accountRoutes } from './pages/account/routes.ts';
import { checkMailRoutes } from './pages/check-mail/check-mail.route.ts';
import { chooseOperatorRoutes } from './pages/choose-operator/choose-operator.route.ts';
import { choosePasswordRoutes } from './pages/choose-password/choose-password.route.ts';
import { contactRoutes } from './pages/contact/contact.route.ts';
import { createAccountRoutes } from './pages/create-account/create-account.route.ts';
import { languageRoute } from './pages/language/language.route.ts';
import { peopleRoutes } from './pages/people/routes.ts';
import { resetPasswordRoutes } from './pages/reset-password/reset-password.route.ts';
import { resetTermsRoutes } from './pages/reset-terms/reset-terms.route.ts';
import { signInBackupRoutes } from './pages/sign-in/backup.route.ts';
import { signInRoutes } from './pages/sign-in/sign-in.route.ts';
import { signOutRoute } from './pages/sign-out/sign-out.route.ts';
import { governancePaths } from './paths.ts';
import { factorResetPermissions, peoplePermissionsOver, termsPermissions } from './permissions.ts';
import { accountFigures } from './queries/account-figures.query.ts';
import { ownGovernanceData } from './queries/own-data.query.ts';
import { account } from './schema.ts';
import { authenticator } from './schema-credentials.ts';

export interface GovernanceDeps {
  secrets: SecretBox;
  sessionHours: number;
  /** What guessing costs. */
  signIn: SignInRules;
  /** Whether people make an account for themselves; else administrators invite everybody. */
  selfRegistration: boolean;
  /** Who gets the head of the trail of changes every day; absent: the administrators of the platform. */
  auditMailTo: string | undefined;
  /** The terms of use that people accept; of the theme. */
  terms: LegalPage;
  /** Shown on the sign-in page of a demo installation only. */
  demoAccounts: readonly DemoAccount[];
  /** Where somebody with an incident and no account begins. */
  startPage: string;
  /** After how many days without a sign-in an incident user without an incident is deleted. */
  idleAccountDays: number;
  /** Keeps guessers waiting. */
  pause: Pause;
  /** Of the installation, for people who have chosen none. */
  zone: string;
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

export const governanceWords: ModuleWords = { name: 'governance', catalogue, mails: governanceMails };

export function createGovernance(deps: GovernanceDeps): ModuleManifest {
  const people = peoplePermissionsOver(deps.seams);
  const schedules = [purgeSessionsNightly, idleAccountsNightly(deps), unusedAccountsNightly(deps), mailAuditHeadDaily(deps.auditMailTo)];
  return {
    ...governanceWords,
    routes: [
      ...signInRoutes(deps),
      ...signInBackupRoutes(deps),
      signOutRoute,
      ...(deps.selfRegistration ? createAccountRoutes(deps) : []),
      ...resetPasswordRoutes,
      ...checkMailRoutes,
      ...choosePasswordRoutes,
      ...acceptTermsRoutes(deps),
      ...chooseOperatorRoutes,
      languageRoute,
      ...resetTermsRoutes,
      ...peopleRoutes(people),
      ...accountRoutes(deps),
      ...contactRoutes(deps),
    ],
    jobs: [answerRequestJob, ...schedules.map(({ job }) => job)],
    schedules,
    permissions: [termsPermissions, people, factorResetPermissions],
    figures: accountFigures(deps.signIn),
    ownData: ownGovernanceData,
    sealed: [
      { name: 'authenticator.secret', table: authenticator, id: authenticator.id, value: authenticator.secret },
      { name: 'account.totp_secret', table: account, id: account.id, value: account.formerTotpSecret },
    ],
    titleKey: 'governance.module',
    help: [signInHelp],
    navigation: ({ actor }) => ({
      entries: [],
      account: [
        { labelKey: 'governance.account.title', href: governancePaths.account.link(), section: '/account' },
        ...(mayEver(people, actor, 'list')
          ? [{ labelKey: 'governance.people.title' as const, href: governancePaths.people.link(), section: '/people' }]
          : []),
        ...(actor.kind === 'account' && actor.role === 'platformAdministrator'
          ? [
              {
                labelKey: 'governance.resetTerms.title' as const,
                href: governancePaths.resetTerms.link(),
                section: '/administration/terms',
              },
            ]
          : []),
      ],
    }),
  };
}

const signInHelp: HelpTopic = {
  id: 'sign-in',
  titleKey: 'governance.help.signIn',
  textKey: 'governance.help.signIn.text',
  pages: [governancePaths.signIn, governancePaths.signInCode],
};
