/** What governance lends to the other modules: its views, and the verbs and queries they may call. */

export { runAdminCommand } from './commands/admin-command.ts';
export type { DemoAccount } from './module.ts';
export { governancePaths } from './paths.ts';
export { type ReferenceData, referenceData } from './queries/reference-data.query.ts';
export { lastOrganisationTyped, notifierOfAccount } from './services/account-notifier.ts';
export {
  beginNotifier,
  describeNotifier,
  forgetNotifier,
  notifierSessionHours,
  openNotifierSession,
} from './services/begin-notifier.ts';
export { importRegulation, importSectors } from './services/import-reference-data.ts';
export { claimableNotifier, claimNotifier } from './services/link-notifier.ts';
export { askProof, makeProof, notifierOfLink, type ProofAnswer, proveByCode, proveByLink } from './services/prove-notifier.ts';
export { type SeedMembership, seedAccounts } from './services/seed-accounts.ts';
export {
  type SeedCategory,
  type SeedHoliday,
  type SeedObserver,
  type SeedOperator,
  type SeedRegulator,
  seedHolidays,
  seedObservers,
  seedOperators,
  seedRegulators,
} from './services/seed-organisations.ts';
export { createSessionPort } from './sessions.ts';
export * from './views.ts';
