import type { HelpTopic } from '#platform/module.ts';
import { incidentPaths } from './paths.ts';

const { files, notify, notifyStep, file, report, reportSection, reportCheck, incidents, incident, submission, verifyReceipt } =
  incidentPaths;

/** What helps on the main pages of the module, in the order in which people meet them. */
export const incidentHelp: readonly HelpTopic[] = [
  { id: 'notify', titleKey: 'incidents.help.notify', textKey: 'incidents.help.notify.text', pages: [notify, notifyStep] },
  { id: 'files', titleKey: 'incidents.help.files', textKey: 'incidents.help.files.text', pages: [files] },
  { id: 'file', titleKey: 'incidents.help.file', textKey: 'incidents.help.file.text', pages: [file] },
  {
    id: 'report',
    titleKey: 'incidents.help.report',
    textKey: 'incidents.help.report.text',
    pages: [report, reportSection, reportCheck],
  },
  { id: 'incidents', titleKey: 'incidents.help.incidents', textKey: 'incidents.help.incidents.text', pages: [incidents] },
  { id: 'incident', titleKey: 'incidents.help.incident', textKey: 'incidents.help.incident.text', pages: [incident] },
  { id: 'review', titleKey: 'incidents.help.review', textKey: 'incidents.help.review.text', pages: [submission] },
  { id: 'receipt', titleKey: 'incidents.help.receipt', textKey: 'incidents.help.receipt.text', pages: [verifyReceipt] },
];
