import { z } from 'zod';
import { definePath } from '../http/path.ts';
import { languages } from '../i18n/language.ts';

export const previewPaths = {
  overview: definePath('/theme-preview'),
  components: definePath('/theme-preview/components', {
    query: z.object({ scheme: z.enum(['light', 'dark']).optional().catch(undefined) }),
  }),
  mail: definePath('/theme-preview/mail', {
    query: z.object({ language: z.enum(languages).catch('en'), name: z.string().max(100).optional().catch(undefined) }),
  }),
};
