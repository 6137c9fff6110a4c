/** Every address of the module. Reporting side: /files and /reports; supervising side and observers: /incidents and /submissions. */
import { z } from 'zod';
import { definePath, idParam, listParam } from '#platform/http/path.ts';
import { factSchema } from './domain/condition.ts';
import { filingSteps } from './domain/filing.ts';
import { notifySteps } from './domain/notify-journey.ts';

const fileId = { params: z.object({ fileId: idParam }) };
const incidentId = { params: z.object({ incidentId: idParam }) };
const reportId = { params: z.object({ reportId: idParam }) };
const submissionId = { params: z.object({ submissionId: idParam }) };
const section = {
  params: z.object({ reportId: idParam, section: z.string().regex(/^[a-z0-9-]{1,120}$/) }),
  /** A repeatable group that shows one empty row more. */
  query: z.object({ add: z.string().max(100).optional().catch(undefined) }),
};
const step = { params: z.object({ fileId: idParam, step: z.enum(notifySteps) }) };

export const incidentViews = ['open', 'review', 'overdue', 'all'] as const;
export const incidentSorts = ['due', 'update', 'notified', 'operator', 'reference'] as const;
const optionalId = idParam.optional().catch(undefined);
const optionalText = z.string().trim().max(200).optional().catch(undefined);
const size = z.coerce
  .number()
  .pipe(z.union([z.literal(10), z.literal(25), z.literal(50), z.literal(100)]))
  .default(25)
  .catch(25);
/** A keyset cursor: the key and the id of a row, as the list wrote them. */
const cursor = z.string().max(1_000).optional().catch(undefined);

/** Filters live in the address: they can be shared, and Back works (interface.md B35). */
export const incidentListQuery = z.object({
  q: optionalText,
  view: z.enum(incidentViews).default('open').catch('open'),
  status: z.enum(['ongoing', 'closed']).optional().catch(undefined),
  significant: z.enum(['yes', 'no']).optional().catch(undefined),
  crossBorder: z.enum(['yes', 'no']).optional().catch(undefined),
  regulation: listParam.catch([]),
  sector: listParam.catch([]),
  reportStatus: listParam.catch([]),
  /** Days of the notification, both included. */
  notifiedFrom: z.iso.date().optional().catch(undefined),
  notifiedTo: z.iso.date().optional().catch(undefined),
  operator: optionalId,
  /** Some report came late, whatever the review said later. */
  late: z.enum(['yes']).optional().catch(undefined),
  sort: z.enum(incidentSorts).default('due').catch('due'),
  direction: z.enum(['asc', 'desc']).optional().catch(undefined),
  size,
  /** Keyset cursors: the page after, or before, this row. */
  after: cursor,
  before: cursor,
});
export type IncidentListQuery = z.output<typeof incidentListQuery>;

export const incidentPaths = {
  startPage: definePath('/start/:regulation', { params: z.object({ regulation: z.string().regex(/^[a-z0-9-]{1,40}$/) }) }),

  // Without an account
  withoutAccount: definePath('/without-account', { query: z.object({ regulation: optionalText }) }),
  filingStep: definePath('/without-account/steps/:step', { params: z.object({ step: z.enum(filingSteps) }) }),
  discardFiling: definePath('/without-account/discard'),
  filingReceipt: definePath('/without-account/receipt'),
  proveFiling: definePath('/without-account/code'),
  offerFiling: definePath('/without-account/offer'),
  newProof: definePath('/without-account/new-code'),
  confirmFiling: definePath('/without-account/confirm/:token', { params: z.object({ token: z.string().max(100) }) }),

  claimFiling: definePath('/claim-filing'),

  // Reporting side
  files: definePath('/files', {
    query: z.object({
      q: optionalText,
      after: optionalId,
      before: optionalId,
      state: z.enum(['open', 'draft', 'closed']).optional().catch(undefined),
      size,
    }),
  }),
  notify: definePath('/notify', { query: z.object({ regulation: optionalText }) }),
  notifyStep: definePath('/notify/:fileId/:step', step),
  discardNotify: definePath('/notify/:fileId/discard', fileId),
  /** `law`: the short names of the laws to show on the timeline. */
  file: definePath('/files/:fileId', { ...fileId, query: z.object({ law: listParam.catch([]) }) }),
  fileCalendar: definePath('/files/:fileId/deadlines.ics', fileId),
  editFile: definePath('/files/:fileId/edit', fileId),
  /** Without a couple: which law to add. */
  addLaw: definePath('/files/:fileId/add-law', { ...fileId, query: z.object({ regulation: optionalText, regulator: optionalText }) }),
  fileLog: definePath('/files/:fileId/access-log', { ...fileId, query: z.object({ after: optionalId, before: optionalId }) }),
  offerFile: definePath('/files/:fileId/offer', fileId),
  withdraw: definePath('/files/:fileId/incidents/:incidentId/withdraw', { params: z.object({ fileId: idParam, incidentId: idParam }) }),
  correctOwnFact: definePath('/files/:fileId/incidents/:incidentId/facts', {
    params: z.object({ fileId: idParam, incidentId: idParam }),
    /** `saved`: the fact that was corrected a moment ago, to be offered to the other incidents of the file. */
    query: z.object({ fact: factSchema.optional().catch(undefined), saved: factSchema.optional().catch(undefined) }),
  }),

  adoptions: definePath('/adoptions'),
  adoption: definePath('/adoptions/:adoptionId', { params: z.object({ adoptionId: idParam }) }),

  report: definePath('/reports/:reportId', reportId),
  reportSection: definePath('/reports/:reportId/sections/:section', section),
  reportCheck: definePath('/reports/:reportId/check', reportId),
  reportSent: definePath('/reports/:reportId/sent', reportId),
  reportVersion: definePath('/reports/:reportId/versions/:no', {
    params: z.object({ reportId: idParam, no: z.coerce.number().int().min(1).max(10_000) }),
    query: z.object({ compare: optionalText }),
  }),
  discardDraft: definePath('/reports/:reportId/discard', reportId),
  receipt: definePath('/reports/:reportId/versions/:no/receipt.pdf', {
    params: z.object({ reportId: idParam, no: z.coerce.number().int().min(1).max(10_000) }),
  }),

  // Supervising side and observers
  incidents: definePath('/incidents', { query: incidentListQuery }),
  incident: definePath('/incidents/:incidentId', incidentId),
  submission: definePath('/submissions/:submissionId', { ...submissionId, query: z.object({ compare: optionalText }) }),
  review: definePath('/submissions/:submissionId/review', submissionId),
  requestReport: definePath('/incidents/:incidentId/request', incidentId),
  correctFact: definePath('/incidents/:incidentId/facts', {
    ...incidentId,
    query: z.object({ fact: factSchema.optional().catch(undefined) }),
  }),
  significance: definePath('/incidents/:incidentId/significance', incidentId),
  close: definePath('/incidents/:incidentId/close', incidentId),
  reopen: definePath('/incidents/:incidentId/reopen', incidentId),
  note: definePath('/incidents/:incidentId/notes', incidentId),
  reference: definePath('/incidents/:incidentId/reference', incidentId),
  settleAdoption: definePath('/incidents/:incidentId/adoption', incidentId),
  incidentLog: definePath('/incidents/:incidentId/access-log', { ...incidentId, query: z.object({ after: cursor }) }),

  unconfirmed: definePath('/unconfirmed', {
    query: z.object({ after: optionalId, dismissed: z.enum(['yes']).optional().catch(undefined) }),
  }),
  unconfirmedFiling: definePath('/unconfirmed/:filingId', { params: z.object({ filingId: idParam }) }),

  // Both
  /** What was typed comes back on the page, right or wrong. */
  verifyReceipt: definePath('/verify-receipt', { query: z.object({ digest: z.string().optional().catch(undefined) }) }),
  incidentPdf: definePath('/incidents/:incidentId/incident.pdf', incidentId),
  submissionPdf: definePath('/submissions/:submissionId/report.pdf', submissionId),
};
