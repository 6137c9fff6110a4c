import { and, asc, eq, inArray } from 'drizzle-orm';
import { govRegulator, govSector } from '#modules/governance/index.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { NotFoundError } from '#platform/context/errors.ts';
import type { Reader } from '#platform/db/database.ts';
import type { Translated } from '#platform/i18n/language.ts';
import { scope } from '#platform/permissions/permissions.ts';
import type { Tlp } from '#platform/ui/print-head.tsx';
import { filePermissions } from '../../../permissions.ts';
import { type LoadedWorld, loadIncidentWorld } from '../../../queries/incident-world.query.ts';
import { loadReopenings, type Reopening } from '../../../queries/reopenings.query.ts';
import { incident, incidentFact, incidentSector, report, submission } from '../../../schema/incident.ts';
import { draft, fileContact, incidentFile } from '../../../schema/reporting-side.ts';
import { reviewEvent } from '../../../schema/supervising-side.ts';

type Incident = typeof incident.$inferSelect;

export interface VersionRecord {
  id: string;
  reportId: string;
  no: number;
  at: Incident['notifiedAt'];
  by: string;
  late: boolean;
  deadlineAt: Incident['nextDueAt'];
}
export interface DraftRecord {
  reportId: string;
  savedAt: Incident['notifiedAt'];
  savedBy: string;
}
export type FactRecord = typeof incidentFact.$inferSelect;
export type ReviewRecord = Pick<typeof reviewEvent.$inferSelect, 'id' | 'submissionId' | 'verdict' | 'commentMd' | 'at'>;
export type FileContact = typeof fileContact.$inferSelect;

/** One incident of the file with everything its page shows. */
export interface IncidentRecord
  extends Pick<
    Incident,
    'id' | 'reference' | 'title' | 'status' | 'outcome' | 'closedAt' | 'significant' | 'notifiedAt' | 'zone' | 'procedureVersionId'
  > {
  regulator: Translated;
  /** For whom what the regulator says of it may be. */
  tlp: Tlp;
  sectors: Translated[];
  procedure: LoadedWorld['procedure'];
  world: LoadedWorld['world'];
  versions: VersionRecord[];
  drafts: DraftRecord[];
  /** The current row and the superseded ones, oldest first. */
  facts: FactRecord[];
  reviews: ReviewRecord[];
  /** When, and what was taken back; who did it and why stays with the regulator. */
  reopenings: Pick<Reopening, 'at' | 'closed'>[];
}

export interface FileRecord
  extends Pick<
    typeof incidentFile.$inferSelect,
    'id' | 'title' | 'state' | 'ownReference' | 'complaintReference' | 'zone' | 'version' | 'organisationName'
  > {
  incidents: IncidentRecord[];
  contacts: FileContact[];
}

/** Throws NotFoundError for a file of somebody else. A draft has no incidents yet. */
export async function loadFile(ctx: Ctx, fileId: string): Promise<FileRecord> {
  const [file] = await ctx.db
    .select()
    .from(incidentFile)
    .where(and(eq(incidentFile.id, fileId), scope(ctx, filePermissions, 'read', incidentFile)));
  if (!file) throw new NotFoundError();
  const rows = await ctx.db
    .select({ record: incident, regulator: govRegulator.name, tlp: govRegulator.tlp })
    .from(incident)
    .innerJoin(govRegulator, eq(govRegulator.id, incident.regulatorId))
    .where(eq(incident.fileId, file.id))
    .orderBy(asc(incident.notifiedAt), asc(incident.id));
  const ids = rows.map(({ record }) => record.id);
  const parts = ids.length > 0 ? await loadParts(ctx.db, ids) : emptyParts;
  const incidents: IncidentRecord[] = [];
  for (const { record, regulator, tlp } of rows) {
    const { procedure, world } = await loadIncidentWorld(ctx.db, record.id, ctx.clock.now());
    const own = <Row extends { incidentId: string }>(all: readonly Row[]) => all.filter(({ incidentId }) => incidentId === record.id);
    incidents.push({
      ...record,
      regulator,
      tlp,
      procedure,
      world,
      sectors: own(parts.sectors).map(({ name }) => name),
      versions: own(parts.versions),
      drafts: own(parts.drafts),
      facts: own(parts.facts),
      reviews: own(parts.reviews),
      reopenings: own(parts.reopenings).map(({ at, closed }) => ({ at, closed })),
    });
  }
  const contacts = await ctx.db.select().from(fileContact).where(eq(fileContact.fileId, file.id));
  return { ...file, incidents, contacts };
}

const emptyParts: Awaited<ReturnType<typeof loadParts>> = { sectors: [], versions: [], drafts: [], facts: [], reviews: [], reopenings: [] };

async function loadParts(reader: Reader, ids: string[]) {
  const ofTheFile = inArray(report.incidentId, ids);
  const versions = await reader
    .select({
      id: submission.id,
      incidentId: report.incidentId,
      reportId: submission.reportId,
      no: submission.no,
      at: submission.submittedAt,
      by: submission.submitterName,
      late: submission.late,
      deadlineAt: submission.deadlineAt,
    })
    .from(submission)
    .innerJoin(report, eq(report.id, submission.reportId))
    .where(ofTheFile)
    .orderBy(asc(submission.submittedAt), asc(submission.no));
  const drafts = await reader
    .select({ incidentId: report.incidentId, reportId: draft.reportId, savedAt: draft.savedAt, savedBy: draft.savedByName })
    .from(draft)
    .innerJoin(report, eq(report.id, draft.reportId))
    .where(ofTheFile);
  const reviews = await reader
    .select({
      id: reviewEvent.id,
      incidentId: report.incidentId,
      submissionId: reviewEvent.submissionId,
      verdict: reviewEvent.verdict,
      commentMd: reviewEvent.commentMd,
      at: reviewEvent.at,
    })
    .from(reviewEvent)
    .innerJoin(submission, eq(submission.id, reviewEvent.submissionId))
    .innerJoin(report, eq(report.id, submission.reportId))
    .where(ofTheFile)
    .orderBy(asc(reviewEvent.at));
  const sectors = await reader
    .select({ incidentId: incidentSector.incidentId, name: govSector.name })
    .from(incidentSector)
    .innerJoin(govSector, eq(govSector.id, incidentSector.sectorId))
    .where(inArray(incidentSector.incidentId, ids))
    .orderBy(asc(govSector.slug));
  const facts = await reader
    .select()
    .from(incidentFact)
    .where(inArray(incidentFact.incidentId, ids))
    .orderBy(asc(incidentFact.recordedAt), asc(incidentFact.id));
  return { versions, drafts, reviews, sectors, facts, reopenings: await loadReopenings(reader, ids) };
}
