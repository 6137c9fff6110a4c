import { isReporting } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { NotFoundError } from '#platform/context/errors.ts';
import { defineRoute, permission } from '#platform/http/route.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import { composeIncident, composeReceipt, composeReport } from '../../documents/compose.ts';
import { documentWords } from '../../documents/document-words.ts';
import { incidentFileName, receiptFileName, reportFileName } from '../../documents/file-names.ts';
import { incidentOfReport, incidentOfSubmission, loadPrintable, type Printable } from '../../documents/printable.query.ts';
import type { IncidentsDeps } from '../../module.ts';
import { incidentPaths } from '../../paths.ts';
import { incidentPermissions } from '../../permissions.ts';
import { stageLabel } from '../../views/due-words.ts';
import { sendDocument } from './send-document.ts';

const access = permission(incidentPermissions, 'download');

const dayOf = (at: Temporal.Instant, zone: string): string => at.toZonedDateTimeISO(zone).toPlainDate().toString();

export const documentRoutes = ({ documents, baseUrl, regions }: IncidentsDeps) => {
  const wordsFor = ({ language, clock }: Ctx, { incident: { zone } }: Printable) =>
    documentWords({ language, zone, now: clock.now(), baseUrl, regions });
  return [
    defineRoute({
      method: 'GET',
      path: incidentPaths.incidentPdf,
      access,
      async handle(ctx, { params: { incidentId } }) {
        const printable = await loadPrintable(ctx, incidentId);
        const { incident, audience, submissions } = printable;
        const data = composeIncident(ctx, printable, wordsFor(ctx, printable));
        const date = dayOf(submissions.at(-1)?.submission.submittedAt ?? incident.notifiedAt, incident.zone);
        const name = incidentFileName({ reference: incident.reference, date });
        return sendDocument(ctx, documents, { template: 'incident', incidentId, audience, data }, name);
      },
    }),
    defineRoute({
      method: 'GET',
      path: incidentPaths.submissionPdf,
      access,
      async handle(ctx, { params: { submissionId } }) {
        const incidentId = await incidentOfSubmission(ctx, submissionId);
        const printable = await loadPrintable(ctx, incidentId);
        const printed = printable.submissions.find((row) => row.submission.id === submissionId);
        if (!printed) throw new NotFoundError();
        const words = wordsFor(ctx, printable);
        const { audience, procedure, incident } = printable;
        const data = composeReport(ctx, printable, words, printed);
        const report = stageLabel(procedure, printed.stage, words.language);
        const date = dayOf(printed.submission.submittedAt, incident.zone);
        const name = reportFileName({ reference: incident.reference, report, date });
        return sendDocument(ctx, documents, { template: 'report', incidentId, submissionId, audience, data }, name);
      },
    }),
    defineRoute({
      method: 'GET',
      path: incidentPaths.receipt,
      access: permission(incidentPermissions, 'readReported'),
      async handle(ctx, { params: { reportId, no } }) {
        const incidentId = await incidentOfReport(ctx, reportId);
        const printable = await loadPrintable(ctx, incidentId);
        const printed = printable.submissions.find((row) => row.reportId === reportId && row.submission.no === no);
        if (!printed || !isReporting(ctx.actor)) throw new NotFoundError();
        const words = wordsFor(ctx, printable);
        const { audience, procedure, incident } = printable;
        const data = composeReceipt(ctx, printable, words, printed);
        const report = stageLabel(procedure, printed.stage, words.language);
        const date = dayOf(printed.submission.submittedAt, incident.zone);
        const name = receiptFileName({ reference: incident.reference, report, version: no, date });
        const submissionId = printed.submission.id;
        return sendDocument(ctx, documents, { template: 'receipt', incidentId, submissionId, audience, data }, name);
      },
    }),
  ];
};
