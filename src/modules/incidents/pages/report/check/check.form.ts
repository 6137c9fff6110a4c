import { z } from 'zod';

export const checkForm = z.object({
  /** The number of the version this one follows, as the page showed it. */
  base: z.coerce.number().int().min(0),
  /** Made with the page: a second post of the same page sends nothing twice. */
  key: z.string().regex(/^[0-9a-f-]{36}$/),
  confirmed: z.literal('yes', 'report.check.confirm.missing'),
});
