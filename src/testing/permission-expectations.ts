/**
 * Who may do what, written down a second time and by hand: from incidents.md 8 and decisions.md, not from the code. The matrix test
 * holds every route and every action against it; one that is missing here fails, and so does one that is here and nowhere else.
 */
import type { Role } from '#platform/context/actor.ts';
import type { Grantee } from '#platform/permissions/permissions.ts';

const operators: readonly Role[] = ['operatorAdministrator', 'operatorUser'];
/** Whoever files: for an operator, or for itself (governance.md 3.1). */
const reporters: readonly Role[] = [...operators, 'incidentUser'];
const regulators: readonly Role[] = ['regulatorAdministrator', 'regulatorUser'];
const observers: readonly Role[] = ['observerAdministrator', 'observerUser'];

/** The roles that have the action on objects of their own; nobody has it on others' (decisions.md D16: those are unknown, 404). */
export const expectations: Readonly<Record<string, readonly Grantee[]>> = {
  'incident.readReported': reporters,
  'incident.fillReport': reporters,
  'incident.withdraw': reporters,
  'incident.read': [...regulators, ...observers],
  'incident.list': [...regulators, ...observers],
  'incident.download': [...reporters, ...regulators, ...observers],
  'incident.readLog': [...reporters, ...regulators, ...observers],
  'incident.review': regulators,
  'incident.requestReport': regulators,
  'incident.correctFact': [...reporters, ...regulators],
  'incident.setSignificance': regulators,
  'incident.close': regulators,
  'incident.reopen': regulators,
  'incident.addNote': regulators,
  'incident.changeReference': regulators,
  'incident.settleAdoption': regulators,

  'incidentFile.notify': reporters,
  'incidentFile.list': reporters,
  'incidentFile.read': reporters,
  'incidentFile.addLaw': reporters,
  'incidentFile.edit': reporters,
  'incidentFile.discard': reporters,
  'incidentFile.claim': ['incidentUser'],
  'incidentFile.offer': ['incidentUser'],

  // decisions.md D4: somebody without an account, and the regulator while it is no incident yet; no observer, no operator.
  'filing.fill': ['notifier'],
  'filing.prove': ['notifier'],
  'filing.offer': ['notifier'],
  'filing.read': regulators,
  'filing.dismiss': regulators,

  'adoption.decide': ['operatorAdministrator'],
  'adoption.follow': ['incidentUser'],

  'pack.import': ['platformAdministrator'],

  'theme.preview': ['platformAdministrator'],
  'terms.reset': ['platformAdministrator'],

  // governance.md 3 and 5.6, decisions.md D8.
  'people.list': ['platformAdministrator', 'operatorAdministrator', 'observerAdministrator', ...regulators],
  'people.resetFactor': ['platformAdministrator', 'operatorAdministrator', 'observerAdministrator', ...regulators],
  'factorReset.list': ['operatorAdministrator'],
  'factorReset.confirm': ['operatorAdministrator'],
};

/** Open to everybody, each with the sentence that the route gives for it. */
export const publicRoutes: readonly string[] = [
  'GET /account/create',
  'POST /account/create',
  'GET /account/check-mail',
  'POST /account/check-mail',
  'GET /account/password/reset',
  'POST /account/password/reset',
  'GET /account/password/choose/:purpose/:token',
  'POST /account/password/choose/:purpose/:token',
  'GET /sign-in',
  'POST /sign-in',
  'POST /language',
  'POST /display',
  'GET /sitemap',
  'GET /help/topics',
  'GET /contact',
  'POST /contact',
  'GET /mailbox',
  'GET /mailbox/:id',
  'GET /mailbox/:id/html',
  'GET /start/:regulation',
  'GET /without-account',
  'POST /without-account',
  'GET /without-account/confirm/:token',
  'POST /without-account/confirm/:token',
  'GET /verify-receipt',
  'GET /terms',
  'GET /privacy',
  'GET /cookies',
  'GET /accessibility',
  'GET /help',
  'GET /account/email/confirm',
  'POST /account/email/confirm',
];

/** Open to a session that stands at the gate, and to nobody else (governance.md 5.1). */
export const gateRoutes: readonly string[] = [
  'GET /sign-in/code',
  'POST /sign-in/code',
  'GET /sign-in/backup',
  'POST /sign-in/backup',
  'GET /sign-in/enrol',
  'POST /sign-in/enrol',
  'GET /terms/accept',
  'POST /terms/accept',
];

/** Open to every account, whatever its role. */
export const accountRoutes: readonly string[] = [
  'GET /',
  'POST /sign-out',
  'GET /organisation',
  'POST /organisation',
  'GET /session/keep',
  'GET /step-up',
  'POST /step-up',
  'GET /account',
  'POST /account',
  'GET /account/password',
  'POST /account/password',
  'GET /account/email',
  'POST /account/email',
  'POST /account/email/cancel',
  'GET /account/data',
  'GET /account/data/vigie-account.json',
  'GET /account/deletion',
  'POST /account/deletion',
  'GET /account/security',
  'GET /account/security/authenticators/new',
  'POST /account/security/authenticators/new',
  'GET /account/security/authenticators/:authenticatorId/rename',
  'POST /account/security/authenticators/:authenticatorId/rename',
  'GET /account/security/authenticators/:authenticatorId/remove',
  'POST /account/security/authenticators/:authenticatorId/remove',
  'GET /account/security/backup-codes',
  'POST /account/security/backup-codes',
  'POST /account/security/backup-codes/kept',
  'POST /account/security/backup-codes/file',
  'GET /account/security/sessions',
  'POST /account/security/sessions/close-others',
  'POST /account/security/sessions/:sessionId/close',
  'POST /account/security/devices/:deviceId/forget',
];
