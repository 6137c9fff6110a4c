import { z } from 'zod';
import { defineJob } from '#platform/jobs/job.ts';

const payload = z.strictObject({ requestId: z.uuid() });

/** Does what somebody asked for from outside, where nobody can measure how long it takes. */
export const answerRequestJob = defineJob<z.infer<typeof payload>>({
  name: 'governance.answer-request',
  version: 1,
  queue: 'mail',
  payload,
  attempts: 8,
  backoff: 2_000,
  timeout: 30_000,
  load: () => import('./answer-request.handler.ts'),
});
