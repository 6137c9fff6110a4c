/** What a whole incident and a single report have in common: cover, details, timeline, contacts. */
import type { Ctx } from '#platform/context/ctx.ts';
import { translate } from '#platform/i18n/language.ts';
import { Temporal } from '#platform/time/temporal.ts';
import { type Fact, facts } from '../domain/condition.ts';
import type { Contact } from '../domain/contacts.ts';
import { frameOf, verificationOf } from './compose-frame.ts';
import type { ContactCard, Tag } from './document-data.ts';
import type { DocumentWords } from './document-words.ts';
import { documentLabels } from './labels.ts';
import type { Printable, PrintedSubmission } from './printable.query.ts';

export function composeFiled(ctx: Ctx, printable: Printable, words: DocumentWords, title: string, printed: PrintedSubmission | undefined) {
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
