import { z } from 'zod';
import { reasonLimit } from '../../../domain/formats.ts';
import { typedText } from '../act-page.tsx';

/** How the form says what its reader saw: the value and who decided it. */
const marks = { yes: true, no: false, undecided: null } as const;
const seen = z
  .tuple([z.enum(['yes', 'no', 'undecided']), z.enum(['computed', 'override', 'nobody'])])
  .transform(([value, source]) => ({ significant: marks[value], source: source === 'nobody' ? null : source }));

export const writeSeen = ({ significant, significantSource }: { significant: boolean | null; significantSource: string | null }): string =>
  `${significant === null ? 'undecided' : significant ? 'yes' : 'no'} ${significantSource ?? 'nobody'}`;

export const significanceForm = z.object({
  decision: z.enum(['significant', 'notSignificant', 'release'], 'supervision.act.significance.missing'),
  reason: z
    .string()
    .catch('')
    .transform(typedText)
    .pipe(z.string().min(1, 'supervision.act.reason.missing').max(reasonLimit, 'supervision.act.reason.tooLong')),
  seen: z
    .string()
    .transform((text) => text.split(' '))
    .pipe(seen),
});
