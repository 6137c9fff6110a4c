import { and, eq } from 'drizzle-orm';
import { regulationRegulator } from '#modules/governance/schema.ts';
import { makeRegulator } from '#modules/governance/testing/factories.ts';
import { newId } from '#platform/db/ids.ts';
import type { TestApp } from '../../../../../testing/test-app.ts';
import { procedure, procedureVersion } from '../../../schema/definitions.ts';

/** A second regulator for a regulation, with the procedure of the first one for other sectors. */
export async function makeSecondRegulator(app: TestApp, regulation: { procedureKey: string; slug: string; sectors: string[] }) {
  const { procedureKey, slug, sectors } = regulation;
  const organisation = await makeRegulator(app.db, { slug, name: { en: `Second regulator ${slug}` } });
  const [model] = await app.db
    .select({ procedure, version: procedureVersion })
    .from(procedure)
    .innerJoin(procedureVersion, and(eq(procedureVersion.procedureId, procedure.id), eq(procedureVersion.state, 'published')))
    .where(eq(procedure.key, procedureKey));
  if (!model) throw new Error(`No procedure ${procedureKey}`);
  await app.db.insert(regulationRegulator).values({ regulationId: model.procedure.regulationId, regulatorId: organisation.id });
  const id = newId();
  await app.db.insert(procedure).values({ ...model.procedure, id, regulatorId: organisation.id });
  await app.db
    .insert(procedureVersion)
    .values({ ...model.version, id: newId(), procedureId: id, definition: { ...model.version.definition, sectors } });
  return { ...organisation, procedureId: id };
}
