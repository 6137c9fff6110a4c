import { govRegulator } from '#modules/governance/index.ts';
import { sendRemindersJob } from '#modules/incidents/index.ts';
import { baseUrlOf } from '#platform/config/config.ts';
import { systemCtx } from '#platform/context/ctx.ts';
import type { Reader } from '#platform/db/database.ts';
import { newId } from '#platform/db/ids.ts';
import { job } from '#platform/db/schema.ts';
import { enqueue } from '#platform/jobs/enqueue.ts';
import { openMailTransport } from '#platform/mail/transport.ts';
import { Temporal } from '#platform/time/temporal.ts';
import { createApplication } from '../processes/application.ts';
import type { Runtime } from '../processes/runtime.ts';
import { writeDemoAccounts } from './demo-accounts.ts';
import { SettableClock } from './settable-clock.ts';
import { demoAccountsOf, makeCredentials, settleCountry } from './settle-country.ts';
import { allStories } from './stories/all-stories.ts';
import { tellStories, timelineFrom } from './tell-stories.ts';

/**
 * Fills an empty database with the fictional country of decisions.md D6; a filled one is left alone. All of it is one transaction:
 * whoever pulls the plug meanwhile finds the database empty, and the next start fills it.
 */
export async function fillDemoCountry(runtime: Runtime, print: (line: string) => void): Promise<void> {
  const { config, database, secrets, log } = runtime;
  if (await isFilled(database.db)) return;
  print('First start: filling the fictional country of Arvenne. This takes a few seconds.');
  const credentials = await makeCredentials();
  const start = runtime.clock.now().round({ smallestUnit: 'minute', roundingMode: 'floor' });
  await database.db.transaction(async (tx) => {
    // Receipts, logs and mails of the past carry its times too, so both clocks are set back.
    const clock = new SettableClock(start.subtract({ hours: 90 * 24 }));
    const past: Runtime = { ...runtime, database: { ...database, db: tx }, clock, wallClock: clock };
    const ctx = systemCtx({ db: tx, clock, wallClock: clock, log }, 'demo', newId());
    // Whatever relay is configured: mails of the past are only ever read in the mailbox.
    const transport = openMailTransport({ ...config, mailUrl: undefined });
    const { runner } = createApplication(past, { baseUrl: baseUrlOf(config), demoAccounts: [], transport });
    const termsVersion = runtime.theme.pages.terms.version;
    const settled = await settleCountry(tx, ctx, { root: config.root, secrets, credentials, termsVersion });
    const afterwards = async () => {
      // Mails of long ago would take longer to write than anybody will look at them.
      if (Temporal.Instant.compare(clock.now(), start.subtract({ hours: mailHours })) < 0) return tx.delete(job);
      await enqueue(tx, ctx, sendRemindersJob, {});
      return runner.drain();
    };
    const rounds = Array.from({ length: mailHours / 3 }, (_, at) => start.subtract({ hours: at * 3 }));
    await tellStories({ ctx, clock, settled, afterwards, rounds }, allStories(timelineFrom(start)));
    // Before the commit: without this file nobody could sign in, and a file without a country is written anew.
    writeDemoAccounts(config.dataFolder, demoAccountsOf(credentials));
  });
}

/** Hours before the first start of which the mailbox keeps the mails. */
const mailHours = 96;

const isFilled = async (reader: Reader): Promise<boolean> =>
  (await reader.select({ id: govRegulator.id }).from(govRegulator).limit(1)).length > 0;
