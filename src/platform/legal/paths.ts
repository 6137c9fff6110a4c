import { z } from 'zod';
import { definePath } from '../http/path.ts';
import { languages } from '../i18n/language.ts';

/** `text`: the language of the text, where a reader wants the one that binds. */
const query = z.object({ text: z.enum(languages).optional().catch(undefined) });

/** The pages of the theme, open to everybody. */
export const legalPaths = {
  terms: definePath('/terms', { query }),
  privacy: definePath('/privacy', { query }),
  cookies: definePath('/cookies', { query }),
  accessibility: definePath('/accessibility', { query }),
  help: definePath('/help', { query }),
};
