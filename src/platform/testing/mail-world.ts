import { resolve } from 'node:path';
import { eq } from 'drizzle-orm';
import { pino } from 'pino';
import { z } from 'zod';
import { systemCtx } from '../context/ctx.ts';
import type { OpenDatabase } from '../db/database.ts';
import { job, mailDelivery, setting } from '../db/schema.ts';
import { createTranslator } from '../i18n/catalogue.ts';
import { mailCatalogue } from '../i18n/locales/mail.ts';
import { uiCatalogue } from '../i18n/locales/ui.ts';
import { createJobRegistry } from '../jobs/job-registry.ts';
import type { JobDeps } from '../jobs/run-job.ts';
import { createJobRunner } from '../jobs/runner.ts';
import { createMailJob } from '../mail/deliver-mail.ts';
import { createMailRegistry, declineMail, defineMail, type MailRecipient } from '../mail/mail.ts';
import { type Delivery, listDeliveries, readDelivery } from '../mail/mailbox.query.ts';
import { sendMail } from '../mail/send-mail.ts';
import { domainOf, type MailTransport, openMailTransport } from '../mail/transport.ts';
import { loadTheme } from '../theme/load-theme.ts';
import { FakeClock } from './fake-clock.ts';
import { SmtpRelay } from './smtp-relay.ts';

const mailFrom = 'Vigie <no-reply@vigie.example>';
export const elin: MailRecipient = { email: 'Elin@Operator.example', language: 'en' };
const greetings = { en: 'Hello', fr: 'Bonjour', de: 'Guten Tag', nl: 'Goedendag' };

/** Greets whoever the setting names when the mail is sent. */
export const greeting = defineMail({
  name: 'test.greeting',
  payload: z.object({ key: z.string() }),
  async load(ctx, { key }) {
    const [row] = await ctx.db.select().from(setting).where(eq(setting.key, key));
    if (row?.value === 'gone') return declineMail('The person left');
    return row && { name: String(row.value) };
  },
  samples: ({ person }) => [{ name: person.firstName }],
  render: ({ name }, ui) => ({
    subject: `${greetings[ui.language]}\r\nBcc: thief@evil.example`,
    title: `${greetings[ui.language]}, ${name}`,
    blocks: [
      { kind: 'paragraph', text: `<b>${name}</b>` },
      {
        kind: 'markdown',
        text: 'See **#WHAT#**, [here](#LINK#)<script>alert(1)</script>',
        values: { WHAT: 'a_b*c*' },
        links: { LINK: ui.url('/i/1') },
      },
      { kind: 'facts', items: [{ label: 'Reference', value: 'NI_7K2M9XQ4' }] },
      { kind: 'action', label: 'Open', url: ui.url('/i/7k2m9xq4') },
    ],
    reason: 'You asked for it.',
  }),
});

const mailbox = openMailTransport({ mailUrl: undefined, mailFrom });
const settings = {
  translator: createTranslator([uiCatalogue, mailCatalogue]),
  theme: loadTheme(resolve('themes/default')),
  baseUrl: 'https://vigie.example',
  zone: 'Europe/Luxembourg',
  mails: createMailRegistry([greeting]),
  domain: domainOf(mailFrom),
};

/** One installation that sends one mail, a relay beside it, and a clock that stands still. */
export class MailWorld {
  readonly clock = new FakeClock();
  readonly relay = new SmtpRelay();
  readonly #database: OpenDatabase;
  #smtp: MailTransport = mailbox;

  constructor(database: OpenDatabase) {
    this.#database = database;
  }

  /** Through the relay; the mailbox is what `drain` takes by itself. */
  get smtp(): MailTransport {
    return this.#smtp;
  }

  async open(): Promise<void> {
    for (const table of [job, mailDelivery, setting]) await this.#database.db.delete(table);
    await this.remember('person', 'Elin Marchetti');
    await this.relay.open();
    this.#smtp = openMailTransport({ mailUrl: `smtp://127.0.0.1:${this.relay.port}?ignoreTLS=true`, mailFrom });
  }

  async close(): Promise<void> {
    await this.#smtp.close();
    await this.relay.close();
  }

  deps(transport: MailTransport = mailbox): JobDeps {
    const { clock } = this;
    const registry = createJobRegistry([createMailJob({ ...settings, transport })]);
    return { db: this.#database.db, clock, wallClock: clock, log: pino({ level: 'silent' }), registry, random: () => 0 };
  }

  ctx() {
    return systemCtx(this.deps(), 'test', 'request');
  }

  drain(transport?: MailTransport): Promise<number> {
    return createJobRunner(this.deps(transport)).drain();
  }

  /** Asks for the greeting of whoever the setting `key` names. */
  ask(recipients: readonly MailRecipient[], { eventKey = 'event', key = 'person' } = {}): Promise<number> {
    return this.#database.db.transaction((tx) => sendMail(tx, this.ctx(), greeting, { eventKey, payload: { key }, recipients }));
  }

  async remember(key: string, value: unknown): Promise<void> {
    await this.#database.db.insert(setting).values({ key, value, changedAt: this.clock.now() });
  }

  async deliveries(): Promise<Delivery[]> {
    const { rows } = await listDeliveries(this.#database.db);
    const found = await Promise.all(rows.map(({ id }) => readDelivery(this.#database.db, id)));
    return found.flatMap((delivery) => delivery ?? []);
  }

  /** @throws unless there is exactly one. */
  async onlyDelivery(): Promise<Delivery> {
    const [delivery, ...others] = await this.deliveries();
    if (!delivery || others.length > 0) throw new Error(`${others.length + (delivery ? 1 : 0)} deliveries`);
    return delivery;
  }
}
