import { ActionMenu, LinkButton } from '../button.tsx';
import { type Column, DataTable, Sub } from '../data-table.tsx';
import { DeadlineClock, Moment } from '../deadline-clock.tsx';
import { Empty } from '../feedback.tsx';
import { Csrf } from '../form.tsx';
import { Grid, Stack } from '../layout.tsx';
import { Steps, SummaryList, TaskList, Timeline } from '../lists.tsx';
import { RegulationTag, type Status, StatusTag } from '../status-tag.tsx';
import { ColumnChoice, FilterChips, KeysetPager, TableTools, Views } from '../table-tools.tsx';
import { FirstDue, Overdue, WorkList } from '../work.tsx';
import { at, Specimen } from './specimen.tsx';

interface Incident {
  reference: string;
  title: string;
  operator: string;
  status: Status;
  due: string;
  users: number;
}

const incidents: Incident[] = [
  {
    reference: 'NI_Q4W8ZP2D',
    title: 'Outage of the ticketing cloud',
    operator: 'Transvia Rail',
    status: 'overdue',
    due: '2026-03-04T07:50:00Z',
    users: 210,
  },
  {
    reference: 'NI_7K2M9XQ4',
    title: 'Ransomware on the metering platform',
    operator: 'Norvane Grid',
    status: 'underReview',
    due: '2026-03-06T14:00:00Z',
    users: 58_500,
  },
  {
    reference: 'NI_B71HT5RC',
    title: 'Stolen administrator credentials',
    operator: 'Sainte-Aurore University Hospital',
    status: 'late',
    due: '2026-03-06T16:00:00Z',
    users: 12,
  },
];

const columns: Column<Incident>[] = [
  {
    key: 'title',
    label: 'Incident',
    kind: 'name',
    sortable: true,
    cell: ({ title, reference }) => (
      <>
        <a href="#main">{title}</a>
        <Sub>{reference}</Sub>
      </>
    ),
  },
  { key: 'operator', label: 'Operator', sortable: true, cell: ({ operator }) => operator },
  { key: 'status', label: 'Status', cell: ({ status }) => <StatusTag status={status} /> },
  {
    key: 'due',
    label: 'Deadline',
    sortable: true,
    cell: ({ due }) => <DeadlineClock due={at(due)} start={at('2026-03-01T08:00:00Z')} compact />,
  },
  { key: 'users', label: 'Users', kind: 'number', cell: ({ users }) => users },
  { key: 'updated', label: 'Last update', kind: 'low', cell: () => <Moment instant={at('2026-03-04T10:41:00Z')} short /> },
];

function Table() {
  return (
    <Specimen id="table" title="Data table">
      <Stack>
        <Views
          views={[
            { href: '#open', label: 'Open', current: 'page', count: { value: 18 } },
            { href: '#mine', label: 'Mine', count: { value: 3 } },
            { href: '#all', label: 'All', count: { value: 1214 } },
          ]}
        />
        <TableTools
          action="/gallery"
          searchLabel="Reference, operator, title or contact"
          keep={{ view: 'open' }}
          filters={
            <div class="v-field">
              <label class="v-label" for="filter-status">
                Status
              </label>
              <select class="form-select" id="filter-status" name="status">
                <option value="">All</option>
              </select>
            </div>
          }
          end={
            <ColumnChoice action="/gallery" columns={columns.map(({ key, label }) => ({ key, label, shown: true }))} hidden={<Csrf />} />
          }
        />
        <FilterChips
          chips={[
            { label: 'Sector: Energy', removeHref: '#sector' },
            { label: 'NIS2', removeHref: '#nis2' },
          ]}
          clearHref="#clear"
          result="18 incidents, most urgent first"
        />
        <DataTable
          caption="Open incidents"
          columns={columns}
          rows={incidents}
          rowKey={({ reference }) => reference}
          select={{ name: 'incident' }}
          sort={{
            key: 'due',
            direction: 'ascending',
            default: { key: 'due', direction: 'ascending' },
            href: (order) => `#${order?.key ?? ''}`,
          }}
          isUnread={({ status }) => status === 'underReview'}
          actions={({ reference }) => (
            <ActionMenu
              form="dots"
              subject={reference}
              entries={[
                { label: 'Download as PDF', href: '#pdf' },
                { label: 'Close the incident', post: '/gallery' },
              ]}
            />
          )}
        />
        <KeysetPager count={{ atLeast: 1000 }} firstHref="#first" previousHref="#previous" nextHref="#next" />
        <Grid>
          <Empty title="No incidents yet" actions={<a href="#main">Report an incident</a>}>
            When you report an incident, it appears here with its stages and deadlines.
          </Empty>
          <Empty title="No incident matches these filters" icon="search">
            There are 214 incidents without them.
          </Empty>
        </Grid>
      </Stack>
    </Specimen>
  );
}

export function ListSpecimens() {
  return (
    <>
      <Specimen id="lists" title="Work list, task list, summary list">
        <Overdue
          id="overdue-1"
          title="Progress report: Denial of service on the customer portal"
          clock={<DeadlineClock due={at('2026-03-02T16:00:00Z')} start={at('2026-02-02T16:00:00Z')} />}
          tags={
            <>
              <StatusTag status="overdue" /> <RegulationTag>NIS2</RegulationTag> National Cybersecurity Authority
            </>
          }
          action={<LinkButton href="#send">Send it now</LinkButton>}
        />
        <FirstDue
          title="Incident notification"
          state="soon"
          tags={
            <>
              <span class="v-meta">Due next</span> <RegulationTag>NIS2</RegulationTag> <StatusTag status="draft" />
            </>
          }
          clock={<DeadlineClock due={at('2026-03-05T01:40:00Z')} start={at('2026-03-02T01:40:00Z')} size="large" />}
          actions={
            <LinkButton href="#continue" look="primary">
              Continue the notification
            </LinkButton>
          }
        >
          <p class="fs-5 lh-sm">Ransomware on the metering platform</p>
          <p class="v-text u-quiet">Goes to the National Cybersecurity Authority. 4 of 7 sections are complete.</p>
        </FirstDue>
        <WorkList
          items={[
            {
              id: '1',
              title: 'Breach notification',
              href: '#work',
              clock: <DeadlineClock due={at('2026-03-05T10:30:00Z')} start={at('2026-03-02T10:30:00Z')} />,
              lines: [
                'Ransomware on the metering platform',
                <>
                  <RegulationTag>GDPR</RegulationTag> Data Protection Commission
                </>,
              ],
              status: 'unsubmitted',
            },
          ]}
        />
        <Grid open>
          <TaskList
            title="The incident"
            number={1}
            tasks={[
              { label: 'Dates and times', href: '#dates', status: 'complete' },
              { label: 'What happened', href: '#what', status: 'inProgress', hint: '2 questions are left' },
              { label: 'Check your answers and send', status: 'cannotStart' },
            ]}
          />
          <SummaryList
            rows={[
              { label: 'Aware', value: <Moment instant={at('2026-03-02T01:40:00Z')} />, changeHref: '#aware' },
              { label: 'Other countries', value: 'Belgium, France', changeHref: '#countries' },
              { label: 'Indicators', optional: true, changeHref: '#indicators' },
            ]}
          />
        </Grid>
      </Specimen>
      <Specimen id="steps" title="Steps and timeline">
        <Grid open>
          <Steps
            steps={[
              { title: 'Early warning', state: 'done', children: 'Passed' },
              { title: 'Incident notification', state: 'current', children: '12 h left' },
              { title: 'Final report', state: 'next', children: 'Not running yet' },
            ]}
          />
          <Timeline
            entries={[
              {
                kind: 'due',
                when: <Moment instant={at('2026-03-05T01:40:00Z')} />,
                what: (
                  <>
                    Due <RegulationTag>NIS2</RegulationTag>
                  </>
                ),
              },
              { kind: 'now', when: <Moment instant={at('2026-03-04T13:40:00Z')} />, what: 'Now' },
              { kind: 'mark', when: <Moment instant={at('2026-03-02T08:12:00Z')} />, what: 'Early warning sent' },
              { when: <Moment instant={at('2026-03-01T22:50:00Z')} />, what: 'Incident started' },
            ]}
          />
        </Grid>
      </Specimen>
      <Table />
    </>
  );
}
