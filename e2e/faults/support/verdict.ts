/** What must hold after a storm: everything that was acknowledged is there, once. */
import { expect } from 'vitest';
import type { SmtpRelay } from '../../../src/platform/testing/smtp-relay.ts';
import type { Evidence } from './evidence.ts';
import type { Acknowledged } from './operator.ts';

/** Reports without which a storm proves nothing. */
export const fewestReports = 2;
/** Mails that can be between relay and database when the process dies: one for each connection to the relay. */
const mailsInTheGap = 4;

export function nothingLost({ titles, openedFiles, texts, sentReports }: Acknowledged, evidence: Evidence): void {
  expect(sentReports.length, 'the storm must leave the operator time to report').toBeGreaterThanOrEqual(fewestReports);
  expect(titles.filter((title) => !evidence.titles.includes(title))).toEqual([]);
  expect(openedFiles.filter((id) => !evidence.openFiles.includes(id))).toEqual([]);
  expect(texts.filter((text) => !evidence.answers.includes(text))).toEqual([]);
  expect(sentReports.filter((id) => !evidence.submittedReports.includes(id))).toEqual([]);
}

/** What was sent again because nobody answered is one submission, with one audit row and one line in the access log. */
export function nothingDoubled(evidence: Evidence): void {
  expect(new Set(evidence.submittedReports).size).toBe(evidence.submittedReports.length);
  expect(evidence.auditedSubmissions.sort()).toEqual(evidence.submissions.sort());
  expect(evidence.accessLoggedSubmissions.sort()).toEqual(evidence.submissions.sort());
  expect(evidence.stuckJobs).toEqual([]);
}

/** A reminder of a report that came in before the reminder went out has nothing to tell any more. */
const isOvertaken = ({ state, eventKey, reason }: Evidence['deliveries'][number]) =>
  state === 'declined' && /^incidents\.(reminder|overdue)-/.test(eventKey) && reason === 'The report is no longer awaited';

/** docs/decisions/0002-mail-once.md: asked for once, sent once; only in the gap beside a relay a second copy, with the same id. */
export function everyMailOnce({ incidents, submissions, deliveries }: Evidence, relay: SmtpRelay, kills: number): void {
  const told = deliveries.map(({ eventKey }) => eventKey);
  expect([...incidents, ...submissions].filter((id) => !told.some((key) => key.endsWith(id)))).toEqual([]);
  const declined = deliveries.filter(isOvertaken);
  const sent = deliveries.filter((delivery) => !declined.includes(delivery));
  expect(sent.filter(({ state }) => state !== 'sent')).toEqual([]);
  const asked = deliveries.map(({ eventKey, recipient }) => `${eventKey} ${recipient}`);
  expect(new Set(asked).size).toBe(asked.length);

  const copies = new Map<string, string[]>();
  for (const message of relay.messages) {
    const id = /^message-id:\s*<([^@>]+)@/im.exec(message)?.[1] ?? 'none';
    copies.set(id, [...(copies.get(id) ?? []), message]);
  }
  const known = new Set(deliveries.map(({ id }) => id));
  expect([...copies.keys()].filter((id) => !known.has(id))).toEqual([]);
  const neither = sent.filter(({ id, isInMailbox }) => !isInMailbox && !copies.has(id));
  expect(neither).toEqual([]);
  const second = [...copies.values()].reduce((total, messages) => total + messages.length - 1, 0);
  const inBoth = deliveries.filter(({ id, isInMailbox }) => isInMailbox && copies.has(id)).length;
  expect(second + inBoth).toBeLessThanOrEqual(kills * mailsInTheGap);
}
