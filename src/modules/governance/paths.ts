import { z } from 'zod';
import { definePath } from '#platform/http/path.ts';

/** Where to go on after a gate: a path of this site, never another host or a protocol-relative address (governance.md 5.3). */
const nextParam = z
  .string()
  .max(2_000)
  .regex(/^\/(?![/\\])[^\\\s]*$/)
  .default('/')
  .catch('/');
const next = { query: z.object({ next: nextParam }) };

export const governancePaths = {
  signIn: definePath('/sign-in', next),
  signInCode: definePath('/sign-in/code', next),
  signOut: definePath('/sign-out'),
  chooseOperator: definePath('/organisation', next),
  language: definePath('/language'),
};

/** Only a path of this site; anything else leads home. */
export const localPath = (text: string): string => nextParam.parse(text);
