import { z } from 'zod';
import { definePath, nextParam } from '#platform/http/path.ts';

const next = { query: z.object({ next: nextParam }) };

export const governancePaths = {
  signIn: definePath('/sign-in', next),
  signInCode: definePath('/sign-in/code', next),
  enrolFactor: definePath('/sign-in/enrol', next),
  acceptTerms: definePath('/terms/accept', next),
  stepUp: definePath('/step-up', next),
  signOut: definePath('/sign-out'),
  chooseOperator: definePath('/organisation', next),
  language: definePath('/language'),
  createAccount: definePath('/account/create'),
  resetPassword: definePath('/account/password/reset'),
  checkMail: definePath('/account/check-mail', { query: z.object({ request: z.string().max(100).default('').catch('') }) }),
  choosePassword: definePath('/account/password/choose/:purpose/:token', {
    params: z.object({ purpose: z.enum(['activate', 'invite', 'reset']), token: z.string().max(100) }),
  }),
};

/** Only a path of this site; anything else leads home. */
export const localPath = (text: string): string => nextParam.parse(text);
