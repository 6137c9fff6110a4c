import { z } from 'zod';
import { definePath, idParam, nextParam } from '#platform/http/path.ts';

const next = { query: z.object({ next: nextParam }) };
const linkToken = z.string().max(100).default('').catch('');
const idQuery = idParam.optional().catch(undefined);
const authenticatorId = { params: z.object({ authenticatorId: idParam }) };

export const governancePaths = {
  signIn: definePath('/sign-in', next),
  signInCode: definePath('/sign-in/code', next),
  enrolFactor: definePath('/sign-in/enrol', next),
  signInBackup: definePath('/sign-in/backup', next),
  acceptTerms: definePath('/terms/accept', next),
  stepUp: definePath('/step-up', next),
  signOut: definePath('/sign-out'),
  chooseOperator: definePath('/organisation', next),
  contact: definePath('/contact'),
  language: definePath('/language'),
  createAccount: definePath('/account/create'),
  resetPassword: definePath('/account/password/reset'),
  checkMail: definePath('/account/check-mail', { query: z.object({ request: z.string().max(100).default('').catch('') }) }),
  choosePassword: definePath('/account/password/choose/:purpose/:token', {
    params: z.object({ purpose: z.enum(['activate', 'invite', 'reset']), token: z.string().max(100) }),
  }),
  account: definePath('/account'),
  changePassword: definePath('/account/password'),
  changeEmail: definePath('/account/email'),
  cancelEmailChange: definePath('/account/email/cancel'),
  confirmEmail: definePath('/account/email/confirm', { query: z.object({ token: linkToken, box: z.enum(['old', 'new']).catch('new') }) }),
  ownData: definePath('/account/data'),
  ownDataFile: definePath('/account/data/vigie-account.json'),
  deleteAccount: definePath('/account/deletion'),
  sessions: definePath('/account/security/sessions'),
  closeSession: definePath('/account/security/sessions/:sessionId/close', { params: z.object({ sessionId: idParam }) }),
  closeOtherSessions: definePath('/account/security/sessions/close-others'),
  forgetDevice: definePath('/account/security/devices/:deviceId/forget', { params: z.object({ deviceId: idParam }) }),
  resetTerms: definePath('/administration/terms'),
  people: definePath('/people', {
    query: z.object({ q: z.string().max(200).optional().catch(undefined), after: idQuery, before: idQuery }),
  }),
  resetFactor: definePath('/people/:accountId/reset-factor', { params: z.object({ accountId: idParam }) }),
  factorReset: definePath('/people/factor-resets/:resetId', { params: z.object({ resetId: idParam }) }),
  keepSession: definePath('/session/keep'),
  accountSecurity: definePath('/account/security'),
  newAuthenticator: definePath('/account/security/authenticators/new', { query: z.object({ replaces: idParam.optional() }) }),
  renameAuthenticator: definePath('/account/security/authenticators/:authenticatorId/rename', authenticatorId),
  removeAuthenticator: definePath('/account/security/authenticators/:authenticatorId/remove', authenticatorId),
  backupCodes: definePath('/account/security/backup-codes'),
  backupCodesKept: definePath('/account/security/backup-codes/kept'),
  backupCodesFile: definePath('/account/security/backup-codes/file'),
};

/** Only a path of this site; anything else leads home. */
export const localPath = (text: string): string => nextParam.parse(text);
