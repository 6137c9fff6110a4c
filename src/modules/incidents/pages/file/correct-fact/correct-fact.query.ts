import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import type { Ctx } from '#platform/context/ctx.ts';
import { NotFoundError } from '#platform/context/errors.ts';
import type { Name } from '#platform/i18n/language.ts';
import { scope } from '#platform/permissions/permissions.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import { facts as allFacts, type Fact } from '../../../domain/condition.ts';
import { actOf } from '../../../domain/definition.ts';
import { filePermissions, incidentPermissions } from '../../../permissions.ts';
import { procedureDefinitionOf } from '../../../queries/incident-world.query.ts';
import { incident, incidentFact } from '../../../schema/incident.ts';
import { incidentFile } from '../../../schema/reporting-side.ts';

export interface KnownFact {
  /** Of the current row. */
  id: string;
  at: Temporal.Instant | null;
  zone: string;
  reason: string | null;
}

export interface FactChoice {
  fact: Fact;
  mandatory: boolean;
  current: KnownFact | undefined;
}

export interface CorrectableIncident {
  id: string;
  reference: string;
  law: Name;
  zone: string;
  isClosed: boolean;
  /** What its procedure asks for, and what is known beside that. */
  facts: FactChoice[];
}

export interface Correctable {
  file: { id: string; title: string };
  incident: CorrectableIncident;
  /** The other ongoing incidents of the file. */
  siblings: CorrectableIncident[];
}

/** Throws NotFoundError for an incident that is not in this file, or not the actor's to correct. */
export async function loadCorrectable(ctx: Ctx, { fileId, incidentId }: { fileId: string; incidentId: string }): Promise<Correctable> {
  const rows = await ctx.db
    .select({ record: incident, title: incidentFile.title })
    .from(incident)
    .innerJoin(incidentFile, eq(incidentFile.id, incident.fileId))
    .where(
      and(
        eq(incident.fileId, fileId),
        scope(ctx, filePermissions, 'read', incidentFile),
        scope(ctx, incidentPermissions, 'correctFact', incident),
      ),
    )
    .orderBy(asc(incident.notifiedAt), asc(incident.id));
  const own = rows.find(({ record }) => record.id === incidentId);
  if (!own) throw new NotFoundError();
  const current = await ctx.db
    .select()
    .from(incidentFact)
    .where(
      and(
        inArray(
          incidentFact.incidentId,
          rows.map(({ record }) => record.id),
        ),
        isNull(incidentFact.supersededAt),
      ),
    );
  const describeIncident = async ({ record }: (typeof rows)[number]): Promise<CorrectableIncident> => {
    const procedure = await procedureDefinitionOf(ctx.db, record.procedureVersionId);
    const known = current.filter((row) => row.incidentId === record.id);
    const facts = allFacts.flatMap((fact): FactChoice[] => {
      const asked = procedure.facts.find((one) => one.fact === fact);
      const row = known.find((one) => one.fact === fact);
      return asked || row ? [{ fact, mandatory: asked?.mandatory ?? false, current: row }] : [];
    });
    const { id, reference, zone, status } = record;
    return { id, reference, zone, law: actOf(procedure), isClosed: status === 'closed', facts };
  };
  const siblings = await Promise.all(rows.filter((row) => row !== own && row.record.status === 'ongoing').map(describeIncident));
  return { file: { id: fileId, title: own.title }, incident: await describeIncident(own), siblings };
}

/** Siblings that ask for the fact and say something else: the person is asked which of them to correct too (decisions.md D3). */
export function differingSiblings(
  { incident: own, siblings }: Correctable,
  fact: Fact,
): { sibling: CorrectableIncident; choice: FactChoice }[] {
  const mine = own.facts.find((one) => one.fact === fact)?.current?.at ?? null;
  return siblings.flatMap((sibling) => {
    const choice = sibling.facts.find((one) => one.fact === fact);
    const theirs = choice?.current?.at ?? null;
    const same = mine && theirs ? mine.equals(theirs) : mine === theirs;
    return choice && !same ? [{ sibling, choice }] : [];
  });
}
