import { z } from 'zod';
import { cleanText } from '../../../domain/formats.ts';

/** Characters. */
export const noteLimit = 5_000;

export const noteForm = z.object({
  body: z
    .string()
    .transform((text) => cleanText(text).trim())
    .pipe(z.string().min(1, 'supervision.act.note.missing').max(noteLimit, 'supervision.act.note.tooLong')),
});
