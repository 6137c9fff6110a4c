/** Turns what was loaded into what the templates print, in the reader's words. */
import { organisationOf } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { translate } from '#platform/i18n/language.ts';
import { Temporal } from '#platform/time/temporal.ts';
import { type Fact, facts } from '../domain/condition.ts';
import type { Contact } from '../domain/contacts.ts';
import type { Question } from '../domain/definition.ts';
import { applicableImpacts } from '../domain/significance.ts';
import { type AnswerText, describeAnswer } from '../views/answer-text.ts';
import { coveredText } from '../views/covered-text.ts';
import { reportStatus } from '../workflow.ts';
import type {
  ContactCard,
  DocumentFrame,
  IncidentDocument,
  QuestionRow,
  ReceiptDocument,
  ReportDocument,
  SubmittedReport,
  Tag,
  TlpLevel,
} from './document-data.ts';
import type { DocumentWords } from './document-words.ts';
import { documentLabels } from './labels.ts';
import type { Printable, PrintedSubmission } from './printable.query.ts';

const tlp: Record<Printable['regulator']['tlp'], TlpLevel> = {
  RED: 'red',
  'AMBER+STRICT': 'amberStrict',
  AMBER: 'amber',
  GREEN: 'green',
  CLEAR: 'clear',
};

export const stageName = ({ procedure }: Printable, key: string, { language }: DocumentWords): string => {
  const stage = procedure.stages.find((candidate) => candidate.key === key);
  return stage ? translate(stage.label, language) : key;
};

function frameOf(ctx: Ctx, printable: Printable, words: DocumentWords, title: string, received?: Temporal.Instant): DocumentFrame {
  const { t, format, language, zone } = words;
  const { incident, regulator, regulation } = printable;
  return {
    title,
    subtitle: received
      ? t('incidents.document.subtitle.submitted', { date: format.date(received, zone) })
      : t('incidents.document.subtitle.notified', { date: format.date(incident.notifiedAt, zone) }),
    reference: incident.reference,
    act: regulation.short,
    regulator: translate(regulator.name, language),
    tlp: { level: tlp[regulator.tlp], text: `TLP:${regulator.tlp}` },
    generated: t('incidents.document.generated', { when: format.dateTime(words.now, zone), who: organisationOf(ctx.actor)?.name ?? '' }),
    pageNumber: t('incidents.document.pageNumber', { page: '{page}', total: '{total}' }),
    notice: t('incidents.document.notice', { act: regulation.citation }),
  };
}

function filedParts(ctx: Ctx, printable: Printable, words: DocumentWords, title: string, printed: PrintedSubmission | undefined) {
  const { t, format, language, zone } = words;
  const { incident, regulation } = printable;
  const yesNo = (value: boolean | null) => t(value ? 'incidents.document.yes' : 'incidents.document.no');
  const status: Tag =
    incident.status === 'closed' ? { text: t('ui.status.closed'), tone: 'neutral' } : { text: t('ui.status.ongoing'), tone: 'info' };
  const significant: Tag[] = incident.significant ? [{ text: t('ui.status.significant'), tone: 'danger' }] : [];
  const contacts = printed?.submission.contacts ?? incident.contacts;
  const notShared: ContactCard = { name: t('incidents.document.contactsNotShared'), email: '', phone: '' };
  return {
    labels: documentLabels((key) => t(key)),
    frame: frameOf(ctx, printable, words, title, printed?.submission.submittedAt),
    cover: {
      operator: incident.operatorName,
      notifiedAt: format.dateTime(incident.notifiedAt, zone),
      tags: [status, ...significant],
      summary: [{ label: t('incidents.document.incident'), text: incident.title }],
    },
    details: {
      status: status.text,
      regulation: `${translate(regulation.name, language)} (${regulation.citation})`,
      sectors: printable.sectors.map(({ name, parent }) =>
        parent
          ? { parent: translate(parent, language), children: [translate(name, language)] }
          : { parent: translate(name, language), children: [] },
      ),
      significant: yesNo(incident.significant),
      crossBorder: yesNo(incident.crossBorder),
      kind: translate(printable.procedure.label, language),
    },
    facts: factLines(printed?.submission.facts ?? {}, words),
    contact: printable.showsContacts ? card(contacts.primary) : notShared,
    ...(printable.showsContacts && contacts.technical && { technicalContact: card(contacts.technical) }),
  };
}

const card = ({ firstName, lastName, jobTitle, email, phone }: Contact): ContactCard => ({
  name: `${firstName} ${lastName}`,
  ...(jobTitle && { jobTitle }),
  email,
  phone,
});

function factLines(submitted: Partial<Record<Fact, { at: string; zone: string }>>, { t, format }: DocumentWords) {
  return facts.flatMap((fact) => {
    const known = submitted[fact];
    return known ? [{ at: format.dateTime(Temporal.Instant.from(known.at), known.zone), what: t(`incidents.document.fact.${fact}`) }] : [];
  });
}

function tagsOf({ submission, verdict, covered }: PrintedSubmission, { procedure }: Printable, words: DocumentWords): Tag[] {
  const { t, now } = words;
  const status = reportStatus({ isSubmitted: true, isLate: submission.late, verdict: verdict ?? undefined }, now);
  const tones = {
    passed: 'success',
    revisionRequired: 'danger',
    late: 'late',
    underReview: 'neutral',
    unsubmitted: 'info',
    overdue: 'danger',
  } as const;
  const late: Tag = submission.late ? { text: t('ui.status.late'), tone: 'late' } : { text: t('ui.status.onTime'), tone: 'neutral' };
  const others = covered.map((report): Tag => ({ text: coveredText(report, procedure, words), tone: report.late ? 'late' : 'neutral' }));
  return status === 'late' ? [late, ...others] : [{ text: t(`ui.status.${status}`), tone: tones[status] }, late, ...others];
}

function submittedReport(printable: Printable, words: DocumentWords, printed: PrintedSubmission): SubmittedReport {
  const { language, format, zone } = words;
  const { submission, form, answers, stage } = printed;
  const asksImpacts = printable.procedure.stages.find(({ key }) => key === stage)?.impacts ?? false;
  const impacts = applicableImpacts(printable.procedure, submission.sectors.concat(printable.procedure.sectors)).filter(({ key }) =>
    submission.impacts.includes(key),
  );
  return {
    name: stageName(printable, stage, words),
    version: String(submission.no),
    submittedAt: format.dateTime(submission.submittedAt, zone),
    author: submission.submitterName,
    tags: tagsOf(printed, printable, words),
    sha256: submission.contentSha256,
    pages: form.definition.pages.map(({ label, questions }) => ({
      title: translate(label, language),
      rows: questions
        .filter(({ key }) => answers.has(key))
        .map((question) => questionRow(question, describeAnswer(question, answers.get(question.key), words), words)),
    })),
    ...(asksImpacts && {
      impacts:
        impacts.length > 0
          ? [{ sector: translate(printable.procedure.label, language), impacts: impacts.map(({ label }) => translate(label, language)) }]
          : [],
    }),
  };
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

/** The latest version of each report in the order of the stages; a required stage without one is named. */
export function composeIncident(ctx: Ctx, printable: Printable, words: DocumentWords): IncidentDocument {
  const reports = printable.procedure.stages.flatMap((stage): IncidentDocument['reports'][number][] => {
    const own = printable.submissions.filter((row) => row.stage === stage.key);
    const latest = [...new Map(own.map((row) => [row.reportId, row])).values()];
    if (latest.length > 0) return latest.map((row) => submittedReport(printable, words, row));
    return stage.kind === 'required' ? [{ name: translate(stage.label, words.language), missing: true as const }] : [];
  });
  return { ...filedParts(ctx, printable, words, printable.incident.title, printable.submissions.at(-1)), reports };
}

export function composeReport(ctx: Ctx, printable: Printable, words: DocumentWords, printed: PrintedSubmission): ReportDocument {
  const title = stageName(printable, printed.stage, words);
  return { ...filedParts(ctx, printable, words, title, printed), report: submittedReport(printable, words, printed) };
}

export function composeReceipt(ctx: Ctx, printable: Printable, words: DocumentWords, printed: PrintedSubmission): ReceiptDocument {
  const { submission } = printed;
  const report = stageName(printable, printed.stage, words);
  return {
    labels: documentLabels((key) => words.t(key)),
    frame: frameOf(ctx, printable, words, report, submission.submittedAt),
    operator: submission.organisationName,
    report,
    version: String(submission.no),
    submittedAt: words.format.dateTime(submission.submittedAt, words.zone),
    author: submission.submitterName,
    tags: tagsOf(printed, printable, words),
    sha256: submission.contentSha256,
  };
}
