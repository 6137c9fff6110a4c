import { z } from 'zod';
import { reasonLimit } from '../../../domain/formats.ts';
import { closingOutcomes } from '../../../domain/outcome.ts';
import { typedText } from '../act-page.tsx';

const reason = z.string().catch('').transform(typedText).pipe(z.string().max(reasonLimit, 'supervision.act.reason.tooLong'));

export const closeForm = z.object({ outcome: z.enum(closingOutcomes, 'supervision.act.outcome.missing'), reason });
export const reopenForm = z.object({ reason: reason.pipe(z.string().min(1, 'supervision.act.reason.missing')) });
