/** How an incident ends (decisions.md D2). */
import { z } from 'zod';

export const outcomes = ['handled', 'notReportable', 'duplicate', 'reclassified', 'withdrawn'] as const;
export const outcomeSchema = z.enum(outcomes);
export type Outcome = z.infer<typeof outcomeSchema>;

/** What a regulator may choose when closing; `withdrawn` is the reporting side's, while nothing has been submitted. */
export const closingOutcomes = ['handled', 'notReportable', 'duplicate', 'reclassified'] as const satisfies readonly Outcome[];
