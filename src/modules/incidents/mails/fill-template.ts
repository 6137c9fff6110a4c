/** A mail in the words of a regulator: its placeholders filled in the language of the section (incidents.md 7.2, decisions.md D16). */
import type { Ctx } from '#platform/context/ctx.ts';
import { translate } from '#platform/i18n/language.ts';
import type { MailBlock } from '#platform/mail/mail.ts';
import { fillTokens } from '#platform/text/fill-tokens.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import { hasWords, type MailTemplate, type Placeholder } from '../domain/mail-template.ts';
import type { MailedReport } from '../queries/mailed-events.query.ts';
import { mailedReview } from '../queries/mailed-events.query.ts';
import type { MailedIncident } from '../queries/mailed-incident.query.ts';
import { reportStatus } from '../workflow.ts';
import type { MailPayload, WrittenIncidentMail } from './incident-mail.ts';
import type { MailWords } from './mail-words.ts';

/** The report that a template speaks of: the mail's own, else the one that came in last. */
export interface TemplateSubject {
  report?: MailedIncident['reports'][number];
  review?: NonNullable<Awaited<ReturnType<typeof mailedReview>>>;
  now: Temporal.Instant;
}

export async function loadTemplateSubject(
  ctx: Ctx,
  payload: MailPayload,
  { reports }: MailedIncident,
  own: MailedReport | undefined,
): Promise<TemplateSubject> {
  const sent = reports.filter(({ submissions }) => submissions.length > 0);
  const lastSent = sent.sort((a, b) => timeOf(a.submissions.at(-1)) - timeOf(b.submissions.at(-1))).at(-1);
  const report = own ? reports.find(({ id }) => id === own.id) : lastSent;
  const submissionId = payload.submissionId ?? report?.latestSubmissionId;
  const review = submissionId && (await mailedReview(ctx.db, submissionId, payload.eventId));
  return { now: ctx.clock.now(), ...(report && { report }), ...(review && { review }) };
}

const timeOf = (at: Temporal.Instant | undefined): number => at?.epochMilliseconds ?? 0;

/** The default mail with what the template says otherwise. */
export function fillTemplate(
  template: MailTemplate,
  words: MailWords,
  about: TemplateSubject,
  written: WrittenIncidentMail,
): WrittenIncidentMail & { subject?: string } {
  if (!hasWords(template)) return written;
  const { subject, content } = template;
  const { language } = words.ui;
  const { values, links } = placeholderValues(words, about);
  const line = subject && fillTokens(translate(subject, language), { ...values, ...links });
  const text = content && translate(content, language);
  // Without a link of its own the text gets the usual button: a mail that leads nowhere helps nobody.
  const action = text?.includes('#INCIDENT_LINK#') ? [] : [words.open()];
  const blocks: readonly MailBlock[] = text ? [{ kind: 'markdown', text, values, links }, ...action] : written.blocks;
  return { ...written, blocks, ...(line && { subject: line, title: line }) };
}

type Values = Partial<Record<Placeholder, string>>;

function placeholderValues(words: MailWords, { report, review, now }: TemplateSubject): { values: Values; links: Record<string, string> } {
  const { incident, when, written } = words;
  const { t, url } = words.ui;
  const day = (at: Temporal.Instant | undefined) => at?.toZonedDateTimeISO(incident.zone).toPlainDate().toString() ?? '';
  const [notice] = review ? written(review) : [];
  return {
    values: {
      INCIDENT_ID: incident.reference,
      INCIDENT_NOTIFICATION_DATE: day(incident.notifiedAt),
      INCIDENT_DETECTION_DATE: day(incident.facts.detected ?? incident.facts.aware),
      INCIDENT_STARTING_DATE: day(incident.facts.occurred),
      INCIDENT_STATUS: t(`ui.status.${incident.status}`),
      REPORT_NAME: report ? words.stage(report.stage) : '',
      REPORT_REVIEW_STATUS: report ? t(`ui.status.${statusOf(report, review, now)}`) : '',
      REPORT_COMMENT_ADDED: notice?.kind === 'paragraph' ? notice.text : '',
      DEADLINE: incident.next ? when(incident.next.at) : '',
      CROSS_BORDER: incident.crossBorder ? t('incidents.document.label.crossBorder') : '',
    },
    links: { INCIDENT_LINK: words.link(), PUBLIC_URL: url('/') },
  };
}

function statusOf(
  { submissions, isLate, verdict, stored }: NonNullable<TemplateSubject['report']>,
  review: TemplateSubject['review'],
  now: Temporal.Instant,
) {
  const dueAt = stored.dueAt ?? undefined;
  return reportStatus({ isSubmitted: submissions.length > 0, isLate, verdict: review?.verdict ?? verdict, dueAt }, now);
}
