/** incidents.md 9.1. The date is that of the latest submission, else of the notification, in the platform's zone: `2026-03-02`. */
export function incidentFileName(incident: { reference: string; date: string }): string {
  return `Incident_${sanitise(incident.reference)}_${sanitise(incident.date)}.pdf`;
}

export function reportFileName(report: { reference: string; report: string; date: string }): string {
  return `${sanitise(report.reference)}_${sanitise(report.report)}_${sanitise(report.date)}.pdf`;
}

export function receiptFileName(receipt: { reference: string; report: string; version: number; date: string }): string {
  return `${sanitise(receipt.reference)}_${sanitise(receipt.report)}_${receipt.version}_${sanitise(receipt.date)}.pdf`;
}

export function calendarFileName(references: readonly string[]): string {
  return `Deadlines_${sanitise(references.join('_'))}.ics`;
}

const maxPart = 60;

/**
 * ASCII letters, digits, hyphens and underscores only, because the name goes into a header and onto any file system. Letters lose
 * their accents; a part with nothing left is called `document`.
 */
function sanitise(part: string): string {
  const ascii = part
    .replaceAll('ß', 'ss')
    .replaceAll('æ', 'ae')
    .replaceAll('œ', 'oe')
    .replaceAll('ø', 'o')
    .replaceAll('ł', 'l')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9_-]+/g, '-')
    .slice(0, maxPart)
    .replace(/^-+|-+$/g, '');
  return ascii === '' ? 'document' : ascii;
}
