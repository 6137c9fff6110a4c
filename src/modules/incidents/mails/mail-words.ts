/** What the mails about incidents say alike: the facts of the incident, deadlines in words, the way into the platform. */

import { translate } from '#platform/i18n/language.ts';
import type { MailBlock, MailUi } from '#platform/mail/mail.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import { actOf } from '../domain/definition.ts';
import { explainDue } from '../domain/explain.ts';
import type { Audience } from '../domain/mail-template.ts';
import { incidentPaths } from '../paths.ts';
import type { MailedDue, MailedIncident } from '../queries/mailed-incident.query.ts';
import { dueWords, stageLabel } from '../views/due-words.ts';

type Fact = { label: string; value: string };

export interface MailWords {
  audience: Audience;
  incident: MailedIncident;
  ui: MailUi;
  regulator: string;
  stage(key: string): string;
  /** In the incident's zone. */
  when(at: Temporal.Instant): string;
  paragraph(text: string): MailBlock;
  /** That there is something to read, and how much; the words themselves stay behind the sign-in (incidents.md 7.2). */
  written(review: { hasComment: boolean; remarks: number }): MailBlock[];
  /** The incident's own lines, and what the mail adds. */
  facts(more?: readonly Fact[]): MailBlock;
  fact(name: FactName, value: string): Fact;
  /** What is due next, with why it is due then. */
  next(): MailBlock[];
  /** Why a report is due when it is, as one small paragraph; none for a revision. */
  explanation(due: MailedDue): MailBlock[];
  /** "Final report, or progress report if still being handled". */
  dueStage(due: MailedDue): string;
  open(): MailBlock;
  /** The whole address that `open` leads to. */
  link(): string;
}

export type FactName =
  | 'report'
  | 'version'
  | 'received'
  | 'due'
  | 'sha256'
  | 'outcome'
  | 'before'
  | 'after'
  | 'fact'
  | 'by'
  | 'revisionDue';

export function createMailWords(audience: Audience, incident: MailedIncident, ui: MailUi): MailWords {
  const { t, format, language } = ui;
  const { procedure, questions, zone } = incident;
  const side = audience === 'reporting' ? 'reporting' : 'supervising';
  const named = dueWords({ language, t, format }, procedure, side);
  const due = { ...named, question: (key: string) => (questions[key] ? translate(questions[key], language) : key) };
  const stage = (key: string) => stageLabel(procedure, key, language);
  const when = (at: Temporal.Instant) => format.dateTime(at, zone);
  const fact: MailWords['fact'] = (name, value) => ({ label: t(`incidents.mail.fact.${name}`), value });
  const regulator = translate(incident.regulatorName, language);
  const words: MailWords = {
    audience,
    incident,
    ui,
    regulator,
    stage,
    when,
    fact,
    paragraph: (text) => ({ kind: 'paragraph', text }),
    written: ({ hasComment, remarks }) =>
      hasComment || remarks > 0
        ? [words.paragraph(t('incidents.mail.reviewed.written', { comment: hasComment ? 'yes' : 'no', remarks }))]
        : [],
    facts: (more = []) => ({ kind: 'facts', items: [...commonFacts(words), ...more] }),
    next() {
      const { next } = incident;
      if (!next) return [];
      const value = t('incidents.mail.nextValue', { report: words.dueStage(next), when: when(next.at) });
      return [{ kind: 'facts', items: [{ label: t('incidents.mail.fact.next'), value }] }, ...words.explanation(next)];
    },
    explanation: ({ explanation }) => (explanation ? [{ kind: 'small', text: explainDue(explanation, due) }] : []),
    dueStage({ stage: key, explanation }) {
      const other = explanation?.onlyWhileOngoing ? undefined : explanation?.combinedWith;
      return other ? t('incidents.mail.eitherReport', { report: stage(key), other: stage(other) }) : stage(key);
    },
    open: () => ({ kind: 'action', label: t('incidents.mail.open', { audience }), url: words.link() }),
    link: () => ui.url(pathFor(incident)),
  };
  return words;
}

/** Each side its own page: the file belongs to the reporting side, the incident to the others. */
const pathFor = ({ own, id }: MailedIncident) =>
  own ? incidentPaths.file.link({ params: { fileId: own.fileId } }) : incidentPaths.incident.link({ params: { incidentId: id } });

function commonFacts({ incident, audience, regulator, ui: { t, language }, when }: MailWords): Fact[] {
  const { own, reference, procedure, operatorName, notifiedAt } = incident;
  return [
    ...(own ? [{ label: t('incidents.mail.fact.incident'), value: own.title }] : []),
    { label: t('incidents.mail.fact.reference'), value: reference },
    { label: t('incidents.mail.fact.regulation'), value: translate(actOf(procedure), language) },
    ...(audience === 'reporting' ? [] : [{ label: t('incidents.mail.fact.operator'), value: operatorName }]),
    ...(audience === 'supervising' ? [] : [{ label: t('incidents.mail.fact.regulator'), value: regulator }]),
    { label: t('incidents.mail.fact.notified'), value: when(notifiedAt) },
  ];
}
