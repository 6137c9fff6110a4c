/** Documents of an invented incident, for the preview of a theme and for tests. What people would have written is English. */
import type { DocumentRenderer } from '#platform/documents/document-renderer.ts';
import type { SampleDocument } from '#platform/module.ts';
import type { DocumentFrame, IncidentDocument, ReceiptDocument, ReportDocument, ReportPage, SubmittedReport } from './document-data.ts';
import { type DocumentTextKey, documentLabels } from './labels.ts';

/** A text of the catalogue in the reader's language. */
export type Text = (key: DocumentTextKey, values?: Record<string, string>) => string;

const labelsOf = (text: Text) => documentLabels((key) => text(key));

const verificationOf = (text: Text) => text('incidents.document.verification', { address: 'https://vigie.example/verify-receipt' });

const sha256 = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

function sampleFrame(text: Text, title: string): DocumentFrame {
  return {
    title,
    subtitle: 'Notified Monday 2 March 2026',
    reference: 'NI_7K2M9XQ4',
    act: 'NIS2',
    regulator: 'National Cybersecurity Authority',
    tlp: { level: 'amber', text: 'TLP:AMBER' },
    generated: 'Generated Wednesday 4 March 2026, 14:40 CET for Norvane Grid',
    pageNumber: text('incidents.document.pageNumber', { page: '{page}', total: '{total}' }),
    notice: text('incidents.document.notice', { act: 'Directive (EU) 2022/2555, Article 23' }),
  };
}

const eventPage: ReportPage = {
  title: 'The event',
  rows: [
    {
      question: 'Description',
      answers: [
        'At 02:40 the monitoring centre saw mass encryption of files on the metering head-end. Two of four collection servers and the reporting database are unusable.\n\nThe field devices and the control network are separate and not affected.',
      ],
    },
    {
      question: 'Malicious act suspected',
      answers: ['Yes'],
      details: 'Ransom note on the reporting database; a service account was used from an unknown address.',
    },
    { question: 'Types of threat', answers: ['Ransomware', 'Stolen credentials', 'Lateral movement through remote administration'] },
    { question: 'Indicators of compromise', answers: [] },
    { question: 'Address of the leak site', answers: [`https://example.org/${'leak'.repeat(30)}`] },
    {
      question: 'Systems affected',
      answers: [],
      entries: [
        {
          title: 'Collection server 1',
          rows: [
            { question: 'Role', answers: ['Meter data collection'] },
            { question: 'State', answers: ['Encrypted'] },
          ],
        },
        {
          title: 'Reporting database',
          rows: [
            { question: 'Role', answers: ['Billing'] },
            { question: 'State', answers: ['Encrypted', 'Backup intact'] },
          ],
        },
      ],
    },
  ],
};

function questionPage(title: string, count: number): ReportPage {
  const rows = Array.from({ length: count }, (_row, index) => ({
    question: `Question ${index + 1} about the consequences for the services that the operator provides`,
    answers: ['About 41,000 customers and 12 suppliers were affected; billing is delayed by more than five days. '.repeat((index % 3) + 1)],
  }));
  return { title, rows };
}

function sampleReport(name: string, questions = 4): SubmittedReport {
  return {
    name,
    version: '1',
    submittedAt: 'Monday 2 March 2026, 09:12 CET',
    author: 'Elin Marchetti',
    tags: [
      { text: 'Passed', tone: 'success' },
      { text: 'On time', tone: 'neutral' },
    ],
    sha256,
    pages: [eventPage, questionPage('Its effects', questions)],
    impacts: [
      { sectors: [], impacts: ['Other Member States affected'] },
      { sectors: ['Electricity distribution', 'District heating'], impacts: ['More than 5,000 users affected for over one hour'] },
    ],
  };
}

function filed(text: Text, title: string) {
  return {
    labels: labelsOf(text),
    verification: verificationOf(text),
    frame: sampleFrame(text, title),
    cover: {
      operator: 'Norvane Grid',
      tags: [
        { text: 'Ongoing', tone: 'info' as const },
        { text: 'Significant', tone: 'danger' as const },
      ],
      summary: [
        { label: 'Reference', text: 'NI_7K2M9XQ4' },
        { label: 'Operator', text: 'Norvane Grid' },
        { label: 'Regulation', text: 'Cybersecurity of essential services (Directive (EU) 2022/2555)' },
        { label: 'Regulator', text: 'National Cybersecurity Authority' },
        { label: 'Notified', text: 'Monday 2 March 2026, 09:12 CET' },
        { label: 'Status', text: 'Ongoing' },
        { label: 'Significant impact', text: 'Yes' },
        { label: 'What is due next', text: 'Incident notification\nThursday 5 March 2026, 02:40 CET' },
      ],
    },
    details: {
      status: 'Ongoing',
      regulation: 'NIS2: Directive (EU) 2022/2555',
      sectors: [
        { parent: 'Energy', children: ['Electricity distribution', 'District heating'] },
        { parent: 'Public administration', children: [] },
      ],
      significant: 'Yes',
      crossBorder: 'No',
      kind: 'Incident',
      internalReference: 'SOC-2026-0117',
      complaintNumber: 'PV-2026-4471',
    },
    zone: text('incidents.document.zone', { zone: 'Europe/Luxembourg' }),
    facts: [
      { at: 'Sunday 1 March 2026, 23:50 CET', what: 'Incident started', note: 'Estimate' },
      {
        at: 'Monday 2 March 2026, 02:40 CET',
        what: 'Operator became aware',
        note: 'Corrected from 03:10 by Elin Marchetti. Reason: first alert found in the monitoring log.',
      },
      { at: 'Monday 2 March 2026, 09:12 CET', what: 'Incident notified' },
      { at: 'Not known', what: 'Incident resolved' },
    ],
    contact: { name: 'Elin Marchetti', jobTitle: 'Head of security', email: 'elin.marchetti@norvane-grid.example', phone: '+00 41 12 21' },
    technicalContact: { name: 'Jonas Petit', jobTitle: 'SOC duty lead', email: 'jonas.petit@norvane-grid.example', phone: '+00 41 12 80' },
  };
}

export function sampleIncident(text: Text, questions = 4): IncidentDocument {
  const title = 'Ransomware on the metering platform';
  return {
    ...filed(text, title),
    reports: [
      sampleReport('Early warning', questions),
      sampleReport('Incident notification', questions),
      { name: 'Final report', missing: true },
    ],
  };
}

export function sampleReportDocument(text: Text): ReportDocument {
  const title = 'Early warning: Ransomware on the metering platform';
  return { ...filed(text, title), report: sampleReport('Early warning') };
}

export function sampleReceipt(text: Text): ReceiptDocument {
  const title = text('incidents.document.title.receipt', { report: 'Early warning', version: '1' });
  return {
    labels: labelsOf(text),
    frame: sampleFrame(text, title),
    operator: 'Norvane Grid',
    report: 'Early warning',
    version: '1',
    submittedAt: 'Monday 2 March 2026, 09:12:31 CET',
    author: 'Elin Marchetti',
    tags: [{ text: 'On time', tone: 'success' }],
    sha256,
    verification: verificationOf(text),
    nextDeadline: {
      report: 'Incident notification',
      due: 'Thursday 5 March 2026, 02:40 CET',
      explanation: '72 hours after you became aware of the incident (Article 23(4)(b)).',
    },
  };
}

const samples = { incident: sampleIncident, report: sampleReportDocument, receipt: sampleReceipt };

/** Every kind of document that the module makes. */
export const sampleDocuments = (renderer: DocumentRenderer): readonly SampleDocument[] =>
  (['incident', 'report', 'receipt'] as const).map((template) => ({
    name: template,
    labelKey: `incidents.document.sample.${template}`,
    render({ t, language }, createdAt) {
      const data = samples[template](t);
      return renderer.renderPdf({ template, data, language, title: data.frame.title, createdAt });
    },
  }));
