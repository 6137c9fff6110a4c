import { z } from 'zod';
import { definePath } from '#platform/http/path.ts';

/** Addresses of ours only: what a stranger puts into `next` must not lead anywhere else. */
const next = z
  .string()
  .max(500)
  .regex(/^\/(?![/\\])/)
  .default('/')
  .catch('/');

export const demoPaths = {
  clock: definePath('/demo/clock'),
  access: definePath('/demo/access', { query: z.object({ next, wrong: z.literal('1').optional().catch(undefined) }) }),
};
