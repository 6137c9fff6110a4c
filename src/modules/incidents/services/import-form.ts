import { and, desc, eq, isNull } from 'drizzle-orm';
import { writeAudit } from '#platform/audit/write-audit.ts';
import { actorId } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Tx } from '#platform/db/database.ts';
import { newId } from '#platform/db/ids.ts';
import { definitionHash } from '../packs/definition-hash.ts';
import { describeFormChange } from '../packs/describe-change.ts';
import { finding } from '../packs/finding.ts';
import { type PackChange, PackRefusedError } from '../packs/import-steps.ts';
import type { PackForm } from '../packs/pack-schema.ts';
import { reportForm, reportFormVersion } from '../schema/definitions.ts';

/** A step of `importPack`: a new version when the content changed. Forms of packs belong to the platform, all regulators share them. */
export async function importForm(tx: Tx, ctx: Ctx, packId: string, { key, file, definition }: PackForm): Promise<PackChange[]> {
  const [row] = await tx
    .select()
    .from(reportForm)
    .where(and(eq(reportForm.key, key), isNull(reportForm.ownerRegulatorId)));
  if (row && row.sourcePack !== packId)
    throw new PackRefusedError([finding('key-taken', file, ['key'], `"${key}" is not a form of this pack`)]);
  const formId = row?.id ?? newId();
  const versions = await tx
    .select()
    .from(reportFormVersion)
    .where(eq(reportFormVersion.formId, formId))
    .orderBy(desc(reportFormVersion.no));
  const published = versions.find(({ state }) => state === 'published');
  const sha256 = definitionHash(definition);
  if (published?.sha256 === sha256) return [];

  if (!row) await tx.insert(reportForm).values({ id: formId, key, sourcePack: packId });
  const no = (versions[0]?.no ?? 0) + 1;
  const publication = { publishedAt: ctx.clock.now(), publishedBy: actorId(ctx.actor) };
  await tx.insert(reportFormVersion).values({ id: newId(), formId, no, state: 'published', definition, sha256, ...publication });
  await writeAudit(tx, ctx, {
    action: 'incidents.formPublished',
    subjectKind: 'reportForm',
    subjectId: formId,
    detail: { key, no, sha256 },
  });
  if (!published) return [{ what: 'form', key, change: 'added' }];
  return [{ what: 'form', key, change: 'changed', details: describeFormChange(published.definition, definition) }];
}
