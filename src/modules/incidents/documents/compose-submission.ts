import { translate } from '#platform/i18n/language.ts';
import type { Question } from '../domain/definition.ts';
import { type AnswerText, describeAnswer } from '../views/answer-text.ts';
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
    tags: statusTags(printed, words),
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

/** Whether the version came in time: the one thing about it that no later review changes. */
export const timelinessTag = ({ submission }: PrintedSubmission, { t }: DocumentWords): Tag =>
  submission.late ? { text: t('ui.status.late'), tone: 'late' } : { text: t('ui.status.onTime'), tone: 'neutral' };

function statusTags(printed: PrintedSubmission, words: DocumentWords): Tag[] {
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
  const timeliness = timelinessTag(printed, words);
  return status === 'late' ? [timeliness] : [{ text: words.t(`ui.status.${status}`), tone: tones[status] }, timeliness];
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
