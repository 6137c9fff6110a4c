/**
 * Who may do what, written down a second time and by hand: from incidents.md 8 and decisions.md, not from the code. The matrix test
 * holds every route and every action against it; one that is missing here fails, and so does one that is here and nowhere else.
 */
import type { Role } from '#platform/context/actor.ts';

const operators: readonly Role[] = ['operatorAdministrator', 'operatorUser'];
const regulators: readonly Role[] = ['regulatorAdministrator', 'regulatorUser'];
const observers: readonly Role[] = ['observerAdministrator', 'observerUser'];

/** The roles that have the action on objects of their own; nobody has it on others' (decisions.md D16: those are unknown, 404). */
export const expectations: Readonly<Record<string, readonly Role[]>> = {
  'incident.readReported': operators,
  'incident.fillReport': operators,
  'incident.withdraw': operators,
  'incident.read': [...regulators, ...observers],
  'incident.list': [...regulators, ...observers],
  'incident.download': [...operators, ...regulators, ...observers],
  'incident.readLog': [...operators, ...regulators, ...observers],
  'incident.review': regulators,
  'incident.requestReport': regulators,
  'incident.correctFact': [...operators, ...regulators],
  'incident.setSignificance': regulators,
  'incident.close': regulators,
  'incident.reopen': regulators,
  'incident.addNote': regulators,
  'incident.changeReference': regulators,

  'incidentFile.notify': operators,
  'incidentFile.list': operators,
  'incidentFile.read': operators,
  'incidentFile.addLaw': operators,
  'incidentFile.edit': operators,
  'incidentFile.discard': operators,

  'pack.import': ['platformAdministrator'],

  'theme.preview': ['platformAdministrator'],
};

/** Open to everybody, each with the sentence that the route gives for it. */
export const publicRoutes: readonly string[] = [
  'GET /sign-in',
  'POST /sign-in',
  'GET /sign-in/code',
  'POST /sign-in/code',
  'GET /organisation',
  'POST /organisation',
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
  'GET /verify-receipt',
  'GET /terms',
  'GET /privacy',
  'GET /cookies',
  'GET /accessibility',
  'GET /help',
];

/** Open to every account, whatever its role. */
export const accountRoutes: readonly string[] = ['GET /', 'POST /sign-out'];
