/** What a whole incident and a single report have in common: cover, details, timeline, contacts. */
import type { Ctx } from '#platform/context/ctx.ts';
import { translate } from '#platform/i18n/language.ts';
import type { Contact } from '../domain/contacts.ts';
import { frameOf, verificationOf } from './compose-frame.ts';
import { currentTimeline, submittedTimeline } from './compose-timeline.ts';
import type { ContactCard, Tag } from './document-data.ts';
import type { DocumentWords } from './document-words.ts';
import { documentLabels } from './labels.ts';
import type { Printable, PrintedSubmission } from './printable.query.ts';
import { groupSectors } from './sector-groups.ts';

/** @param printed the version to print; left out for the whole incident, which is printed as it stands now */
export function composeFiled(ctx: Ctx, printable: Printable, words: DocumentWords, title: string, printed?: PrintedSubmission) {
  const { t, format, language, zone } = words;
  const { incident, regulation } = printable;
  const yesNo = (value: boolean) => t(value ? 'incidents.document.yes' : 'incidents.document.no');
  const status: Tag =
    incident.status === 'closed' ? { text: t('ui.status.closed'), tone: 'neutral' } : { text: t('ui.status.ongoing'), tone: 'info' };
  const significant: Tag[] = incident.significant ? [{ text: t('ui.status.significant'), tone: 'danger' }] : [];
  const contacts = printed?.submission.contacts ?? incident.contacts;
  const notShared: ContactCard = { name: t('incidents.document.contactsNotShared'), email: '', phone: '' };
  return {
    labels: documentLabels((key) => t(key)),
    verification: verificationOf(words),
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
      sectors: groupSectors(printable.sectorTree, printed?.submission.sectors ?? printable.sectors, language),
      significant: incident.significant === null ? t('incidents.document.undecided') : yesNo(incident.significant),
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

const card = ({ firstName, lastName, jobTitle, email, phone }: Contact): ContactCard => ({
  name: `${firstName} ${lastName}`,
  ...(jobTitle && { jobTitle }),
  email,
  phone,
});
