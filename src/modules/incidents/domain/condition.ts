/**
 * Closed expression trees over answers, facts, sectors and operator categories (decisions.md D3, D10).
 * Here are the shapes and their checks; `evaluate` is in `evaluate-condition.ts`, which the browser takes without them.
 */
import { z } from 'zod';

export const facts = ['occurred', 'detected', 'aware', 'classified', 'resolved', 'measureAvailable'] as const;
export const factSchema = z.enum(facts);
export type Fact = z.infer<typeof factSchema>;

/** ISO 8601 duration, e.g. `PT24H`, `P1M`, `-PT6H`. Mixed calendar and clock parts are refused: nobody could explain them. */
export const durationSchema = z.string().regex(/^-?P(?:\d+[YMWD]|T\d+[HM])$/, 'one ISO 8601 unit, such as PT24H or P1M');

const scalarSchema = z.union([z.string(), z.number(), z.boolean()]);

export type Condition =
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }
  /** `is` and `in` compare a scalar or a chosen option; `includes` looks into a multiple choice or a list. */
  | { answer: string; is: string | number | boolean }
  | { answer: string; in: (string | number | boolean)[] }
  | { answer: string; includes: string }
  | { answer: string; atLeast: number }
  | { answer: string; answered: boolean }
  | { fact: Fact; known: boolean }
  /** The fact is known and not later than anchor + add; false when either is unknown. */
  | { fact: Fact; notLaterThan: { from: string; add: string } }
  /** A report of that stage has been submitted (or covered by another one). */
  | { stage: string; submitted: boolean }
  /** The report is sent after its deadline; a revision keeps what its first version was (GDPR Art. 33(1), last sentence). */
  | { late: boolean }
  /** At least one affected sector is one of these, or a child of one. */
  | { sectors: string[] }
  /** The operator has at least one of these categories. */
  | { categories: string[] };

export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(conditionSchema).min(1) }),
    z.strictObject({ any: z.array(conditionSchema).min(1) }),
    z.strictObject({ not: conditionSchema }),
    z.strictObject({ answer: z.string(), is: scalarSchema }),
    z.strictObject({ answer: z.string(), in: z.array(scalarSchema).min(1) }),
    z.strictObject({ answer: z.string(), includes: z.string() }),
    z.strictObject({ answer: z.string(), atLeast: z.number() }),
    z.strictObject({ answer: z.string(), answered: z.boolean() }),
    z.strictObject({ fact: factSchema, known: z.boolean() }),
    z.strictObject({ fact: factSchema, notLaterThan: z.strictObject({ from: z.string(), add: durationSchema }) }),
    z.strictObject({ stage: z.string(), submitted: z.boolean() }),
    z.strictObject({ late: z.boolean() }),
    z.strictObject({ sectors: z.array(z.string()).min(1) }),
    z.strictObject({ categories: z.array(z.string()).min(1) }),
  ]),
);
