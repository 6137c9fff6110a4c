import { wordsIn } from '#platform/i18n/foreign-text.ts';
import { Moment } from '#platform/ui/deadline-clock.tsx';
import { SummaryList, type SummaryRow } from '#platform/ui/lists.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { facts as allFacts } from '../../../domain/condition.ts';
import { contactRoles } from '../../../domain/contacts.ts';
import { actOf } from '../../../domain/definition.ts';
import { incidentPaths } from '../../../paths.ts';
import { ContactCard } from '../../../views/contact-card.tsx';
import type { FileContact, FileRecord, IncidentRecord } from './show-file.query.ts';

/** Dates, contacts and documents beside the reports. */
export function FileAside({ file }: { file: FileRecord }) {
  const { t } = useUi();
  return (
    <>
      <section class="v-stack v-stack--1">
        <h2 class="fs-6">{t('file.dates.title')}</h2>
        <SummaryList form="stack" rows={useFactRows(file)} />
      </section>
      <section class="v-stack v-stack--1">
        <h2 class="fs-6">{t('file.contacts.title')}</h2>
        <Contacts file={file} />
      </section>
      <section class="v-stack v-stack--1">
        <h2 class="fs-6">{t('file.documents.title')}</h2>
        <ul class="v-tasks u-small">
          {file.incidents.map((incident) => (
            <IncidentDocuments key={incident.id} incident={incident} />
          ))}
        </ul>
      </section>
    </>
  );
}

/** One row for each fact that somebody asks for; one per law where their moments differ. */
function useFactRows({ incidents, id }: FileRecord): SummaryRow[] {
  const { t, language } = useUi();
  return allFacts.flatMap((fact): SummaryRow[] => {
    const asked = incidents.filter(({ procedure, world }) => world.facts[fact] || procedure.facts.some((one) => one.fact === fact));
    if (asked.length === 0) return [];
    const moments = new Set(asked.map(({ world }) => world.facts[fact]?.epochMilliseconds));
    const shown = moments.size > 1 ? asked : asked.slice(0, 1);
    return shown.map((incident) => {
      const at = incident.world.facts[fact];
      const name = t(`file.fact.${fact}`);
      return {
        label: shown.length > 1 ? `${name} (${wordsIn(actOf(incident.procedure), language)})` : name,
        value: at ? <Moment instant={at} zone={zoneOf(incident, fact)} /> : <span class="u-quiet">{t('file.fact.notYet')}</span>,
        changeHref:
          incident.status === 'ongoing'
            ? incidentPaths.correctOwnFact.link({ params: { fileId: id, incidentId: incident.id }, query: { fact } })
            : undefined,
        changeLabel: at ? t('file.fact.correct') : t('file.fact.add'),
      };
    });
  });
}

/** The zone in which the moment was typed. */
const zoneOf = (incident: IncidentRecord, fact: (typeof allFacts)[number]) =>
  incident.facts.find((row) => row.fact === fact && row.supersededAt === null)?.zone ?? incident.zone;

function Contacts({ file }: { file: FileRecord }) {
  const { t, language } = useUi();
  const labelOf = ({ role, incidentId }: FileContact) => {
    const incident = file.incidents.find(({ id }) => id === incidentId);
    const name = t(`file.contact.${role}`);
    return incident ? t('file.contact.ofLaw', { role: name, law: wordsIn(actOf(incident.procedure), language) }) : name;
  };
  const people = contactRoles.flatMap((role) => file.contacts.filter((contact) => contact.role === role));
  return (
    <SummaryList
      form="stack"
      rows={people.map((contact) => ({
        label: labelOf(contact),
        value: <ContactCard contact={contact} />,
        changeHref: `${incidentPaths.editFile.link({ params: { fileId: file.id } })}#${contact.role}`,
      }))}
    />
  );
}

function IncidentDocuments({ incident }: { incident: IncidentRecord }) {
  const { t, language } = useUi();
  const { procedure, world, versions } = incident;
  return (
    <>
      <li>
        <a href={incidentPaths.incidentPdf.link({ params: { incidentId: incident.id } })}>
          {t('file.documents.incidentPdf', { law: wordsIn(actOf(procedure), language), reference: incident.reference })}
        </a>
      </li>
      {versions.map(({ id, reportId, no }) => {
        const key = world.reports.find((row) => row.id === reportId)?.stage;
        const stage = procedure.stages.find((one) => one.key === key);
        if (!stage) return null;
        return (
          <li key={id}>
            <a href={incidentPaths.receipt.link({ params: { reportId, no } })}>
              {t('file.documents.receipt', { stage: wordsIn(stage.label, language), no })}
            </a>
          </li>
        );
      })}
    </>
  );
}
