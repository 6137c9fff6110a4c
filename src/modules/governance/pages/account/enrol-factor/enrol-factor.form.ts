import { z } from 'zod';

export const longestAuthenticatorName = 60;

/** Of its owner, to tell them apart; may be left empty. */
export const authenticatorName = z.string().trim().max(longestAuthenticatorName, 'governance.authenticator.name.long').default('');

export const setUpForm = z.object({
  name: authenticatorName,
  code: z.string().trim().min(1, 'governance.code.missing').max(20, 'governance.enrol.code.refused'),
});
