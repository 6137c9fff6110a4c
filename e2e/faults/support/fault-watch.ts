/** What a fault cost: counted from its first moment until everything is as before, judged when the story is over. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../../../scripts/support/root.mjs';
import type { SmtpRelay } from '../../../src/platform/testing/smtp-relay.ts';
import type { Evidence } from './evidence.ts';
import type { Fault } from './faults.ts';
import type { Acknowledged, Operator } from './operator.ts';
import { lostChanges, lostMails, secondCopies } from './verdict.ts';

/** What the table of docs/operations/faults.md says of one fault. Durations in milliseconds. */
export interface FaultFigures {
  fault: Fault;
  requests: number;
  failed: number;
  changes: number;
  changesLost: number;
  mails: number;
  mailsLost: number;
  mailsDoubled: number;
  /** How long what was struck down was kept away on purpose. */
  away: number | undefined;
  /** From the end of the fault until the next change was acknowledged. */
  answeredAfter: number | undefined;
  /** From the end of the fault until nothing was late any more. */
  caughtUpAfter: number | undefined;
}

/** One file for each fault that was judged in this run of the tests. */
export const figuresFolder = inRoot('var', 'fault-figures');

export class FaultWatch {
  readonly fault: Fault;
  readonly #operator: Operator;
  readonly #from: Moment;
  #to: Moment | undefined;
  #other = { requests: 0, failed: 0 };
  #away: number | undefined;
  #answeredAfter: number | undefined;
  #caughtUpAfter: number | undefined;

  constructor(fault: Fault, operator: Operator) {
    this.fault = fault;
    this.#operator = operator;
    this.#from = momentOf(operator);
  }

  /** Requests that others sent meanwhile. */
  count(requests: number, failed: number): void {
    this.#other = { requests: this.#other.requests + requests, failed: this.#other.failed + failed };
  }

  tell(durations: { away?: number; answeredAfter?: number; caughtUpAfter?: number }): void {
    this.#away = durations.away ?? this.#away;
    // Of a fault that struck again and again, the worst.
    this.#answeredAfter = larger(this.#answeredAfter, durations.answeredAfter);
    this.#caughtUpAfter = larger(this.#caughtUpAfter, durations.caughtUpAfter);
  }

  end(): void {
    this.#to = momentOf(this.#operator);
  }

  /** Judges what was acknowledged and asked for between strike and end, and keeps the figures for the table. */
  judge(evidence: Evidence, relay: SmtpRelay): FaultFigures {
    const [from, to] = [this.#from, this.#to ?? momentOf(this.#operator)];
    const between = <Key extends keyof Acknowledged>(key: Key) =>
      this.#operator.acknowledged[key].slice(from.acknowledged[key], to.acknowledged[key]);
    const kept = {
      titles: between('titles'),
      openedFiles: between('openedFiles'),
      texts: between('texts'),
      sentReports: between('sentReports'),
    };
    const deliveries = evidence.deliveries.filter(({ createdAt }) => createdAt >= from.at && createdAt <= to.at);
    const figures: FaultFigures = {
      fault: this.fault,
      requests: to.requests - from.requests + this.#other.requests,
      failed: to.failed - from.failed + this.#other.failed,
      changes: Object.values(kept).reduce((sum, { length }) => sum + length, 0),
      changesLost: lostChanges(kept, evidence).length,
      mails: deliveries.length,
      mailsLost: lostMails(deliveries, relay).length,
      mailsDoubled: secondCopies(deliveries, relay),
      away: this.#away,
      answeredAfter: this.#answeredAfter,
      caughtUpAfter: this.#caughtUpAfter,
    };
    mkdirSync(figuresFolder, { recursive: true });
    writeFileSync(join(figuresFolder, `${this.fault}.json`), JSON.stringify(figures));
    return figures;
  }
}

interface Moment {
  /** Milliseconds since 1970. */
  at: number;
  requests: number;
  failed: number;
  acknowledged: Record<keyof Acknowledged, number>;
}

const momentOf = ({ browser, acknowledged }: Operator): Moment => ({
  at: Date.now(),
  requests: browser.requests,
  failed: browser.failed,
  acknowledged: {
    titles: acknowledged.titles.length,
    openedFiles: acknowledged.openedFiles.length,
    texts: acknowledged.texts.length,
    sentReports: acknowledged.sentReports.length,
  },
});

const larger = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined || other === undefined ? (one ?? other) : Math.max(one, other);
