import { and, eq, gt, isNull, lte, or, type SQL, sql } from 'drizzle-orm';
import { govRegulation, govRegulationRegulator, govRegulator } from '#modules/governance/index.ts';
import type { Reader } from '#platform/db/database.ts';
import type { Name, Translated } from '#platform/i18n/language.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import type { ProcedureDefinition } from '../domain/definition.ts';
import type { OfferedProcedure } from '../domain/match-procedures.ts';
import { procedure, procedureVersion } from '../schema/definitions.ts';

export interface Offer extends OfferedProcedure {
  key: string;
  definition: ProcedureDefinition;
  regulation: { key: string; short: Name; name: Translated; citation: Name };
  regulator: { slug: string; short: string; name: Translated; zone: string };
}

async function offersWhere(reader: Reader, versions: SQL | undefined): Promise<Offer[]> {
  const rows = await reader
    .select({
      procedureId: procedure.id,
      versionId: procedureVersion.id,
      key: procedure.key,
      regulationId: procedure.regulationId,
      regulatorId: procedure.regulatorId,
      definition: procedureVersion.definition,
      regulationKey: govRegulation.key,
      regulationShort: govRegulation.short,
      regulationName: govRegulation.name,
      citation: govRegulation.citation,
      regulatorSlug: govRegulator.slug,
      regulatorShort: govRegulator.short,
      regulatorName: govRegulator.name,
      zone: govRegulator.zone,
    })
    .from(procedure)
    .innerJoin(procedureVersion, eq(procedureVersion.procedureId, procedure.id))
    .innerJoin(govRegulation, eq(govRegulation.id, procedure.regulationId))
    .innerJoin(govRegulator, eq(govRegulator.id, procedure.regulatorId))
    .where(and(eq(procedureVersion.state, 'published'), versions))
    .orderBy(govRegulation.key, govRegulator.slug, procedure.key);
  return rows.map((row) => ({
    procedureId: row.procedureId,
    versionId: row.versionId,
    key: row.key,
    regulationId: row.regulationId,
    regulatorId: row.regulatorId,
    sectors: row.definition.sectors,
    definition: row.definition,
    regulation: { key: row.regulationKey, short: row.regulationShort, name: row.regulationName, citation: row.citation },
    regulator: { slug: row.regulatorSlug, short: row.regulatorShort, name: row.regulatorName, zone: row.zone },
  }));
}

/**
 * What may be notified now (incidents.md 3.1): active procedures with a published version in force, of an active regulation that is
 * still assigned to the regulator.
 */
export const offeredProcedures = (reader: Reader, now: Temporal.Instant): Promise<Offer[]> =>
  offersWhere(
    reader,
    and(
      eq(procedure.active, true),
      eq(govRegulation.active, true),
      isNull(govRegulator.archivedAt),
      lte(procedureVersion.validFrom, now),
      or(isNull(procedureVersion.validTo), gt(procedureVersion.validTo, now)),
      sql`exists (select 1 from ${govRegulationRegulator} a
        where a.regulation_id = ${procedure.regulationId} and a.regulator_id = ${procedure.regulatorId})`,
    ),
  );

/** What a version offered, also when nothing new is notified under it any more. */
export async function offerOfVersion(reader: Reader, versionId: string): Promise<Offer> {
  const [offer] = await offersWhere(reader, eq(procedureVersion.id, versionId));
  if (!offer) throw new Error(`No published procedure version ${versionId}`);
  return offer;
}
