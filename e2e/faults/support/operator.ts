/** An operator at work through HTTP, who notes down every change the server acknowledged and repeats what got no answer. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Secret, TOTP } from 'otpauth';
import { type Answer, Browser, type Fields, NoAnswer } from './browser.ts';

/** What the server confirmed with a redirect, and must therefore never forget. */
export interface Acknowledged {
  /** Titles of files, begun or open. */
  titles: string[];
  openedFiles: string[];
  /** Texts saved in drafts of reports, each unique. */
  texts: string[];
  sentReports: string[];
}

const person: Fields = {
  'primary.firstName': 'Elin',
  'primary.lastName': 'Marchetti',
  'primary.jobTitle': 'Head of security',
  'primary.email': 'elin.marchetti@norvane.example',
  'primary.phone': '+352 41 12 21',
  same: 'yes',
};

export class Operator {
  readonly acknowledged: Acknowledged = { titles: [], openedFiles: [], texts: [], sentReports: [] };
  /** Steps that were answered so far, most of them changes. */
  changes = 0;
  readonly #browser: Browser;

  constructor(address: string, cookies?: Map<string, string>) {
    this.#browser = new Browser(address, cookies);
  }

  get browser(): Browser {
    return this.#browser;
  }

  async signIn(dataFolder: string): Promise<void> {
    const accounts: { email: string; password: string; totpSecret: string }[] = JSON.parse(
      readFileSync(join(dataFolder, 'demo-accounts.json'), 'utf8'),
    );
    const account = accounts.find(({ email }) => email === 'elin.marchetti@norvane.example');
    if (!account) throw new Error('The demo has no such operator');
    const { email, password, totpSecret } = account;
    const totp = new TOTP({ digits: 6, period: 30, secret: Secret.fromBase32(totpSecret) });
    // Each code is accepted once; on a busy machine an answer may be missing although it was.
    const isIn = await this.#until(AbortSignal.timeout(120_000), async () => {
      await this.#browser.post('/sign-in', await this.#browser.get('/sign-in'), { email, password });
      await this.#browser.post('/sign-in/code', await this.#browser.get('/sign-in/code'), { code: totp.generate() });
      return (await this.#browser.get('/files')).status === 200 || undefined;
    });
    if (!isIn) throw new Error('Nobody could sign in within two minutes');
  }

  /** Notifies and reports, one incident after the other, until told to stop. Throws when the server answers something wrong. */
  async work(signal: AbortSignal): Promise<void> {
    for (let round = 1; !signal.aborted; round += 1) await this.#reportIncident(signal, `${crypto.randomUUID()} no ${round}`);
  }

  async #reportIncident(signal: AbortSignal, mark: string): Promise<void> {
    const fileId = await this.#notify(signal, mark);
    if (!fileId) return;
    const reportId = await this.#until(signal, async () => {
      const file = await this.#browser.get(`/files/${fileId}`);
      return [...file.document.querySelectorAll('a[href*="/reports/"]')].flatMap((link) => idIn(link.getAttribute('href') ?? ''))[0];
    });
    if (reportId) await this.#report(signal, reportId, mark);
  }

  async #notify(signal: AbortSignal, mark: string): Promise<string | undefined> {
    const title = `Killed meanwhile ${mark}`;
    const fileId = await this.#until(signal, async () => {
      const begun = await this.#browser.post('/notify', await this.#browser.get('/notify'), { regulation: 'nis2' });
      return idIn(begun.location)[0];
    });
    if (!fileId) return undefined;
    const steps: [string, Fields][] = [
      ['regulations', { title }],
      ['sectors', { sectors: ['energy-electricity'] }],
      ['contacts', person],
      ['facts', dayBefore('aware')],
      ['check', {}],
    ];
    for (const [step, fields] of steps) {
      if (!(await this.#pass(signal, `/notify/${fileId}/${step}`, fields))) return undefined;
      if (step === 'regulations') this.acknowledged.titles.push(title);
    }
    this.acknowledged.openedFiles.push(fileId);
    return fileId;
  }

  async #report(signal: AbortSignal, reportId: string, mark: string): Promise<void> {
    const begun = await this.#until(signal, async () => {
      const list = await this.#browser.get(`/reports/${reportId}`);
      return (await this.#browser.post(`/reports/${reportId}`, list, { intent: 'start' })).status === 303 || undefined;
    });
    if (!begun) return;
    const sections: [string, Fields][] = [
      ['event', { description: `What happened: ${mark}`, 'services-affected': 'Meter reading', 'service-state.option': 'degraded' }],
      ['suspicion', { 'malicious.option': 'no', 'cross-border.option': 'no' }],
      ['response', { measures: `What was done: ${mark}` }],
      ['impacts', { impacts: 'severe-disruption' }],
    ];
    for (const [section, fields] of sections) {
      if (!(await this.#pass(signal, `/reports/${reportId}/sections/${section}`, { ...fields, _next: 'on' }))) return;
      this.acknowledged.texts.push(...Object.values(fields).filter((text): text is string => text.includes(mark)));
    }
    await this.#send(signal, reportId);
  }

  /** Sends the report. Without an answer the very same form is sent again, as a person who presses Reload does. */
  async #send(signal: AbortSignal, reportId: string): Promise<void> {
    const path = `/reports/${reportId}/check`;
    const check = await this.#until(signal, () => this.#browser.get(path));
    if (!check) return;
    if (check.status !== 200) throw new Error(`${path} was answered with ${check.status}`);
    const sent = await this.#until(signal, () => this.#browser.post(path, check, { confirmed: 'yes' }));
    if (!sent) return;
    if (sent.status !== 303) throw new Error(`Sending ${path} was answered with ${sent.status}: ${textOf(sent)}`);
    this.acknowledged.sentReports.push(reportId);
  }

  /** Opens a page and sends its form until that is acknowledged. False: told to stop before. */
  async #pass(signal: AbortSignal, path: string, fields: Fields): Promise<boolean> {
    const answer = await this.#until(signal, async () => {
      const page = await this.#browser.get(path);
      // Kept by the post that got no answer: the page leads on by itself.
      if (page.status === 303) return page;
      const sent = await this.#browser.post(path, page, fields);
      // Stale: that post was kept after this page was read.
      return sent.status === 409 ? undefined : sent;
    });
    if (answer && answer.status !== 303) throw new Error(`${path} was answered with ${answer.status}: ${textOf(answer)}`);
    return answer !== undefined;
  }

  /** Tries until there is an answer. Undefined: told to stop before there was one. */
  async #until<Result>(signal: AbortSignal, act: () => Promise<Result | undefined>): Promise<Result | undefined> {
    while (!signal.aborted) {
      try {
        const result = await act();
        if (result !== undefined) {
          this.changes += 1;
          return result;
        }
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error;
      }
      await delay(30);
    }
    return undefined;
  }
}

const idIn = (address: string): string[] => address.match(/[0-9a-f]{8}-[0-9a-f-]{27}/g) ?? [];
const textOf = ({ document }: Answer) => (document.querySelector('main')?.textContent ?? '').replace(/\s+/g, ' ').slice(0, 500);

/** The same minute a day ago, as a person types it. */
function dayBefore(fact: string): Fields {
  const [, year = '', month = '', day = '', hour = '', minute = ''] =
    /^(\d+)-(\d+)-(\d+)T(\d+):(\d+)/.exec(new Date(Date.now() - 86_400_000).toISOString()) ?? [];
  const parts = { day, month, year, hour, minute, zone: 'UTC' };
  return Object.fromEntries(Object.entries(parts).map(([part, value]) => [`${fact}.${part}`, value]));
}
