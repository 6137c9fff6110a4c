import { z } from 'zod';
import { definePath } from '../http/path.ts';
import { languages } from '../i18n/language.ts';

const mailQuery = z.object({
  language: z.enum(languages).catch('en'),
  name: z.string().max(100).catch(''),
  no: z.coerce.number().int().min(0).max(100).catch(0),
});

export type MailQuery = z.output<typeof mailQuery>;

export const previewPaths = {
  overview: definePath('/theme-preview'),
  components: definePath('/theme-preview/components', {
    query: z.object({ scheme: z.enum(['light', 'dark']).optional().catch(undefined) }),
  }),
  document: definePath('/theme-preview/document', {
    query: z.object({ language: z.enum(languages).catch('en'), name: z.string().max(100).catch('') }),
  }),
  mail: definePath('/theme-preview/mail', { query: mailQuery }),
  mailFile: definePath('/theme-preview/mail-file', { query: mailQuery }),
};
