import { translate } from '#platform/i18n/language.ts';
import type { Question } from '../domain/definition.ts';
import { type AnswerText, describeAnswer } from '../views/answer-text.ts';
import { coveredText } from '../views/covered-text.ts';
import { stageLabel } from '../views/due-words.ts';
import { reportStatus } from '../workflow.ts';
import type { QuestionRow, SubmittedReport, Tag } from './document-data.ts';
import type { DocumentWords } from './document-words.ts';
import type { Printable, PrintedSubmission } from './printable.query.ts';
import { groupImpacts } from './sector-groups.ts';

/** One version of one report: its answers, its impacts, and how it stands. */
export function composeSubmission(printable: Printable, words: DocumentWords, printed: PrintedSubmission): SubmittedReport {
  const { language, format, zone } = words;
  const { submission, form, answers, stage } = printed;
  const asksImpacts = printable.procedure.stages.find(({ key }) => key === stage)?.impacts ?? false;
  const ticked = { procedure: printable.procedure, ticked: submission.impacts, affected: submission.sectors };
  return {
    name: stageLabel(printable.procedure, stage, language),
    version: String(submission.no),
    submittedAt: format.dateTime(submission.submittedAt, zone),
    author: submission.submitterName,
    tags: statusTags(printable, printed, words),
    sha256: submission.contentSha256,
    pages: form.definition.pages.map(({ label, questions }) => ({
      title: translate(label, language),
      rows: questions
        .filter(({ key }) => answers.has(key))
        .map((question) => questionRow(question, describeAnswer(question, answers.get(question.key), words), words)),
    })),
    ...(asksImpacts && { impacts: groupImpacts(printable.sectorTree, ticked, language) }),
  };
}

/** Whether the version came in time, and the reports it answers too: what no later review changes. */
export function timelinessTags({ procedure }: Printable, { submission, covered }: PrintedSubmission, words: DocumentWords): Tag[] {
  const own: Tag = submission.late
    ? { text: words.t('ui.status.late'), tone: 'late' }
    : { text: words.t('ui.status.onTime'), tone: 'neutral' };
  return [own, ...covered.map((report): Tag => ({ text: coveredText(report, procedure, words), tone: report.late ? 'late' : 'neutral' }))];
}

function statusTags(printable: Printable, printed: PrintedSubmission, words: DocumentWords): Tag[] {
  const { submission, verdict } = printed;
  const status = reportStatus({ isSubmitted: true, isLate: submission.late, verdict: verdict ?? undefined }, words.now);
  const tones = {
    passed: 'success',
    revisionRequired: 'danger',
    late: 'late',
    underReview: 'neutral',
    unsubmitted: 'info',
    overdue: 'danger',
  } as const;
  const timeliness = timelinessTags(printable, printed, words);
  return status === 'late' ? timeliness : [{ text: words.t(`ui.status.${status}`), tone: tones[status] }, ...timeliness];
}

function questionRow(question: Question, { lines, details, rows }: AnswerText, { language }: DocumentWords): QuestionRow {
  const answered = (text: AnswerText) => ({ answers: text.lines, ...(text.details && { details: text.details }) });
  return {
    question: translate(question.label, language),
    answers: rows ? [] : lines,
    ...(details && { details }),
    ...(rows && {
      entries: rows.map((items, index) => ({
        title: String(index + 1),
        rows: items.map(({ label, text }) => ({ question: label, ...answered(text) })),
      })),
    }),
  };
}
