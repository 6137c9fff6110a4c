import { z } from 'zod';

/** What the buttons of a report's page post. */
export const reportIntents = ['start', 'takeOver', 'migrate', 'rebase', 'keep'] as const;
export type ReportIntent = (typeof reportIntents)[number];

export const intentForm = z.object({ intent: z.enum(reportIntents) });
