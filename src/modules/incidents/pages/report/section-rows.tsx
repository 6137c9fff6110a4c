/** The content of a section as rows to read: on "check your answers" and where nothing can be changed. */
import type { ComponentChildren } from 'preact';
import { wordsIn } from '#platform/i18n/foreign-text.ts';
import { Temporal } from '#platform/time/temporal.ts';
import { Moment } from '#platform/ui/deadline-clock.tsx';
import type { SummaryRow } from '#platform/ui/lists.tsx';
import type { Ui } from '#platform/ui/page-context.ts';
import type { Contact } from '../../domain/contacts.ts';
import { visibleQuestions } from '../../domain/questionnaire.ts';
import type { TypedContacts } from '../../queries/report-parts.query.ts';
import { AnswerView } from './answer-view.tsx';
import type { Material, Section } from './sections.ts';

export function sectionRows(material: Material, section: Section, ui: Ui): SummaryRow[] {
  if (section.page) return questionRows(material, section, ui);
  if (section.kind === 'dates') return dateRows(material, ui);
  return section.kind === 'impacts' ? impactRows(material, ui) : contactRows(material, ui);
}

function questionRows({ draft }: Material, section: Section, ui: Ui): SummaryRow[] {
  const visible = new Set(visibleQuestions(draft.form.definition, draft.kept, draft).map(({ key }) => key));
  const questions = (section.page?.questions ?? []).filter(({ key }) => visible.has(key));
  return questions.map((question) => {
    const value = draft.kept.get(question.key);
    const view = value !== undefined && <AnswerView question={question} value={value} />;
    return { label: wordsIn(question.label, ui.language), optional: !question.mandatory, ...(view && { value: view }) };
  });
}

function dateRows({ report, parts }: Material, { t }: Ui): SummaryRow[] {
  return report.procedure.facts.map(({ fact }) => {
    const value = parts.facts[fact];
    const view: ComponentChildren = value ? (
      <Moment instant={Temporal.Instant.from(value.at)} zone={value.zone} />
    ) : (
      <span class="u-quiet">{t('report.fact.unknown')}</span>
    );
    return { label: t(`report.fact.${fact}`), value: view };
  });
}

function impactRows({ parts }: Material, { t, language }: Ui): SummaryRow[] {
  const ticked = parts.impactsOffered.filter(({ key }) => parts.impacts.includes(key));
  const value: ComponentChildren =
    ticked.length > 0 ? (
      <ul class="u-list">
        {ticked.map(({ key, label }) => (
          <li key={key}>{wordsIn(label, language)}</li>
        ))}
      </ul>
    ) : (
      t('report.impacts.none')
    );
  return [{ label: t('report.section.impacts'), value }];
}

function contactRows({ parts }: Material, { t, language, format }: Ui): SummaryRow[] {
  const { contacts, sectors, sectorTree } = parts;
  const names = sectorTree.filter(({ slug }) => sectors.includes(slug)).map(({ name }) => wordsIn(name, language));
  return [
    { label: t('report.contact.primary'), value: personText(contacts.primary) },
    { label: t('report.contact.technical'), value: contacts.technical ? personText(contacts.technical) : t('report.contact.samePerson') },
    ...(parts.sectorsOffered.length > 0 || sectors.length > 0 ? [{ label: t('report.sectors'), value: format.list(names) }] : []),
  ];
}

export function personText(person: Partial<Contact> | TypedContacts['primary']): ComponentChildren {
  if (!person) return undefined;
  const lines = [[person.firstName, person.lastName].filter(Boolean).join(' '), person.jobTitle, person.email, person.phone].filter(
    Boolean,
  );
  return lines.map((line) => <p key={line}>{line}</p>);
}
