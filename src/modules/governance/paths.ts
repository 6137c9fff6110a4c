import { z } from 'zod';
import { definePath, nextParam } from '#platform/http/path.ts';

const next = { query: z.object({ next: nextParam }) };

export const governancePaths = {
  signIn: definePath('/sign-in', next),
  signInCode: definePath('/sign-in/code', next),
  signOut: definePath('/sign-out'),
  chooseOperator: definePath('/organisation', next),
  contact: definePath('/contact'),
  language: definePath('/language'),
};

/** Only a path of this site; anything else leads home. */
export const localPath = (text: string): string => nextParam.parse(text);
