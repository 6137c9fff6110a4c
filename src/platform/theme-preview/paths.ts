import { z } from 'zod';
import { definePath } from '../http/path.ts';
import { languages } from '../i18n/language.ts';

/** The name of a mail that is none of the program, but has every kind of block. */
export const everyBlock = 'preview.every-block';

const mailQuery = z.object({
  language: z.enum(languages).catch('en'),
  name: z.string().max(100).default(everyBlock).catch(everyBlock),
  no: z.coerce.number().int().min(0).max(100).catch(0),
});

export type MailQuery = z.output<typeof mailQuery>;

export const previewPaths = {
  overview: definePath('/theme-preview'),
  components: definePath('/theme-preview/components', {
    query: z.object({ scheme: z.enum(['light', 'dark']).optional().catch(undefined) }),
  }),
  document: definePath('/theme-preview/document', {
    query: z.object({ language: z.enum(languages).catch('en'), name: z.string().max(100).optional().catch(undefined) }),
  }),
  mail: definePath('/theme-preview/mail', { query: mailQuery }),
  mailFile: definePath('/theme-preview/mail-file', { query: mailQuery }),
};
