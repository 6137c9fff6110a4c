/** Norvane Grid and Norvane Heat. */
import type { Story, Timeline } from './story.ts';

const meteringAnswers = {
  description:
    'At night the monitoring centre saw mass encryption of files on the metering head-end. Two of four collection servers and the reporting database are unusable. The field devices and the control network are separate and not affected.',
  'services-affected':
    'Remote meter reading and the exchange of consumption data with suppliers are stopped. The supply of electricity is not affected.',
  'service-state': { option: 'degraded' },
  malicious: { option: 'yes' },
  'malicious-details': 'A ransom note lies on the reporting database, and a service account was used from an address we do not know.',
  'cross-border': { option: 'unknown' },
  measures: 'Head-end isolated within half an hour. All service accounts reset. Remote access of the maintenance supplier closed.',
};

/** Ransomware, two laws on one file: warned in time, the notification is due in twelve hours and half written. */
export const meteringPlatform = ({ ago }: Timeline): Story => ({
  title: 'Ransomware on the metering platform',
  operator: 'NOG',
  by: 'elin',
  laws: ['nis2', 'gdpr'],
  sectors: ['energy-electricity'],
  facts: { occurred: ago('PT63H'), aware: ago('PT60H') },
  openedAt: ago('PT56H'),
  steps: [
    {
      at: ago('PT54H'),
      act: 'submit',
      law: 'nis2',
      stage: 'early-warning',
      answers: meteringAnswers,
      impacts: ['severe-disruption', 'financial-loss'],
    },
    {
      at: ago('PT30H'),
      act: 'pass',
      law: 'nis2',
      stage: 'early-warning',
      by: 'tomas',
      comment: 'Thank you. Please keep the encrypted hosts powered on until CERT Arvenne has taken its copies.',
    },
    {
      at: ago('PT3H'),
      act: 'draft',
      law: 'nis2',
      stage: 'incident-notification',
      answers: {
        'attack-type': { options: ['ransomware', 'credential-misuse'] },
        severity: { option: 'high' },
        'users-affected': 41_000,
        'users-affected-estimated': true,
        'cross-border': { option: 'yes' },
        countries: ['BE', 'FR'],
      },
    },
  ],
});

/** The regulator has asked for changes. */
export const brasmontAccess = ({ ago }: Timeline): Story => ({
  title: 'Access control failure at the Brasmont substation',
  operator: 'NOG',
  by: 'elin',
  laws: ['nis2'],
  sectors: ['energy-electricity'],
  facts: { occurred: ago('P6DT8H'), aware: ago('P6DT5H') },
  openedAt: ago('P6DT3H'),
  steps: [
    {
      at: ago('P6DT1H'),
      act: 'submit',
      law: 'nis2',
      stage: 'early-warning',
      answers: {
        description: 'The badge readers of the Brasmont substation accepted any badge for about three hours after a faulty update.',
        'services-affected': 'Physical access control of one high voltage substation. Electricity was delivered without interruption.',
        'service-state': { option: 'restored' },
        malicious: { option: 'no' },
        'cross-border': { option: 'no' },
        measures: 'Guards posted at both gates, update rolled back, door log of the period secured.',
      },
      impacts: [],
    },
    { at: ago('P5DT20H'), act: 'pass', law: 'nis2', stage: 'early-warning', by: 'ada', comment: 'Received, nothing to add at this stage.' },
    {
      at: ago('P4DT2H'),
      act: 'submit',
      law: 'nis2',
      stage: 'incident-notification',
      by: 'jonas',
      answers: {
        severity: { option: 'medium' },
        'severity-reason': 'Nobody entered without a right to, as far as the camera pictures show, but the site is of national importance.',
        'geographic-spread': { option: 'local' },
        'root-cause-category': { option: 'process-failure' },
        'supplier-part': { option: 'yes' },
        'supplier-name': 'The maintenance company',
        'supplier-service': 'Maintenance of doors and badge readers',
        'data-concerned': { options: ['none'] },
        'personal-data': { option: 'no' },
        'indicators-available': { option: 'no' },
        'recipients-informed': { option: 'not-needed' },
      },
      facts: { resolved: ago('P6DT5H') },
    },
    {
      at: ago('P2DT4H'),
      act: 'askRevision',
      law: 'nis2',
      stage: 'incident-notification',
      by: 'tomas',
      comment: 'Thank you for the quick notification. Two points need more detail before we can close this stage.',
      remarks: {
        'supplier-name': 'Please give the legal name of the supplier.',
        'root-cause-category': 'Which step of the change process failed: the test, the approval, or both?',
      },
      dueAt: ago('-P5DT10H'),
    },
  ],
});

/** Only the final report is left, in about two weeks. */
export const dispatchLink = ({ ago }: Timeline): Story => ({
  title: 'Loss of the dispatch network link',
  operator: 'NOG',
  by: 'jonas',
  laws: ['nis2'],
  sectors: ['energy-electricity'],
  facts: { occurred: ago('P15DT9H'), aware: ago('P15DT9H') },
  openedAt: ago('P15DT8H'),
  steps: [
    {
      at: ago('P15DT7H'),
      act: 'submit',
      law: 'nis2',
      stage: 'early-warning',
      answers: {
        description: 'Both fibre routes between the control centre and the northern dispatch office failed within ten minutes.',
        'services-affected': 'Remote control of 46 substations was lost for two hours; staff operated them on site.',
        'service-state': { option: 'degraded' },
        malicious: { option: 'unknown' },
        'cross-border': { option: 'no' },
        measures: 'Staff sent to the substations, emergency radio link taken into operation.',
      },
      impacts: ['severe-disruption'],
    },
    {
      at: ago('P15DT1H'),
      act: 'pass',
      law: 'nis2',
      stage: 'early-warning',
      by: 'tomas',
      comment: 'Please tell us soon whether the two failures are connected.',
    },
    {
      at: ago('P14DT3H'),
      act: 'submit',
      law: 'nis2',
      stage: 'incident-notification',
      answers: {
        malicious: { option: 'no' },
        'service-state': { option: 'restored' },
        severity: { option: 'high' },
        'severity-reason': 'The control centre could not reach a third of the network.',
        interruption: 'PT2H',
        'geographic-spread': { option: 'regional' },
        'root-cause-category': { option: 'third-party' },
        'supplier-part': { option: 'yes' },
        'supplier-name': 'Lumio Telecom',
        'supplier-service': 'Leased fibre lines',
        'data-concerned': { options: ['none'] },
        'personal-data': { option: 'no' },
        'indicators-available': { option: 'no' },
        measures: 'Both routes repaired. A third route over the power line carrier is being tested.',
        'recipients-informed': { option: 'not-needed' },
      },
      facts: { resolved: ago('P15DT6H') },
      impacts: ['severe-disruption'],
    },
    {
      at: ago('P12DT2H'),
      act: 'pass',
      law: 'nis2',
      stage: 'incident-notification',
      by: 'tomas',
      comment: 'Clear and complete, thank you.',
    },
  ],
});

/** Warned this morning; the regulator's question is answered with a second version that nobody has read yet. */
export const heatSetPoints = ({ ago }: Timeline): Story => ({
  title: 'Manipulated set points in the Brasmont heat network',
  operator: 'NOH',
  by: 'mira',
  laws: ['nis2'],
  sectors: ['energy-district-heating-and-cooling'],
  facts: { occurred: ago('PT9H'), aware: ago('PT5H') },
  openedAt: ago('PT4H'),
  steps: [
    {
      at: ago('PT3H'),
      act: 'submit',
      law: 'nis2',
      stage: 'early-warning',
      answers: {
        description:
          'The supply temperature of the Brasmont network was lowered by 25 degrees from a workstation that was not manned at that time.',
        'services-affected': 'District heating of about 3,200 flats was lukewarm for four hours.',
        'service-state': { option: 'restored' },
        malicious: { option: 'suspected' },
        'malicious-details': 'The workstation shows a remote session at the time in question.',
        'cross-border': { option: 'no' },
        measures: 'Workstation taken off the network, set points restored by hand, remote access switched off.',
        'help-wanted': { options: ['technical-support', 'information'] },
        'help-phone': '+352411290',
      },
      impacts: ['severe-disruption', 'energy-supply'],
    },
    {
      at: ago('PT2H'),
      act: 'askRevision',
      law: 'nis2',
      stage: 'early-warning',
      by: 'ada',
      comment: 'Thank you. One point decides what we ask of the other heat networks today.',
      remarks: { 'malicious-details': 'From which address did the session come, and with whose account?' },
      dueAt: ago('-PT20H'),
    },
    {
      at: ago('PT40M'),
      act: 'submit',
      law: 'nis2',
      stage: 'early-warning',
      answers: {
        'services-affected': 'District heating of about 4,100 flats and one school was lukewarm for four hours.',
        malicious: { option: 'yes' },
        'malicious-details':
          'The workstation shows a remote session at the time in question. It came from an address abroad, with the account of a maintenance technician who was on leave.',
        measures: 'Workstation taken off the network, set points restored by hand, remote access switched off. The account is locked.',
        'help-wanted': { options: ['technical-support', 'information', 'advice'] },
      },
      facts: { occurred: ago('PT10H') },
      impacts: ['severe-disruption', 'energy-supply'],
    },
  ],
});

/** Begun on the pages of "notify" and not finished. */
export const vendorPortal = ({ ago }: Timeline): Story => ({
  title: 'Unusual sign-ins on the vendor portal',
  operator: 'NOG',
  by: 'elin',
  laws: ['nis2'],
  sectors: ['energy-electricity'],
  facts: { aware: ago('PT2H') },
  openedAt: ago('PT1H'),
  unfinished: true,
  steps: [],
});
