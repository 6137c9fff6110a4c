/** What Norvane Grid reports about its encrypted billing servers: by section, and by the words of each question. */
import type { Answers } from './forms.ts';
import { hoursAgo } from './moments.ts';

/** Sections without an entry are looked through as they are. */
export type ReportAnswers = Readonly<Record<string, Answers>>;

export const measures = 'Both servers isolated.';
export const revisedMeasures = 'Both servers isolated at ten past three. All service accounts have new passwords.';

export const earlyWarning: ReportAnswers = {
  'The event': {
    'What happened?': 'Files on two billing servers were encrypted during the night.',
    'Which of your services are affected, and how?': 'Invoices cannot be written. Electricity is delivered as usual.',
    'How are these services running now?': { option: 'Running with limits' },
  },
  'Suspicion and reach': {
    'Do you suspect an unlawful or malicious act?': { option: 'It is suspected' },
    'What makes you think so?': 'A ransom note lies on both servers.',
    'Could other countries be affected?': { option: 'No' },
  },
  Response: {
    'What have you done so far?': measures,
    'What help do you want from the CSIRT?': { options: ['Advice on measures'] },
    'At which number is your incident team reachable now?': '+352 41 12 22',
  },
  Impacts: {
    'Which impacts does the incident have?': { options: ['Our services are, or may be, severely disrupted'] },
  },
};

export const incidentNotification: ReportAnswers = {
  Assessment: {
    'What kind of attack was it?': { options: ['Ransomware'] },
    'How severe is the incident in your view?': { option: 'Medium: some users or functions suffer' },
    'Why do you rate it so?': 'Invoices are late; nobody is without electricity.',
  },
  Impact: {
    'How far does the impact reach?': { option: 'The whole country' },
  },
  'Cause and data': {
    'What kind of cause is it?': { option: 'Malicious action' },
    'Did it start at, or spread through, a supplier?': { option: 'No' },
    'What happened to data?': { options: ['Temporarily out of reach'] },
    'Are personal data concerned?': { option: 'Yes' },
    'Are indicators of compromise available?': { option: 'No' },
  },
  Response: {
    'Have you told the recipients of your services?': { option: 'Planned' },
  },
};

/** After a short early warning from outside, which left most of it to be said. */
export const firstNotification: ReportAnswers = {
  ...incidentNotification,
  Impact: {
    'Which of your services are affected, and how?': 'Two pumping stations run by hand; water is delivered as usual.',
    'How are these services running now?': { option: 'Running with limits' },
    ...incidentNotification.Impact,
  },
  Response: { 'What have you done so far?': 'Both stations are run by hand.', ...incidentNotification.Response },
};

export const finalReport = (): ReportAnswers => ({
  'Dates and times': {
    Resolution: { parts: hoursAgo(1) },
  },
  Impact: {
    'How long was the service interrupted or limited?': { parts: { Hours: '4' } },
    'How many users are affected?': '18000',
  },
  Cause: {
    'What threat or root cause probably triggered the incident?': 'Stolen credentials of a maintenance account.',
  },
});

export const breachNotification: ReportAnswers = {
  'The breach': {
    'What happened to the personal data?': { options: ['They were lost, destroyed or out of reach'] },
    'Did it happen at a processor?': { option: 'No' },
  },
  'Data and people': {
    'Which kinds of personal data are concerned?': { options: ['Addresses, telephone numbers, e-mail'] },
    'Whose data are they?': { options: ['Customers or users'] },
  },
  Consequences: {
    'What may it lead to for these people?': { options: ['Probably nothing'] },
    'Describe these consequences': 'Invoices come later than announced.',
    'How great is the risk for these people?': { option: 'A risk is unlikely' },
  },
  Measures: {
    'What have you done so far?': 'The data were restored from the copies of the evening before.',
    'Have you told the people concerned?': { option: 'Not decided yet' },
  },
  'Contact point': {
    'Name of the data protection officer or other contact point': 'Hanne Lauridsen',
    'E-mail address of this contact': 'privacy@norvane.example',
  },
};
