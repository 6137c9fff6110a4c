import type en from '../locales/en/documents.json';

export type DocumentTextKey = keyof typeof en;
type LabelKey = Extract<DocumentTextKey, `incidents.document.label.${string}`>;
type LabelName = LabelKey extends `incidents.document.label.${infer Name}` ? Name : never;

/** The words the templates print themselves. */
export type DocumentLabels = Readonly<Record<LabelName, string>>;

const labelNames = [
  'logo',
  'contents',
  'summary',
  'details',
  'operator',
  'reference',
  'notifiedAt',
  'status',
  'regulation',
  'regulator',
  'sectors',
  'significant',
  'crossBorder',
  'kind',
  'internalReference',
  'complaintNumber',
  'facts',
  'reportTimeline',
  'reports',
  'report',
  'version',
  'submittedAt',
  'author',
  'contacts',
  'contact',
  'technicalContact',
  'sameContact',
  'email',
  'phone',
  'question',
  'answer',
  'answerDetails',
  'notAnswered',
  'notSubmitted',
  'impacts',
  'noImpacts',
  'everySector',
  'receipts',
  'receiptsExplanation',
  'receiptReceived',
  'sha256',
  'nextDeadline',
  'nextDeadlineNow',
  'nothingDue',
  'about',
] as const satisfies readonly LabelName[];

/** Words the labels through the catalogue of the reader's language. */
export function documentLabels(text: (key: DocumentTextKey) => string): DocumentLabels {
  const entries = labelNames.map((name) => [name, text(`incidents.document.label.${name}`)] as const);
  return Object.fromEntries(entries) as Record<LabelName, string>;
}
