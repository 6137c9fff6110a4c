import { errorTexts } from '#platform/forms/error-texts.ts';
import { type FormState, fieldOf } from '#platform/forms/form.ts';
import { wordsIn } from '#platform/i18n/foreign-text.ts';
import { Actions, Button } from '#platform/ui/button.tsx';
import { Moment } from '#platform/ui/deadline-clock.tsx';
import { Form } from '#platform/ui/form.tsx';
import { SummaryList } from '#platform/ui/lists.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { TextField } from '#platform/ui/text-fields.tsx';
import { facts as allFacts } from '../../../domain/condition.ts';
import { contactRoles } from '../../../domain/contacts.ts';
import { incidentPaths } from '../../../paths.ts';
import { ContactCard } from '../../../views/contact-card.tsx';
import type { IncidentData } from './show-incident.query.ts';

interface Props {
  data: IncidentData;
  /** A reference that was refused, as it was typed. */
  refused: FormState | undefined;
}

/** The small facts of an incident. */
export function IncidentAside({ data, refused }: Props) {
  const { t } = useUi();
  return (
    <>
      <section class="v-stack v-stack--1">
        <h2 class="fs-6">{t('supervision.incident.dates')}</h2>
        <Dates data={data} />
      </section>
      <section class="v-stack v-stack--1">
        <h2 class="fs-6">{t('supervision.incident.details')}</h2>
        <Details data={data} />
        {data.acts.reference && <ReferenceForm data={data} refused={refused} />}
      </section>
      <section class="v-stack v-stack--1">
        <h2 class="fs-6">{t('supervision.incident.contacts')}</h2>
        {data.showsContacts ? <ContactList data={data} /> : <p class="u-quiet">{t('supervision.incident.contacts.hidden')}</p>}
      </section>
      <section class="v-stack v-stack--1">
        <h2 class="fs-6">{t('supervision.incident.documents')}</h2>
        <p>
          <a href={incidentPaths.incidentPdf.link({ params: { incidentId: data.record.id } })}>{t('supervision.incident.pdf')}</a>
        </p>
      </section>
    </>
  );
}

function Dates({ data: { facts, procedure, record, acts } }: { data: IncidentData }) {
  const { t } = useUi();
  const current = facts.filter(({ supersededAt }) => supersededAt === null);
  const shown = allFacts.filter((fact) => procedure.facts.some((one) => one.fact === fact) || current.some((row) => row.fact === fact));
  return (
    <SummaryList
      form="stack"
      rows={shown.map((fact) => {
        const known = current.find((row) => row.fact === fact);
        return {
          label: t(`supervision.fact.${fact}`),
          value: known?.at ? (
            <Moment instant={known.at} zone={known.zone} />
          ) : (
            <span class="u-quiet">{t('supervision.incident.notYet')}</span>
          ),
          ...(acts.correct && {
            changeHref: incidentPaths.correctFact.link({ params: { incidentId: record.id }, query: { fact } }),
            changeLabel: t('supervision.incident.correct'),
          }),
        };
      })}
    />
  );
}

function Details({ data: { record, sectors, regulation, regulator, isObserver } }: { data: IncidentData }) {
  const { t, language } = useUi();
  const yesNo = (value: boolean) => t(value ? 'supervision.list.yes' : 'supervision.list.no');
  const sectorNames = sectors.map(({ name, parent }) =>
    parent ? `${wordsIn(parent, language)}: ${wordsIn(name, language)}` : wordsIn(name, language),
  );
  return (
    <SummaryList
      form="stack"
      rows={[
        { label: t('supervision.incident.reference'), value: <span class="v-num">{record.reference}</span> },
        {
          label: t('supervision.list.column.operator'),
          value: record.operatorId ? (
            <a href={incidentPaths.incidents.link({ query: { view: 'all', operator: record.operatorId } })}>
              {t('supervision.incident.allOfOperator', { operator: record.operatorName })}
            </a>
          ) : (
            record.operatorName
          ),
        },
        { label: t('supervision.list.filter.regulation'), value: wordsIn(regulation.name, language) },
        ...(isObserver ? [{ label: t('supervision.list.column.regulator'), value: wordsIn(regulator.name, language) }] : []),
        {
          label: t('supervision.list.filter.sector'),
          value:
            sectorNames.length > 0 ? (
              <ul class="list-unstyled mb-0">
                {sectorNames.map((name) => (
                  <li key={name}>{name}</li>
                ))}
              </ul>
            ) : (
              t('supervision.incident.noSector')
            ),
        },
        {
          label: t('supervision.list.filter.significant'),
          value: record.significant === null ? t('supervision.incident.undecided') : yesNo(record.significant),
        },
        { label: t('supervision.list.filter.crossBorder'), value: yesNo(record.crossBorder) },
        { label: t('supervision.list.column.notified'), value: <Moment instant={record.notifiedAt} zone={record.zone} /> },
        { label: t('supervision.list.column.update'), value: <Moment instant={record.lastUpdateAt} zone={record.zone} /> },
      ]}
    />
  );
}

/** Stays closed until it is wanted, or until what was typed was refused. */
function ReferenceForm({ data: { record }, refused }: Props) {
  const { t } = useUi();
  const errors = refused ? errorTexts(refused, t) : {};
  return (
    <details class="v-explain" open={refused !== undefined}>
      <summary>{t('supervision.act.reference')}</summary>
      <Form action={incidentPaths.reference.link({ params: { incidentId: record.id } })} hidden={{ seen: record.reference }} narrow={false}>
        <TextField
          name="reference"
          label={t('supervision.act.reference.new')}
          hint={t('supervision.act.reference.hint')}
          maxlength={28}
          autocomplete="off"
          value={refused ? fieldOf(refused.values, 'reference') : record.reference}
          error={errors.reference}
        />
        <Actions>
          <Button look="secondary" size="small">
            {t('supervision.act.reference.save')}
          </Button>
        </Actions>
      </Form>
    </details>
  );
}

function ContactList({ data: { record } }: { data: IncidentData }) {
  const { t } = useUi();
  const rows = contactRoles.flatMap((role) => {
    const contact = record.contacts[role];
    return contact ? [{ label: t(`supervision.contact.${role}`), value: <ContactCard contact={contact} /> }] : [];
  });
  return <SummaryList form="stack" rows={rows} />;
}
