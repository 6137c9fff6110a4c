import { DurationField, MoneyField, NumberField } from '../amount-fields.tsx';
import { Actions, Button, LinkButton } from '../button.tsx';
import { Checkbox, Checkboxes, Radios, Reveal, Select } from '../choice-fields.tsx';
import { DateField, DateTimeField } from '../date-time-field.tsx';
import { SaveState } from '../feedback.tsx';
import { Form } from '../form.tsx';
import { TranslatedField } from '../language-fields.tsx';
import { Grid, Stack } from '../layout.tsx';
import { CountryList, SectorTree } from '../list-fields.tsx';
import { CodeField, PasswordField, TextArea, TextField } from '../text-fields.tsx';
import { at, Specimen } from './specimen.tsx';

/** The errors that the gallery's summary leads to. */
export const galleryErrors = {
  email: 'Enter an e-mail address like name@example.org',
  summary: 'Shorten the summary by 12 characters',
  malicious: 'Choose yes, no or “We do not know yet”',
  detected: 'The month must be a number from 1 to 12, for example 3',
};

function Texts() {
  return (
    <Stack space="large">
      <TextField
        name="reference"
        label="Your reference"
        hint="Your own ticket number, if you have one."
        optional
        value="SOC-2026-0117"
        width="medium"
      />
      <TextField
        name="email"
        type="email"
        label="E-mail address"
        value="elin.marchetti@"
        error={galleryErrors.email}
        autocomplete="email"
      />
      <TextField name="operator" label="Operator" value="Norvane Grid" readonly />
      <TextArea
        name="describe"
        label="Describe the incident"
        hint="What you saw, which systems are concerned, and what state they are in now."
        origin="From your early warning of 2 March. Change it if you know more."
        explanation="A few sentences are enough for now. You can send a new version at any time."
        rows={6}
        limit={2000}
        value="At 02:40 the monitoring centre saw mass encryption of files."
      />
      <TextArea
        name="summary"
        label="Summary"
        rows={2}
        limit={40}
        value="Collection servers encrypted; field devices fine."
        error={galleryErrors.summary}
      />
      <PasswordField name="password" label="Password" use="current" />
      <CodeField name="code" label="Code" hint="Six digits from your authenticator." />
      <Select
        name="regulator"
        label="Authority"
        placeholder="Choose an authority"
        options={[
          { value: 'nca', label: 'National Cybersecurity Authority' },
          { value: 'dpc', label: 'Data Protection Commission' },
        ]}
      />
    </Stack>
  );
}

const malicious = (name: string) => [
  {
    value: 'yes',
    label: 'Yes',
    reveals: <TextArea name={`${name}-why`} label="What makes you think so?" value="A ransom note on the database." />,
  },
  { value: 'no', label: 'No' },
  { value: 'unknown', label: 'We do not know yet', hint: 'You can say so later.' },
];

function Choices() {
  return (
    <Stack space="large">
      <Radios
        name="suspected"
        label="Do you suspect an unlawful or malicious act?"
        hint="A suspicion is enough."
        options={malicious('suspected')}
        value="yes"
      />
      <Radios
        name="malicious"
        label="Do you suspect an unlawful act?"
        options={malicious('malicious')}
        error={galleryErrors.malicious}
        large
      />
      <Radios
        name="borders"
        label="Are other countries affected?"
        inline
        value="no"
        options={[
          { value: 'yes', label: 'Yes' },
          { value: 'no', label: 'No' },
        ]}
      />
      <Reveal when="borders" is={['yes']}>
        <TextField name="which" label="Which ones?" />
      </Reveal>
      <Checkboxes
        name="services"
        label="Affected services"
        options={[
          { value: 'reading', label: 'Meter reading' },
          { value: 'exchange', label: 'Data exchange' },
        ]}
        value={['reading']}
        optional
      />
      <Checkbox name="terms" label="I have read the terms of service" error="Tick the box to go on" />
      <CountryList
        name="countries"
        label="Which other countries may be affected?"
        hint="Leave empty if none."
        optional
        value={['BE', 'FR', 'DE']}
      />
      <SectorTree
        name="sectors"
        label="Affected sectors"
        value={['energy-electricity', 'energy-heating']}
        sectors={[
          {
            value: 'energy',
            label: 'Energy',
            children: [
              { value: 'energy-electricity', label: 'Electricity' },
              { value: 'energy-heating', label: 'District heating' },
              { value: 'energy-gas', label: 'Gas' },
            ],
          },
          { value: 'transport', label: 'Transport', children: [{ value: 'transport-rail', label: 'Rail' }] },
          { value: 'health', label: 'Health', children: [] },
        ]}
      />
    </Stack>
  );
}

function Numbers() {
  return (
    <Stack space="large">
      <DateTimeField
        name="aware"
        label="When did you become aware of it?"
        hint="For example 2 3 2026, 02 40."
        value={{ day: '2', month: '3', year: '2026', hour: '02', minute: '40', zone: 'Europe/Luxembourg' }}
        understood={at('2026-03-02T01:40:00Z')}
        zones={['Europe/Luxembourg', 'Europe/London', 'Europe/Athens', 'UTC']}
        large
      />
      <DateTimeField
        name="detected"
        label="When did you first see signs of it?"
        value={{ day: '1', month: 'Mrz', year: '2026', hour: '23', minute: '50' }}
        error={galleryErrors.detected}
        invalid={['month']}
      />
      <DateField name="from" label="From" value={{ day: '1', month: '2', year: '2026' }} optional />
      <MoneyField name="loss" label="Estimated loss" value={{ amount: '41 000', currency: 'EUR' }} />
      <DurationField name="outage" label="How long was the service down?" value={{ days: '1', hours: '6' }} />
      <NumberField name="users" label="How many users are affected?" value="58500" unit="customers" />
      <Stack space="small">
        <SaveState status={{ state: 'none' }} />
        <SaveState status={{ state: 'saving' }} />
        <SaveState status={{ state: 'saved', time: '14:32' }} />
        <SaveState status={{ state: 'failed' }} />
      </Stack>
    </Stack>
  );
}

export function FieldSpecimens() {
  return (
    <Specimen id="fields" title="Fields">
      <Form action="/gallery" narrow={false} version={3} guarded label="Every field">
        <Grid open>
          <Texts />
          <Choices />
          <Numbers />
        </Grid>
        <TranslatedField
          name="title"
          label="Title of the question"
          hint="A missing text falls back to English."
          value={{ en: 'Hint', fr: 'Indication', de: 'Hinweis' }}
        />
        <Actions>
          <Button>Save and continue</Button>
          <LinkButton href="#main" look="quiet">
            Back to all sections
          </LinkButton>
        </Actions>
      </Form>
    </Specimen>
  );
}
