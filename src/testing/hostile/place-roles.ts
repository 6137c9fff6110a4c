import type { Role } from '#platform/context/actor.ts';
import type { Route } from '#platform/http/route.ts';

/** Only for somebody who is not signed in. */
const beforeSignIn = [
  '/sign-in',
  '/sign-in/code',
  '/sign-in/backup',
  '/sign-in/enrol',
  '/account/create',
  '/terms/accept',
  '/account/email/confirm',
];

/** For whoever belongs to no organisation. */
const forIncidentUsers = ['/claim-filing', '/files/:fileId/offer'];

/** Who sends the form of an address. */
export function roleOf({ path: { template } }: Route): Role | 'nobody' {
  if (beforeSignIn.includes(template) || template.startsWith('/without-account')) return 'nobody';
  if (template.startsWith('/administration/')) return 'platformAdministrator';
  if (forIncidentUsers.includes(template)) return 'incidentUser';
  return /^\/(incidents|submissions|unconfirmed)\//.test(template) ? 'regulatorAdministrator' : 'operatorAdministrator';
}
