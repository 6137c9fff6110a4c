import { z } from 'zod';
import { definePath, nextParam } from '#platform/http/path.ts';

export const demoPaths = {
  clock: definePath('/demo/clock'),
  access: definePath('/demo/access', { query: z.object({ next: nextParam, wrong: z.literal('1').optional().catch(undefined) }) }),
};
