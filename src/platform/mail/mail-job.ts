import { z } from 'zod';
import type { JobHead } from '../jobs/job.ts';

/**
 * Mails of one event, each a message and a delivery of its own: tried for a day, a minute apart at first and ten in the end, since a
 * relay may be away for hours (operations.md check 12).
 */
export const mailJob: JobHead<{ deliveryIds: string[] }> = {
  name: 'mail.send',
  version: 2,
  queue: 'mail',
  payload: z.object({ deliveryIds: z.array(z.uuid()).min(1) }),
  // Version 1 sent one.
  upgrade: (payload) => ({ deliveryIds: [(payload as { deliveryId: unknown }).deliveryId] }),
  attempts: 148,
  backoff: 60_000,
  timeout: 120_000,
};

/** What a delivery row keeps of the request: enough to load and write the mail later. */
export const deliveryPayloadSchema = z.object({ data: z.unknown(), accountId: z.uuid().optional() });

/** Deliveries of one job: few enough for a slow relay to take them within the time limit, so many that what they share is read once. */
export const mailsOfOneJob = 20;

/** In `mail_delivery.language` for a recipient whose language nobody knows. */
export const everyLanguage = 'all';
