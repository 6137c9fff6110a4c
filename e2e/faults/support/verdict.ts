/** What must hold after a storm: everything that was acknowledged is there, once. */
import { expect } from 'vitest';
import type { SmtpRelay } from '../../../src/platform/testing/smtp-relay.ts';
import type { Delivery, Evidence } from './evidence.ts';
import type { Acknowledged } from './operator.ts';

/** Reports without which a storm proves nothing. */
export const fewestReports = 2;
/** Mails that can be between relay and database when the process dies: one for each connection to the relay. */
const mailsInTheGap = 4;

/** Titles, files, texts and reports that were acknowledged and are not there. */
export const lostChanges = ({ titles, openedFiles, texts, sentReports }: Acknowledged, evidence: Evidence): string[] => [
  ...titles.filter((title) => !evidence.titles.includes(title)),
  ...openedFiles.filter((id) => !evidence.openFiles.includes(id)),
  ...texts.filter((text) => !evidence.answers.includes(text)),
  ...sentReports.filter((id) => !evidence.submittedReports.includes(id)),
];

export function nothingLost(acknowledged: Acknowledged, evidence: Evidence): void {
  expect(acknowledged.sentReports.length, 'the storm must leave the operator time to report').toBeGreaterThanOrEqual(fewestReports);
  expect(lostChanges(acknowledged, evidence)).toEqual([]);
}

/** What was sent again because nobody answered is one submission, with one audit row and one line in the access log. */
export function nothingDoubled(evidence: Evidence): void {
  expect(new Set(evidence.submittedReports).size).toBe(evidence.submittedReports.length);
  expect(evidence.auditedSubmissions.sort()).toEqual(evidence.submissions.sort());
  expect(evidence.accessLoggedSubmissions.sort()).toEqual(evidence.submissions.sort());
  expect(evidence.stuckJobs).toEqual([]);
}

/** A reminder of a report that came in before the reminder went out has nothing to tell any more. */
const isOvertaken = ({ state, eventKey, reason }: Delivery) =>
  state === 'declined' && /^incidents\.(reminder|overdue)-/.test(eventKey) && reason === 'The report is no longer awaited';

/** How often the relay got each delivery. */
function copiesAt(relay: SmtpRelay): Map<string, number> {
  const copies = new Map<string, number>();
  for (const message of relay.messages) {
    const id = /^message-id:\s*<([^@>]+)@/im.exec(message)?.[1] ?? 'none';
    copies.set(id, (copies.get(id) ?? 0) + 1);
  }
  return copies;
}

/** Mails that were asked for, still had something to tell, and arrived neither at the relay nor in the mailbox. */
export function lostMails(deliveries: readonly Delivery[], relay: SmtpRelay): Delivery[] {
  const copies = copiesAt(relay);
  const hasArrived = ({ id, state, isInMailbox }: Delivery) => state === 'sent' && (isInMailbox || copies.has(id));
  return deliveries.filter((delivery) => !isOvertaken(delivery) && !hasArrived(delivery));
}

/** Copies after the first of each mail. */
export function secondCopies(deliveries: readonly Delivery[], relay: SmtpRelay): number {
  const copies = copiesAt(relay);
  const arrivals = deliveries.map(({ id, isInMailbox }) => (copies.get(id) ?? 0) + (isInMailbox ? 1 : 0));
  return arrivals.reduce((sum, times) => sum + Math.max(times - 1, 0), 0);
}

/** docs/decisions/0002-mail-once.md: asked for once, sent once; only in the gap beside a relay a second copy, with the same id. */
export function everyMailOnce({ incidents, submissions, deliveries }: Evidence, relay: SmtpRelay, kills: number): void {
  const told = deliveries.map(({ eventKey }) => eventKey);
  expect([...incidents, ...submissions].filter((id) => !told.some((key) => key.endsWith(id)))).toEqual([]);
  const asked = deliveries.map(({ eventKey, recipient }) => `${eventKey} ${recipient}`);
  expect(new Set(asked).size).toBe(asked.length);
  const known = new Set(deliveries.map(({ id }) => id));
  expect([...copiesAt(relay).keys()].filter((id) => !known.has(id))).toEqual([]);
  expect(lostMails(deliveries, relay)).toEqual([]);
  expect(secondCopies(deliveries, relay)).toBeLessThanOrEqual(kills * mailsInTheGap);
}
