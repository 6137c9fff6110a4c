import { and, desc, eq, isNull, ne } from 'drizzle-orm';
import { govSector } from '#modules/governance/index.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { ConflictError, NotFoundError } from '#platform/context/errors.ts';
import type { Reader } from '#platform/db/database.ts';
import { scope } from '#platform/permissions/permissions.ts';
import type { Contacts, FileSelection } from '../domain/contacts.ts';
import { filePermissions } from '../permissions.ts';
import { incident, incidentFact, incidentSector } from '../schema/incident.ts';
import { fileContact, fileFactProposal, incidentFile } from '../schema/reporting-side.ts';
import { type Offer, offeredProcedures } from './offered-procedures.query.ts';

/** An open file, and what another law could take over from it. */
export interface FileToExtend {
  file: typeof incidentFile.$inferSelect;
  offers: readonly Offer[];
  /** Procedures with an incident on the file that was not withdrawn. */
  taken: ReadonlySet<string>;
  /** Slugs of the sectors of its incidents. */
  sectors: readonly string[];
  /** For prefill: the operator's newest word on each moment, whatever incident it was said for. */
  facts: FileSelection['facts'];
}

/** Throws NotFoundError for a file of somebody else, ConflictError while it is a draft. @param isLocked inside the verb's transaction */
export async function fileToExtend(reader: Reader, ctx: Ctx, fileId: string, isLocked = false): Promise<FileToExtend> {
  const query = reader
    .select()
    .from(incidentFile)
    .where(and(eq(incidentFile.id, fileId), scope(ctx, filePermissions, 'addLaw', incidentFile)));
  const [file] = await (isLocked ? query.for('update') : query);
  if (!file) throw new NotFoundError();
  if (file.state !== 'open') throw new ConflictError('notify.changed');
  const incidents = await reader
    .select({ procedureId: incident.procedureId, outcome: incident.outcome })
    .from(incident)
    .where(eq(incident.fileId, fileId));
  const sectors = await reader
    .selectDistinct({ slug: govSector.slug })
    .from(incidentSector)
    .innerJoin(incident, and(eq(incident.id, incidentSector.incidentId), eq(incident.fileId, fileId)))
    .innerJoin(govSector, eq(govSector.id, incidentSector.sectorId));
  return {
    file,
    offers: await offeredProcedures(reader, ctx.clock.now()),
    taken: new Set(incidents.filter(({ outcome }) => outcome !== 'withdrawn').map(({ procedureId }) => procedureId)),
    sectors: sectors.map(({ slug }) => slug),
    facts: await knownFacts(reader, fileId),
  };
}

/** What a regulator corrected stays with its own incident: it never travels to another one through the file. */
async function knownFacts(reader: Reader, fileId: string): Promise<FileSelection['facts']> {
  const proposals = await reader.select().from(fileFactProposal).where(eq(fileFactProposal.fileId, fileId));
  const said = await reader
    .select({ fact: incidentFact.fact, at: incidentFact.at, zone: incidentFact.zone })
    .from(incidentFact)
    .innerJoin(incident, and(eq(incident.id, incidentFact.incidentId), eq(incident.fileId, fileId)))
    .where(and(isNull(incidentFact.supersededAt), ne(incidentFact.source, 'regulator')))
    .orderBy(desc(incidentFact.recordedAt));
  const facts: FileSelection['facts'] = {};
  for (const { fact, at, zone } of [...said, ...proposals]) {
    if (at) facts[fact] ??= { at: at.toString(), zone };
  }
  return facts;
}

export async function fileContacts(reader: Reader, fileId: string): Promise<Contacts> {
  const rows = await reader
    .select()
    .from(fileContact)
    .where(and(eq(fileContact.fileId, fileId), isNull(fileContact.incidentId)));
  const contacts = rows.map(({ role, firstName, lastName, jobTitle, email, phone }) => [
    role,
    { firstName, lastName, email, phone, ...(jobTitle && { jobTitle }) },
  ]);
  return Object.fromEntries(contacts) as Contacts;
}
