/** What both sides see: the incident, its facts, its reports and what was submitted. */
import { sql } from 'drizzle-orm';
import { boolean, integer, pgTable, pgView, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant, jsonb, sortInstant } from '#platform/db/columns.ts';
import type { AnswerValue } from '../domain/answer-value.ts';
import { type Fact, facts } from '../domain/condition.ts';
import type { Contacts } from '../domain/contacts.ts';
import { stageKinds } from '../domain/definition.ts';
import type { DueExplanation } from '../domain/due-explanation.ts';
import { reportMarks, verdicts } from '../workflow.ts';

export const outcomes = ['handled', 'notReportable', 'duplicate', 'reclassified', 'withdrawn'] as const;

const columns = {
  procedureId: uuid('procedure_id').notNull(),
  regulatorId: uuid('regulator_id').notNull(),
  regulationId: uuid('regulation_id').notNull(),
  /** Pinned when the incident is opened (decisions.md D11). */
  procedureVersionId: uuid('procedure_version_id').notNull(),
  reference: text().notNull(),
  title: text().notNull(),
  notifiedAt: instant('notified_at').notNull(),
  zone: text().notNull(),
  status: text({ enum: ['ongoing', 'closed'] })
    .notNull()
    .default('ongoing'),
  outcome: text({ enum: outcomes }),
  closedAt: instant('closed_at'),
  closedBy: uuid('closed_by'),
  /** null: not decided yet. */
  significant: boolean(),
  significantSource: text('significant_source', { enum: ['computed', 'override'] }),
  significantBy: uuid('significant_by'),
  significantAt: instant('significant_at'),
  crossBorder: boolean('cross_border').notNull().default(false),
  contacts: jsonb().$type<Contacts>().notNull(),
  operatorId: uuid('operator_id'),
  operatorName: text('operator_name').notNull(),
  /** Both are written by `refreshSearchText`. */
  searchText: text('search_text').notNull().default(''),
  searchPeople: text('search_people').notNull().default(''),
  nextDueAt: instant('next_due_at'),
  /** The next deadline to sort by; what has none comes last. */
  dueKey: sortInstant('due_key').notNull().generatedAlwaysAs(sql`coalesce(next_due_at, timestamptz 'infinity')`),
  lastUpdateAt: instant('last_update_at').notNull(),
  legalHold: boolean('legal_hold').notNull().default(false),
  version: integer().notNull().default(1),
  /** Follows `incidentSector` by a trigger; never written here. */
  sectorIds: uuid('sector_ids').array().notNull().default([]),
  /** What the list filters by; written by `refreshDeadlines`. */
  reportStates: text('report_states', { enum: reportMarks }).array().notNull().default([]),
  /** The operator's own, and its complaint's: copied from the file like the title. */
  ownReference: text('own_reference'),
  complaintReference: text('complaint_reference'),
  /** Who filed it from outside, as long as no operator has taken it over. */
  notifierId: uuid('notifier_id'),
};
export const incident = pgTable('incident', { id: uuid().primaryKey(), fileId: uuid('file_id').notNull(), ...columns });
/** The incident as the supervising side and observers read it: nothing in it leads to the file or to a sibling. */
export const supervisedIncident = pgView('supervised_incident', { id: uuid().notNull(), ...columns }).existing();

export const incidentSector = pgTable(
  'incident_sector',
  { incidentId: uuid('incident_id').notNull(), sectorId: uuid('sector_id').notNull() },
  (table) => [primaryKey({ columns: [table.incidentId, table.sectorId] })],
);

/** Append-only but for `supersededAt`; one current row per fact. */
export const incidentFact = pgTable('incident_fact', {
  id: uuid().primaryKey(),
  incidentId: uuid('incident_id').notNull(),
  fact: text({ enum: facts }).notNull(),
  at: instant(),
  zone: text().notNull(),
  source: text({ enum: ['wizard', 'submission', 'correction', 'regulator'] }).notNull(),
  submissionId: uuid('submission_id'),
  reason: text(),
  by: uuid(),
  byName: text('by_name').notNull(),
  recordedAt: instant('recorded_at').notNull(),
  supersededAt: instant('superseded_at'),
});

/** The report did not come, and the one it stands in for did: nobody waits for it any more. */
export const missedReason = 'missed';

/** Nobody waits for a report that the operator may send on its own initiative, until it is sent. */
export const voluntaryReason = 'voluntary';

export const report = pgTable('report', {
  id: uuid().primaryKey(),
  incidentId: uuid('incident_id').notNull(),
  stageKey: text('stage_key').notNull(),
  /** 1, 2, ... for a stage the regulator may request again. */
  ordinal: integer().notNull().default(1),
  kind: text({ enum: stageKinds }).notNull(),
  requestedAt: instant('requested_at'),
  requestedBy: uuid('requested_by'),
  note: text(),
  dueAt: instant('due_at'),
  dueExplained: jsonb('due_explained').$type<DueExplanation>(),
  dueSource: text('due_source', { enum: ['rule', 'regulator'] })
    .notNull()
    .default('rule'),
  revisionDueAt: instant('revision_due_at'),
  /** Why no report is awaited here: one of the reasons above, which do not lock it by themselves, or another. */
  waivedReason: text('waived_reason'),
  /** Of the newest version, and what the review says of it; kept by triggers, never written here. */
  sentNo: integer('sent_no'),
  sentId: uuid('sent_id'),
  sentAt: instant('sent_at'),
  firstSentAt: instant('first_sent_at'),
  sentLate: boolean('sent_late'),
  sentDeadlineAt: instant('sent_deadline_at'),
  verdict: text({ enum: verdicts }),
  reviewedAt: instant('reviewed_at'),
  /** Another report answers this one; kept by a trigger. */
  isCovered: boolean('is_covered').notNull().default(false),
});

export const reportDueChange = pgTable('report_due_change', {
  id: uuid().primaryKey(),
  reportId: uuid('report_id').notNull(),
  oldDueAt: instant('old_due_at'),
  newDueAt: instant('new_due_at'),
  cause: text({ enum: ['opened', 'fact', 'submission', 'request', 'regulator', 'answer'] }).notNull(),
  factId: uuid('fact_id'),
  by: uuid(),
  at: instant().notNull(),
});

/** Frozen evidence: the database refuses to change or delete a row (decisions.md D2). */
export type SubmittedFacts = Partial<Record<Fact, { at: string; zone: string }>>;
export const submission = pgTable('submission', {
  id: uuid().primaryKey(),
  reportId: uuid('report_id').notNull(),
  no: integer().notNull(),
  formVersionId: uuid('form_version_id').notNull(),
  submittedAt: instant('submitted_at').notNull(),
  submittedBy: uuid('submitted_by'),
  submitterName: text('submitter_name').notNull(),
  organisationName: text('organisation_name').notNull(),
  facts: jsonb().$type<SubmittedFacts>().notNull(),
  contacts: jsonb().$type<Contacts>().notNull(),
  /** Slugs. */
  sectors: jsonb().$type<string[]>().notNull(),
  /** Keys of the procedure's impacts. */
  impacts: jsonb().$type<string[]>().notNull(),
  deadlineAt: instant('deadline_at'),
  deadlineExplained: jsonb('deadline_explained').$type<DueExplanation>(),
  /** Decided on the first version, inherited by the later ones (incidents.md 3.5). */
  late: boolean().notNull(),
  contentSha256: text('content_sha256').notNull(),
  idempotencyKey: text('idempotency_key').notNull(),
});

export const submissionAnswer = pgTable(
  'submission_answer',
  {
    submissionId: uuid('submission_id').notNull(),
    questionKey: text('question_key').notNull(),
    value: jsonb().$type<AnswerValue>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.submissionId, table.questionKey] })],
);

export const submissionCovers = pgTable(
  'submission_covers',
  {
    submissionId: uuid('submission_id').notNull(),
    reportId: uuid('report_id').notNull(),
    /** Of the covered report itself: filing two reports together is lawful, but does not move the deadline of the earlier one. */
    deadlineAt: instant('deadline_at'),
    deadlineExplained: jsonb('deadline_explained').$type<DueExplanation>(),
    late: boolean().notNull().default(false),
  },
  (table) => [primaryKey({ columns: [table.submissionId, table.reportId] })],
);
