/** Lumio Telecom, Sigilis Trust Services and Nimbora Cloud. */
import type { Story, Timeline } from './story.ts';

/** Opened a quarter of an hour ago. */
export const publicDns = ({ ago }: Timeline): Story => ({
  title: 'Denial of service on the public DNS resolvers',
  operator: 'LUM',
  by: 'pieter',
  laws: ['nis2'],
  sectors: ['digital-dns-services', 'digital-communications-services'],
  facts: { occurred: ago('PT50M'), aware: ago('PT40M') },
  openedAt: ago('PT15M'),
  steps: [],
});

/** Reported by a consultant with an account of her own, and offered to the operator it is about. */
export const voicePlatform = ({ ago }: Timeline): Story => ({
  title: 'Voice platform of a customer lost its configuration',
  organisation: 'Lumio Telecom',
  by: 'noor',
  laws: ['nis2'],
  sectors: ['digital-communications-services'],
  facts: { occurred: ago('P1DT6H'), aware: ago('P1DT5H') },
  openedAt: ago('P1DT4H'),
  steps: [
    {
      at: ago('P1DT3H'),
      act: 'submit',
      law: 'nis2',
      stage: 'early-warning',
      answers: {
        description: 'A restart of the voice platform came up with an empty configuration. Calls of about two hundred offices fail.',
        'services-affected': 'Voice service of business customers in two towns. Mobile service and internet access work.',
        'service-state': { option: 'degraded' },
        malicious: { option: 'no' },
        'cross-border': { option: 'no' },
        measures: 'The configuration of the evening before is being loaded, customer by customer.',
      },
    },
    { at: ago('P1DT2H'), act: 'offer', law: 'nis2', organisation: 'Lumio Telecom' },
  ],
});

/** The hit service is a trust service: the notification is due after 24 hours instead of 72. */
export const signingService = ({ ago }: Timeline): Story => ({
  title: 'Remote signing service unavailable',
  operator: 'SIG',
  by: 'lena',
  laws: ['nis2'],
  sectors: ['digital-trust-services'],
  facts: { occurred: ago('PT21H'), aware: ago('PT20H') },
  openedAt: ago('PT19H'),
  steps: [
    {
      at: ago('PT18H'),
      act: 'submit',
      law: 'nis2',
      stage: 'early-warning',
      answers: {
        description: 'The hardware security modules of the remote signing service went into a locked state during the exchange of a key.',
        'services-affected':
          'Qualified remote signatures and seals could not be made for five hours. Validation and time stamps worked throughout.',
        'service-state': { option: 'stopped' },
        malicious: { option: 'no' },
        'cross-border': { option: 'yes' },
        countries: ['BE', 'DE', 'NL'],
        measures: 'Key exchange stopped, vendor called in, customers told through the status page.',
      },
      impacts: ['trust-unavailable'],
    },
    {
      at: ago('PT8H'),
      act: 'pass',
      law: 'nis2',
      stage: 'early-warning',
      by: 'ada',
      comment: 'Please tell us in the notification how many signatures were delayed.',
    },
  ],
});

const controlPlane = {
  description:
    'A faulty routing table was rolled out to the control plane of the Mersange region. Virtual machines kept running but could not be started, stopped or moved.',
  'services-affected': 'Management of virtual machines and of block storage in one of three regions.',
  'service-state': { option: 'stopped' },
  malicious: { option: 'no' },
  'cross-border': { option: 'yes' },
  countries: ['BE', 'FR', 'DE', 'NL'],
  measures: 'Rollout stopped after nine minutes; the table of the day before is being loaded.',
};

/** The whole way: three reports, all passed, closed as handled. */
export const controlPlaneFailure = ({ ago }: Timeline): Story => ({
  title: 'Control plane failure in the Mersange region',
  operator: 'NIM',
  by: 'oskar',
  laws: ['nis2'],
  sectors: ['digital-cloud-services'],
  facts: { occurred: ago('P44DT12H'), aware: ago('P44DT11H') },
  openedAt: ago('P44DT10H'),
  steps: [
    { at: ago('P44DT9H'), act: 'submit', law: 'nis2', stage: 'early-warning', answers: controlPlane, impacts: ['service-unavailable'] },
    {
      at: ago('P44DT2H'),
      act: 'pass',
      law: 'nis2',
      stage: 'early-warning',
      by: 'tomas',
      comment: 'Received. We have told our partners in the four countries.',
    },
    {
      at: ago('P42DT1H'),
      act: 'submit',
      law: 'nis2',
      stage: 'incident-notification',
      answers: {
        'service-state': { option: 'restored' },
        severity: { option: 'high' },
        'severity-reason': 'Customers could not react to load for six hours, among them two hospitals.',
        interruption: 'PT6H',
        'users-affected': 1_840,
        'users-affected-estimated': false,
        'geographic-spread': { option: 'international' },
        'cross-border-details': 'Customers in four countries manage machines in this region.',
        'root-cause-category': { option: 'process-failure' },
        'supplier-part': { option: 'no' },
        'data-concerned': { options: ['none'] },
        'personal-data': { option: 'no' },
        'indicators-available': { option: 'no' },
        measures: 'Table of the day before loaded, rollouts frozen for a week, second approval introduced for routing.',
        'recipients-informed': { option: 'yes' },
        'public-statement': 'https://status.nimbora.example/mersange',
        'cost-estimate': { amount: '180000', currency: 'EUR' },
      },
      facts: { resolved: ago('P44DT6H') },
      impacts: ['service-unavailable', 'service-limited'],
    },
    {
      at: ago('P40DT3H'),
      act: 'pass',
      law: 'nis2',
      stage: 'incident-notification',
      by: 'ada',
      comment: 'Complete. Please describe the new approval in the final report.',
    },
    {
      at: ago('P20DT5H'),
      act: 'submit',
      law: 'nis2',
      stage: 'final-report',
      answers: {
        assets: [
          {
            'asset-name': 'Control plane, Mersange',
            'asset-kind': { option: 'cloud' },
            'asset-count': 3,
            'asset-effect': 'Unreachable for six hours',
          },
        ],
        'user-hours-lost': '11040',
        'root-cause': 'The table was made from a template of another region; the check compared only its length.',
        lessons: 'Tables are now checked against the addresses in use, and rolled out to one zone first.',
        'total-cost': { amount: '212500', currency: 'EUR' },
      },
      impacts: ['service-unavailable', 'service-limited'],
    },
    { at: ago('P17DT4H'), act: 'pass', law: 'nis2', stage: 'final-report', by: 'tomas', comment: 'Thank you for the thorough analysis.' },
    { at: ago('P17DT3H'), act: 'close', law: 'nis2', by: 'tomas', outcome: 'handled', comment: 'All reports are in and passed.' },
  ],
});

/** Unresolved after the notification: the month ends with the final report, or with a progress report. It is over its time. */
export const customerPortal = ({ ago }: Timeline): Story => ({
  title: 'Denial of service on the customer portal',
  operator: 'LUM',
  by: 'pieter',
  laws: ['nis2'],
  sectors: ['digital-communications-services'],
  facts: { occurred: ago('P36DT4H'), aware: ago('P36DT3H') },
  openedAt: ago('P36DT2H'),
  steps: [
    {
      at: ago('P36DT1H'),
      act: 'submit',
      law: 'nis2',
      stage: 'early-warning',
      answers: {
        description:
          'Waves of requests from several thousand addresses make the customer portal and the ordering system slow or unreachable.',
        'services-affected': 'Customer portal, ordering and the page for fault reports. Telephony and internet access work.',
        'service-state': { option: 'degraded' },
        malicious: { option: 'yes' },
        'malicious-details': 'A message announced the attack and asked for money.',
        'cross-border': { option: 'no' },
        measures: 'Filters at the network edge; the portal is served from a second site.',
      },
      impacts: ['severe-disruption', 'communications-outage'],
    },
    {
      at: ago('P35DT20H'),
      act: 'pass',
      law: 'nis2',
      stage: 'early-warning',
      by: 'ada',
      comment: 'Please share the addresses with CERT Arvenne.',
    },
    {
      at: ago('P33DT8H'),
      act: 'submit',
      law: 'nis2',
      stage: 'incident-notification',
      answers: {
        'attack-type': { options: ['denial-of-service'] },
        severity: { option: 'medium' },
        'severity-reason': 'Customers can reach us by telephone, but faults are reported late.',
        'users-affected': 260_000,
        'users-affected-estimated': true,
        'geographic-spread': { option: 'national' },
        'root-cause-category': { option: 'malicious-action' },
        'supplier-part': { option: 'no' },
        'data-concerned': { options: ['none'] },
        'personal-data': { option: 'no' },
        'indicators-available': { option: 'yes' },
        indicators: [
          { 'indicator-kind': { option: 'ip-address' }, 'indicator-value': '192.0.2.77', 'indicator-note': 'First wave' },
          { 'indicator-kind': { option: 'ip-address' }, 'indicator-value': '198.51.100.14', 'indicator-note': 'Second wave' },
        ],
        measures: 'Filters at the network edge, second site, agreement with two other networks to stop the traffic at its source.',
        'recipients-informed': { option: 'yes' },
        'police-report': true,
        'police-reference': 'AV-2231',
      },
      impacts: ['severe-disruption', 'communications-outage'],
    },
    { at: ago('P31DT6H'), act: 'pass', law: 'nis2', stage: 'incident-notification', by: 'ada', comment: 'Complete, thank you.' },
  ],
});
