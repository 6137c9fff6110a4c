/** Turns what was loaded into what the templates print, in the reader's words. */
import type { Ctx } from '#platform/context/ctx.ts';
import { translate } from '#platform/i18n/language.ts';
import { stageLabel } from '../views/due-words.ts';
import { exactTime } from '../views/exact-time.ts';
import { composeFiled } from './compose-filed.ts';
import { frameOf, verificationOf } from './compose-frame.ts';
import { composeSubmission, timelinessTags } from './compose-submission.ts';
import type { IncidentDocument, ReceiptDocument, ReportDocument } from './document-data.ts';
import type { DocumentWords } from './document-words.ts';
import { documentLabels } from './labels.ts';
import { describeNextDeadline } from './next-deadline.ts';
import type { Printable, PrintedSubmission } from './printable.query.ts';

/** The latest version of each report in the order of the stages; a required stage without one is named. */
export function composeIncident(ctx: Ctx, printable: Printable, words: DocumentWords): IncidentDocument {
  const reports = printable.procedure.stages.flatMap((stage): IncidentDocument['reports'][number][] => {
    const own = printable.submissions.filter((row) => row.stage === stage.key);
    const latest = [...new Map(own.map((row) => [row.reportId, row])).values()];
    if (latest.length > 0) return latest.map((row) => composeSubmission(printable, words, row));
    return stage.kind === 'required' ? [{ name: translate(stage.label, words.language), missing: true as const }] : [];
  });
  return { ...composeFiled(ctx, printable, words, printable.incident.title), reports };
}

export function composeReport(ctx: Ctx, printable: Printable, words: DocumentWords, printed: PrintedSubmission): ReportDocument {
  const report = stageLabel(printable.procedure, printed.stage, words.language);
  const title = words.t('incidents.document.title.report', { report, incident: printable.incident.title });
  return { ...composeFiled(ctx, printable, words, title, printed), report: composeSubmission(printable, words, printed) };
}

/**
 * The receipt proves what was received and when, which never changes, and says what is due next as the incident stands when the
 * receipt is made: a deadline that has moved makes another document. A later verdict is no part of it.
 */
export function composeReceipt(ctx: Ctx, printable: Printable, words: DocumentWords, printed: PrintedSubmission): ReceiptDocument {
  const { submission } = printed;
  const report = stageLabel(printable.procedure, printed.stage, words.language);
  const title = words.t('incidents.document.title.receipt', { report, version: submission.no });
  return {
    labels: documentLabels((key) => words.t(key)),
    frame: frameOf(ctx, printable, words, title, submission.submittedAt),
    operator: submission.organisationName,
    report,
    version: String(submission.no),
    submittedAt: exactTime(submission.submittedAt, words.zone, words.format),
    author: submission.submitterName,
    tags: timelinessTags(printable, printed, words),
    sha256: submission.contentSha256,
    verification: verificationOf(words),
    nextDeadline: describeNextDeadline(printable, words),
  };
}
