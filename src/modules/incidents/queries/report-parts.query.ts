import { z } from 'zod';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Fact } from '../domain/condition.ts';
import { contactRoles } from '../domain/contacts.ts';
import type { Impact } from '../domain/definition.ts';
import { applicableImpacts } from '../domain/significance.ts';
import type { SubmittedFacts } from '../schema/incident.ts';
import { currentFacts, draftFactsSchema, latestImpacts } from '../services/draft-content.ts';
import { incidentContacts } from './incident-contacts.query.ts';
import type { OpenReport } from './open-report.query.ts';
import type { OpenDraft } from './report-draft.query.ts';
import { loadSectorTree, type SectorNode, sectorSlugs, withParents } from './sector-tree.query.ts';

/** Contacts as typed so far: nothing in them is complete before the report is sent. */
const typedContactsSchema = z.partialRecord(z.enum(contactRoles), z.record(z.string(), z.string()));
export type TypedContacts = z.infer<typeof typedContactsSchema>;

/** What a report holds beside its questions: as typed in the draft, else as the incident says. */
export interface ReportParts {
  facts: SubmittedFacts;
  /** Given when the incident was notified: they change by a correction with a reason only (decisions.md D16). */
  lockedFacts: readonly Fact[];
  contacts: TypedContacts;
  sectors: readonly string[];
  impacts: readonly string[];
  /** None when the stage does not ask for impacts or none fits the sectors. */
  impactsOffered: readonly Impact[];
  /** None when the procedure is for every sector. */
  sectorsOffered: readonly SectorNode[];
  sectorTree: readonly SectorNode[];
}

const keysSchema = z.array(z.string()).catch([]);

export async function readParts(ctx: Ctx, report: OpenReport, draft: OpenDraft | undefined): Promise<ReportParts> {
  const reader = ctx.db;
  const { incident, procedure, stage } = report;
  const typed = (part: string) => draft?.parts.get(part)?.value;
  const current = await currentFacts(reader, incident.id);
  const lockedFacts = procedure.facts.flatMap(({ fact, mandatory }) => (mandatory && current[fact] ? [fact] : []));
  const facts: SubmittedFacts = { ...current };
  for (const [fact, value] of Object.entries(draftFactsSchema.catch({}).parse(typed('facts') ?? {})) as [
    Fact,
    SubmittedFacts[Fact] | null,
  ][]) {
    if (lockedFacts.includes(fact)) continue;
    if (value) facts[fact] = value;
    else delete facts[fact];
  }
  const sectorTree = await loadSectorTree(ctx);
  const sectors = typed('sectors') === undefined ? await sectorSlugs(reader, ctx, incident) : keysSchema.parse(typed('sectors'));
  return {
    facts,
    lockedFacts,
    contacts: typedContactsSchema.catch({}).parse(typed('contacts') ?? (await incidentContacts(reader, incident)) ?? incident.contacts),
    sectors,
    impacts: typed('impacts') === undefined ? await latestImpacts(reader, incident) : keysSchema.parse(typed('impacts')),
    impactsOffered: stage.impacts ? applicableImpacts(procedure, withParents(sectorTree, sectors)) : [],
    sectorsOffered: sectorTree.filter(
      ({ slug, parent }) => procedure.sectors.includes(slug) || (parent !== undefined && procedure.sectors.includes(parent)),
    ),
    sectorTree,
  };
}
