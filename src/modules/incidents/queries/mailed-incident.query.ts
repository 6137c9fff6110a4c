import { eq } from 'drizzle-orm';
import { govRegulator } from '#modules/governance/index.ts';
import type { Reader } from '#platform/db/database.ts';
import type { Translated } from '#platform/i18n/language.ts';
import { Temporal } from '#platform/time/temporal.ts';
import type { ProcedureDefinition } from '../domain/definition.ts';
import type { DueExplanation } from '../domain/due-explanation.ts';
import type { Facts } from '../domain/evaluate-condition.ts';
import type { Audience } from '../domain/mail-template.ts';
import { stageStates } from '../domain/stage-states.ts';
import { incident, type outcomes } from '../schema/incident.ts';
import { type LoadedWorld, loadIncidentWorld } from './incident-world.query.ts';
import { anchorQuestionLabels } from './question-labels.query.ts';

export interface MailedDue {
  stage: string;
  at: Temporal.Instant;
  /** Absent for a revision. */
  explanation?: DueExplanation;
}

/** What every mail about an incident may say, as it is when the mail is sent: never an answer, a contact, a sibling. */
export interface MailedIncident {
  id: string;
  /** Reporting side only: where its people work on it, under which name. */
  own?: { fileId: string; title: string };
  reference: string;
  zone: string;
  notifiedAt: Temporal.Instant;
  status: 'ongoing' | 'closed';
  outcome: (typeof outcomes)[number] | null;
  closedAt: Temporal.Instant | null;
  crossBorder: boolean;
  facts: Facts;
  operatorName: string;
  regulatorName: Translated;
  procedure: ProcedureDefinition;
  questions: Record<string, Translated>;
  reports: LoadedWorld['world']['reports'];
  next?: MailedDue;
}

/** Without what belongs to the reporting side alone, for the others (decisions.md D2). */
export function asToldTo(audience: Audience, { own, ...incident }: MailedIncident): MailedIncident {
  return { ...incident, ...(audience === 'reporting' && own && { own }) };
}

/** For every audience; what one of them may know is `asToldTo`. @param now the domain's time */
export async function loadMailedIncident(reader: Reader, incidentId: string, now: Temporal.Instant): Promise<MailedIncident | undefined> {
  const table = incident;
  const [row] = await reader
    .select({
      id: table.id,
      fileId: table.fileId,
      reference: table.reference,
      title: table.title,
      zone: table.zone,
      notifiedAt: table.notifiedAt,
      status: table.status,
      outcome: table.outcome,
      closedAt: table.closedAt,
      crossBorder: table.crossBorder,
      operatorName: table.operatorName,
      regulatorId: table.regulatorId,
      regulatorName: govRegulator.name,
    })
    .from(table)
    .innerJoin(govRegulator, eq(govRegulator.id, table.regulatorId))
    .where(eq(table.id, incidentId));
  if (!row) return undefined;
  const { title, fileId, regulatorId, ...record } = row;
  const loaded = await loadIncidentWorld(reader, incidentId, now);
  const next = nextDue(loaded);
  return {
    ...record,
    own: { fileId, title },
    facts: loaded.world.facts,
    procedure: loaded.procedure,
    questions: await anchorQuestionLabels(reader, regulatorId, loaded.procedure),
    reports: loaded.world.reports,
    ...(next && { next }),
  };
}

/** The earliest of what is still to come in; of two reports shown as one line, the one that is always asked for. */
export function nextDue({ procedure, world }: LoadedWorld): MailedDue | undefined {
  if (world.isClosed) return undefined;
  const open = stageStates(procedure, world).filter(({ access }) => access.kind === 'fillable' || access.kind === 'waiting');
  const reports = open.flatMap(({ stage, due }) => (due.kind === 'due' ? [{ stage, at: due.at, explanation: due.explanation }] : []));
  const revisions = world.reports.flatMap(({ stage, verdict, stored }) =>
    verdict === 'revision' && stored.revisionDueAt ? [{ stage, at: stored.revisionDueAt }] : [],
  );
  const rank = (due: MailedDue) => (due.explanation?.onlyWhileOngoing ? 1 : 0);
  return [...reports, ...revisions].sort((a, b) => Temporal.Instant.compare(a.at, b.at) || rank(a) - rank(b))[0];
}
