/** The parts of a submission beside its answers: dates, sectors, impacts, contacts. */
import { wordsIn } from '#platform/i18n/foreign-text.ts';
import { Temporal } from '#platform/time/temporal.ts';
import { DiffText } from '#platform/ui/feedback.tsx';
import { SummaryList, type SummaryRow } from '#platform/ui/lists.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { StatusTag } from '#platform/ui/status-tag.tsx';
import { changedWords, replaced } from '../../../views/changed-text.ts';
import { type Comparison, contactLine } from './comparison.ts';
import { ChangedList, sinceLabel } from './part-changes.tsx';
import type { SubmissionPage, Version } from './submission.query.ts';

interface Props {
  data: SubmissionPage;
  comparison: Comparison;
}

export const sectionIds = { facts: 'facts', sectors: 'sectors', impacts: 'impacts', contacts: 'contacts' } as const;

function SectionHead({ id, title, since, opened }: { id: string; title: string; since: Version | undefined; opened: Version }) {
  const ui = useUi();
  const label = since && sinceLabel(ui, opened, since);
  return (
    <div class="v-answer__q">
      <h2 class="fs-4" id={id}>
        {title}
      </h2>
      {label !== undefined && (
        <StatusTag status="changed" label={typeof label === 'number' ? ui.t('ui.changedSince', { version: label }) : label} />
      )}
    </div>
  );
}

/** Moments in the zone they were given in. */
export function FactsSection({ data, comparison }: Props) {
  const { t, format } = useUi();
  const { facts, previous } = comparison;
  const write = (moment: { at: string; zone: string } | undefined) =>
    moment ? format.dateTime(Temporal.Instant.from(moment.at), moment.zone) : '';
  const rows: SummaryRow[] = facts.map(({ key, value, earlier, isChanged }) => ({
    label: t(`incidents.document.fact.${key}`),
    value: isChanged ? <DiffText parts={replaced(write(earlier), write(value))} /> : write(value),
  }));
  const isChanged = facts.some((fact) => fact.isChanged);
  return (
    <section class="v-stack v-stack--1" aria-labelledby={sectionIds.facts}>
      <SectionHead id={sectionIds.facts} title={t('review.facts')} since={isChanged ? previous : undefined} opened={data.opened} />
      <SummaryList form="two" rows={rows} />
    </section>
  );
}

const hasChange = (items: readonly { state: string }[]) => items.some(({ state }) => state !== 'same');

export function SectorsSection({ data, comparison }: Props) {
  const { t, language } = useUi();
  const { sectors, previous } = comparison;
  if (sectors.length === 0) return null;
  const label = (slug: string) => {
    const name = data.sectors.get(slug);
    return name ? wordsIn(name, language) : slug;
  };
  return (
    <section class="v-stack v-stack--1" aria-labelledby={sectionIds.sectors}>
      <SectionHead
        id={sectionIds.sectors}
        title={t('review.sectors')}
        since={hasChange(sectors) ? previous : undefined}
        opened={data.opened}
      />
      <ChangedList items={sectors} label={label} />
    </section>
  );
}

export function ImpactsSection({ data, comparison }: Props) {
  const { t, language } = useUi();
  const { impacts, impactsSince } = comparison;
  if (!impacts) return null;
  const label = (key: string) => {
    const impact = data.procedure.impacts.find((one) => one.key === key);
    return impact ? wordsIn(impact.label, language) : key;
  };
  return (
    <section class="v-stack v-stack--1" aria-labelledby={sectionIds.impacts}>
      <SectionHead
        id={sectionIds.impacts}
        title={t('review.impacts')}
        since={hasChange(impacts) ? impactsSince : undefined}
        opened={data.opened}
      />
      {impacts.length === 0 ? <p>{t('review.impacts.none')}</p> : <ChangedList items={impacts} label={label} />}
    </section>
  );
}

export function ContactsSection({ data, comparison }: Props) {
  const { t } = useUi();
  const { contacts, previous } = comparison;
  if (!data.showsContacts) return null;
  const rows: SummaryRow[] = contacts.map(({ key, value, earlier, isChanged }) => ({
    label: t(`review.contact.${key}`),
    value: isChanged ? <DiffText parts={changedWords(contactLine(earlier), contactLine(value))} /> : contactLine(value),
  }));
  const isChanged = contacts.some((contact) => contact.isChanged);
  return (
    <section class="v-stack v-stack--1" aria-labelledby={sectionIds.contacts}>
      <SectionHead id={sectionIds.contacts} title={t('review.contacts')} since={isChanged ? previous : undefined} opened={data.opened} />
      <SummaryList form="two" rows={rows} />
    </section>
  );
}
