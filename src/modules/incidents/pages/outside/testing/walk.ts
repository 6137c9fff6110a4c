/** Walks the short way as a browser without script does: fills in the form of each page and sends it. */
import { eq } from 'drizzle-orm';
import { mailDelivery } from '#platform/db/schema.ts';
import type { Client, Reply, TestApp } from '../../../../../testing/test-app.ts';
import { notifierFiling } from '../../../schema/notifier-filing.ts';
import { type Fields, moment, versionOf } from '../../notify/testing/walk.ts';

export const filer: Fields = {
  firstName: 'Marit',
  lastName: 'Solberg',
  email: 'marit.solberg@harbour.example',
  phone: '+352 621 10 20 30',
  organisation: 'Harbour Water Works',
  country: 'LU',
  terms: 'yes',
};

export const happened: Fields = {
  ...moment('aware', '2026-03-05T08:00'),
  description: 'The pumps of two stations do not answer since this morning.',
  'malicious.option': 'suspected',
  'cross-border.option': 'no',
};

/** The first page, from what it shows. */
export async function begin(client: Client, changes: Fields = {}): Promise<Reply> {
  const shown = await client.get('/without-account?regulation=nis2');
  const termsVersion = shown.document.querySelector('input[name=termsVersion]')?.getAttribute('value') ?? '';
  return client.post('/without-account', { regulation: 'nis2', termsVersion, ...filer, ...changes });
}

export async function sendStep(client: Client, step: string, fields: Fields): Promise<Reply> {
  const shown = await client.get(`/without-account/steps/${step}`);
  return client.post(`/without-account/steps/${step}`, { _version: versionOf(shown), ...fields });
}

export async function walkToCheck(client: Client, changes: Fields = {}): Promise<void> {
  await begin(client, changes);
  await sendStep(client, 'where', { regulation: 'nis2', sector: 'drinking-water' });
  await sendStep(client, 'what', happened);
}

/** A stranger's notification, sent; answers its row. */
export async function fileFromOutside(app: TestApp, changes: Fields = {}) {
  const client = app.anonymous();
  await walkToCheck(client, changes);
  await sendStep(client, 'check', {});
  const [row] = await app.db
    .select()
    .from(notifierFiling)
    .orderBy(notifierFiling.id)
    .limit(100)
    .then((rows) => rows.slice(-1));
  if (!row?.sentAt) throw new Error('Not sent');
  return { client, row };
}

/** What the newest mail with a code says. */
export async function proofFor(app: TestApp, email: string): Promise<{ code: string; link: string; text: string }> {
  await app.runJobs();
  const rows = await app.db.select().from(mailDelivery).where(eq(mailDelivery.recipient, email)).orderBy(mailDelivery.id);
  const mail = rows.filter(({ template }) => template === 'incidents.filing-received').at(-1);
  const text = mail?.bodyText ?? '';
  return {
    code: /(?:^|\s)(\d{6})(?:\s|$)/.exec(text)?.[1] ?? '',
    link: /\/without-account\/confirm\/[\w-]+/.exec(text)?.[0] ?? '',
    text,
  };
}
