import { eq, inArray } from 'drizzle-orm';
import { writeAudit } from '#platform/audit/write-audit.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Tx } from '#platform/db/database.ts';
import { finding, type PackFinding } from '../packs/finding.ts';
import { type PackChange, PackRefusedError } from '../packs/import-steps.ts';
import { type CatalogueKey, catalogueKeys, type Pack } from '../packs/pack-schema.ts';
import { question } from '../schema/definitions.ts';

/** A step of `importPack`. Options are append-only (decisions.md D9): the list a key had before begins the new one. */
export async function importQuestions(tx: Tx, ctx: Ctx, pack: Pack): Promise<PackChange[]> {
  const entries = catalogueKeys(pack.questions);
  if (entries.length === 0) return [];
  const keys = entries.map(({ key }) => key);
  const known = new Map((await tx.select().from(question).where(inArray(question.key, keys))).map((row) => [row.key, row]));
  const refused = entries.flatMap((entry) => refusalOf(entry, known.get(entry.key), pack.files.questions));
  if (refused.length > 0) throw new PackRefusedError(refused);

  const changes: PackChange[] = [];
  for (const { key, type, optionKeys, private: isPrivate } of entries) {
    const row = known.get(key);
    if (!row) {
      await tx.insert(question).values({ key, type, optionKeys, private: isPrivate });
      changes.push({ what: 'question', key, change: 'added' });
    } else if (row.private !== isPrivate || row.optionKeys.length !== optionKeys.length) {
      await tx.update(question).set({ optionKeys, private: isPrivate }).where(eq(question.key, key));
      changes.push({ what: 'question', key, change: 'changed' });
    }
  }
  if (changes.length > 0) {
    const detail = { pack: pack.manifest.id, version: pack.manifest.version, questions: changes.map(({ key }) => key) };
    await writeAudit(tx, ctx, { action: 'incidents.questionsImported', subjectKind: 'question', detail });
  }
  return changes;
}

function refusalOf(entry: CatalogueKey, row: typeof question.$inferSelect | undefined, file: string): PackFinding[] {
  if (!row) return [];
  if (row.type !== entry.type) return [finding('question-type', file, [], `"${entry.key}" is of type ${row.type} here and keeps it`)];
  const kept = row.optionKeys.every((option, index) => entry.optionKeys[index] === option);
  return kept
    ? []
    : [finding('options-removed', file, [], `"${entry.key}" must keep its options ${row.optionKeys.join(', ')}, in this order`)];
}
