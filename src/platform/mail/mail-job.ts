import { z } from 'zod';
import type { JobHead } from '../jobs/job.ts';

/**
 * One job for each delivery: tried for a day, a minute apart at first and ten in the end, since a relay may be away for hours
 * (operations.md check 12).
 */
export const mailJob: JobHead<{ deliveryId: string }> = {
  name: 'mail.send',
  version: 1,
  queue: 'mail',
  payload: z.object({ deliveryId: z.uuid() }),
  attempts: 148,
  backoff: 60_000,
  timeout: 120_000,
};

/** What a delivery row keeps of the request: enough to load and write the mail later. */
export const deliveryPayloadSchema = z.object({ data: z.unknown(), accountId: z.uuid().optional() });

/** In `mail_delivery.language` for a recipient whose language nobody knows. */
export const everyLanguage = 'all';
