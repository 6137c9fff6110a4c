/**
 * What the templates `incident`, `report` and `receipt` print: plain JSON, every text already worded and formatted for the reader
 * (language, zone, rights). incidents.md 9.1.
 */
import type { DocumentLabels } from './labels.ts';

/** Traffic Light Protocol 2.0. */
export const tlpLevels = ['red', 'amberStrict', 'amber', 'green', 'clear'] as const;
export type TlpLevel = (typeof tlpLevels)[number];

/** The families of the status tags on the pages. */
export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger' | 'late';

export interface Tag {
  text: string;
  tone: Tone;
}

/** On every page. */
export interface DocumentFrame {
  title: string;
  /** "Notified Monday 2 March 2026", in the header beside the title. */
  subtitle: string;
  reference: string;
  /** The act as people cite it: "NIS2". */
  act: string;
  regulator: string;
  tlp: { level: TlpLevel; text: string };
  /** "Generated 4 March 2026, 14:40 CET for Norvane Grid". */
  generated: string;
  /** "Page {page} of {total}": the template fills the two numbers. */
  pageNumber: string;
  /** "Template after the act named; national law prevails." */
  notice: string;
}

export interface Cover {
  operator: string;
  tags: readonly Tag[];
  /** Which incident, how it stands and what comes next, for a reader in a hurry. */
  summary: readonly LabelledText[];
}

export interface LabelledText {
  label: string;
  text: string;
}

export interface SectorGroup {
  parent: string;
  /** Empty when the parent itself is affected. */
  children: readonly string[];
}

export interface ImpactGroup {
  /** Empty: impacts that every sector has. */
  sectors: readonly string[];
  impacts: readonly string[];
}

export interface IncidentDetails {
  status: string;
  regulation: string;
  sectors: readonly SectorGroup[];
  significant: string;
  crossBorder: string;
  kind: string;
  internalReference?: string;
  complaintNumber?: string;
}

export interface TimelineEntry {
  at: string;
  what: string;
  note?: string;
}

export interface ContactCard {
  name: string;
  jobTitle?: string;
  email: string;
  phone: string;
}

export interface AnsweredQuestion {
  question: string;
  /** One entry per selected choice, else one text whose line breaks are kept. Empty: "Not answered". */
  answers: readonly string[];
  details?: string;
}

export interface QuestionRow extends AnsweredQuestion {
  /** The rows of a repeatable group. */
  entries?: readonly { title: string; rows: readonly AnsweredQuestion[] }[];
}

export interface ReportPage {
  title: string;
  rows: readonly QuestionRow[];
}

export interface SubmittedReport {
  name: string;
  version: string;
  submittedAt: string;
  author: string;
  tags: readonly Tag[];
  /** Hexadecimal, over the canonical JSON of the submission. */
  sha256: string;
  pages: readonly ReportPage[];
  /** Absent when the report does not ask for impacts. */
  impacts?: readonly ImpactGroup[];
}

/** A stage without a submission: printed as a sentence, in a whole incident only. */
export interface MissingReport {
  name: string;
  missing: true;
}

interface FiledDocument {
  labels: DocumentLabels;
  /** Where a checksum can be checked. */
  verification: string;
  frame: DocumentFrame;
  cover: Cover;
  details: IncidentDetails;
  /** Which zone the incident's times are in, as a sentence. */
  zone: string;
  /** As the printed version was submitted; as they stand now when the whole incident is printed. */
  facts: readonly TimelineEntry[];
  contact: ContactCard;
  /** Absent when it is the same person. */
  technicalContact?: ContactCard;
}

export interface IncidentDocument extends FiledDocument {
  /** In the order of the stages, the latest version of each. */
  reports: readonly (SubmittedReport | MissingReport)[];
}

export interface ReportDocument extends FiledDocument {
  report: SubmittedReport;
}

export interface NextDeadline {
  report: string;
  due: string;
  /** "72 hours after you became aware of the incident: ..." */
  explanation: string;
}

export interface ReceiptDocument {
  labels: DocumentLabels;
  frame: DocumentFrame;
  operator: string;
  report: string;
  version: string;
  /** To the second. */
  submittedAt: string;
  author: string;
  tags: readonly Tag[];
  sha256: string;
  /** Where the checksum can be checked. */
  verification: string;
  /** As the incident stands when the document is made; null when nothing is due. */
  nextDeadline: NextDeadline | null;
}
