/**
 * A pack: law and sectors as data (architecture.md section 8). The `...File` schemas are what an author writes; `Pack` is what the
 * rest of the program gets: complete definitions of forms and procedures, the questions' texts already filled in from the catalogue.
 */
import { z } from 'zod';
import { translatedSchema } from '#platform/i18n/language.ts';
import { conditionSchema } from '../domain/condition.ts';
import {
  type FormDefinition,
  formPageSchema,
  keySchema,
  optionSchema,
  type ProcedureDefinition,
  procedureDefinitionSchema,
  procedureKinds,
  type QuestionType,
  questionSchema,
} from '../domain/definition.ts';

export const packIdSchema = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'lower case words joined by hyphens')
  .max(40);
const versionSchema = z.string().regex(/^\d{1,4}\.\d{1,4}\.\d{1,4}$/, 'a version such as 1.0.0');
const daySchema = z.iso.date();
/** Plain when it is the same in every language. */
const nameSchema = (longest: number) => {
  const name = z.string().min(1).max(longest);
  return z.union([name, z.strictObject({ en: name, fr: name.optional(), de: name.optional(), nl: name.optional() })]);
};

export const packManifestSchema = z.strictObject({
  id: packIdSchema,
  version: versionSchema,
  name: translatedSchema,
  /** `inactive`: imported, never offered to people, `note` says why. */
  status: z.enum(['active', 'inactive']),
  note: translatedSchema.optional(),
  /** The languages whose texts are our own translation, not a text of the law or of an authority. */
  unofficial: z.array(z.enum(['fr', 'de', 'nl'])).default([]),
  /** Packs whose sectors and questions this one refers to; they lie beside it. */
  uses: z.array(packIdSchema).max(10).default([]),
  regulation: z
    .strictObject({
      key: keySchema,
      /** As people cite it in a column of a list: "NIS2". */
      short: nameSchema(20),
      citation: nameSchema(200),
      name: translatedSchema,
      appliesFrom: daySchema,
      appliesTo: daySchema.optional(),
    })
    .optional(),
  /** Where the facts were read, and the day they were last compared with the source. */
  sources: z
    .array(z.strictObject({ citation: z.string().min(1).max(300), url: z.url({ protocol: /^https$/ }).optional(), checked: daySchema }))
    .min(1),
});
export type PackManifest = z.infer<typeof packManifestSchema>;

export const packSectorSchema = z.strictObject({
  slug: keySchema,
  /** Absent for a sector of the first level. There are two levels. */
  parent: keySchema.optional(),
  acronym: z.string().regex(/^[A-Z0-9]{2,5}$/, 'two to five capital letters'),
  /** The code of this sector in an act, e.g. `nis2: I.1.a`. */
  codes: z.record(keySchema, z.string().min(1).max(40)),
  name: translatedSchema,
});
export type PackSector = z.infer<typeof packSectorSchema>;

/** A question of the catalogue: its meaning and its default texts, written once and used by any number of forms. */
export const packQuestionSchema = z.strictObject({
  ...questionSchema.pick({ key: true, type: true, label: true, hint: true, max: true, items: true }).shape,
  /** Append-only: an option once published is never removed, renamed or moved, since answers name it. */
  options: z.array(optionSchema).min(1).max(100).optional(),
  /** Never prefilled from, nor into, another incident of the same file (decisions.md D9). */
  private: z.boolean().default(false),
});
export type PackQuestion = z.infer<typeof packQuestionSchema>;

/** A question as a form file places it: what is not written here comes from the catalogue. */
export const placedQuestionSchema = z.strictObject({
  key: keySchema,
  label: translatedSchema.optional(),
  hint: translatedSchema.optional(),
  mandatory: z.boolean().default(false),
  visibleWhen: conditionSchema.optional(),
  requiredWhen: conditionSchema.optional(),
  /** Keys of the catalogue's options, in the order shown; absent: all of them. */
  options: z.array(keySchema).min(1).optional(),
  max: z.int().positive().optional(),
  notFuture: z.literal(true).optional(),
});
export type PlacedQuestion = z.infer<typeof placedQuestionSchema>;

export const formFileSchema = z.strictObject({
  key: keySchema,
  label: translatedSchema,
  pages: z
    .array(formPageSchema.extend({ questions: z.array(placedQuestionSchema).min(1).max(100) }))
    .min(1)
    .max(30),
});
export type FormFile = z.infer<typeof formFileSchema>;

export const procedureFileSchema = procedureDefinitionSchema
  .omit({ unofficial: true, shortTexts: true })
  .extend({ key: keySchema, short: nameSchema(20), kind: z.enum(procedureKinds) });

export const sectorsFileSchema = z.array(packSectorSchema).min(1).max(500);
export const questionsFileSchema = z.array(packQuestionSchema).min(1).max(500);

export type PackForm = { key: string; file: string; definition: FormDefinition };
export type PackProcedure = { key: string; kind: (typeof procedureKinds)[number]; file: string; definition: ProcedureDefinition };

export type Pack = {
  manifest: PackManifest;
  /** The files that hold the parts, for findings. */
  files: { manifest: string; sectors: string; questions: string };
  /** The pack's own sectors, questions, forms and procedures. */
  sectors: PackSector[];
  questions: PackQuestion[];
  forms: PackForm[];
  procedures: PackProcedure[];
  /** The packs it builds on, in the order they are to be imported. */
  uses: Pack[];
};

/** With those of the packs it uses. */
export const allSectors = (pack: Pack): PackSector[] => [...pack.uses.flatMap((used) => used.sectors), ...pack.sectors];
export const allQuestions = (pack: Pack): PackQuestion[] => [...pack.uses.flatMap((used) => used.questions), ...pack.questions];

export interface CatalogueKey {
  key: string;
  type: QuestionType;
  optionKeys: string[];
  private: boolean;
}

/** One entry for each key that answers may carry: questions, and the items of groups. */
export function catalogueKeys(questions: readonly PackQuestion[]): CatalogueKey[] {
  return questions.flatMap(({ key, type, options, items, private: isPrivate }) => [
    { key, type, optionKeys: keysOf(options), private: isPrivate },
    ...(items ?? []).map((item) => ({ key: item.key, type: item.type, optionKeys: keysOf(item.options), private: isPrivate })),
  ]);
}

const keysOf = (options: { key: string }[] | undefined): string[] => (options ?? []).map(({ key }) => key);
