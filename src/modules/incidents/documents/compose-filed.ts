/** What a whole incident and a single report have in common: cover, details, timeline, contacts. */
import type { Ctx } from '#platform/context/ctx.ts';
import { translate } from '#platform/i18n/language.ts';
import type { Contact } from '../domain/contacts.ts';
import { frameOf, verificationOf } from './compose-frame.ts';
import { currentTimeline, submittedTimeline } from './compose-timeline.ts';
import type { ContactCard, LabelledText, Tag } from './document-data.ts';
import type { DocumentWords } from './document-words.ts';
import { documentLabels } from './labels.ts';
import { describeNextDeadline } from './next-deadline.ts';
import type { Printable, PrintedSubmission } from './printable.query.ts';
import { groupSectors } from './sector-groups.ts';

/** @param printed the version to print; left out for the whole incident, which is printed as it stands now */
export function composeFiled(ctx: Ctx, printable: Printable, words: DocumentWords, title: string, printed?: PrintedSubmission) {
  const { t, language, zone } = words;
  const { incident } = printable;
  const yesNo = (value: boolean) => t(value ? 'incidents.document.yes' : 'incidents.document.no');
  const status: Tag =
    incident.status === 'closed' ? { text: t('ui.status.closed'), tone: 'neutral' } : { text: t('ui.status.ongoing'), tone: 'info' };
  const significant: Tag[] = incident.significant ? [{ text: t('ui.status.significant'), tone: 'danger' }] : [];
  const significance = incident.significant === null ? t('incidents.document.undecided') : yesNo(incident.significant);
  const contacts = printed?.submission.contacts ?? incident.contacts;
  const notShared: ContactCard = { name: t('incidents.document.contactsNotShared'), email: '', phone: '' };
  return {
    labels: documentLabels((key) => t(key)),
    verification: verificationOf(words),
    frame: frameOf(ctx, printable, words, title, printed?.submission.submittedAt),
    cover: {
      operator: incident.operatorName,
      tags: [status, ...significant],
      summary: summaryLines(printable, words, { status: status.text, significance, printed }),
    },
    details: {
      status: status.text,
      regulation: regulationName(printable, words),
      sectors: groupSectors(printable.sectorTree, printed?.submission.sectors ?? printable.sectors, language),
      significant: significance,
      crossBorder: yesNo(incident.crossBorder),
      kind: translate(printable.procedure.label, language),
      // An observer reads them where it reads the contacts (decisions.md D16).
      ...(printable.showsContacts && incident.ownReference && { internalReference: incident.ownReference }),
      ...(printable.showsContacts && incident.complaintReference && { complaintNumber: incident.complaintReference }),
    },
    zone: t('incidents.document.zone', { zone }),
    facts: printed ? submittedTimeline(printed.submission.facts, printable, words) : currentTimeline(printable, words),
    contact: printable.showsContacts ? card(contacts.primary) : notShared,
    ...(printable.showsContacts && contacts.technical && { technicalContact: card(contacts.technical) }),
  };
}

interface Standing {
  status: string;
  significance: string;
  printed: PrintedSubmission | undefined;
}

/** The lines that a reader in a hurry needs: which incident, whose, under which law, how it stands, what comes next. */
function summaryLines(printable: Printable, words: DocumentWords, { status, significance, printed }: Standing): LabelledText[] {
  const { t, format, language, zone } = words;
  const { incident, regulator } = printable;
  const label = documentLabels((key) => t(key));
  const next = describeNextDeadline(printable, words);
  return [
    { label: label.reference, text: incident.reference },
    { label: label.operator, text: incident.operatorName },
    { label: label.regulation, text: regulationName(printable, words) },
    { label: label.regulator, text: translate(regulator.name, language) },
    { label: label.notifiedAt, text: format.dateTime(incident.notifiedAt, zone) },
    ...(printed
      ? [{ label: label.version, text: `${printed.submission.no}, ${format.dateTime(printed.submission.submittedAt, zone)}` }]
      : []),
    { label: label.status, text: status },
    { label: label.significant, text: significance },
    { label: label.nextDeadline, text: next ? `${next.report}\n${next.due}` : label.nothingDue },
  ];
}

const regulationName = ({ regulation }: Printable, { language }: DocumentWords): string =>
  `${translate(regulation.name, language)} (${translate(regulation.citation, language)})`;

const card = ({ firstName, lastName, jobTitle, email, phone }: Contact): ContactCard => ({
  name: `${firstName} ${lastName}`,
  ...(jobTitle && { jobTitle }),
  email,
  phone,
});
