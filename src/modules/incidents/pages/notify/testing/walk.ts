/** Walks through "notify" as a browser without script does: reads the version from the page, sends its form. */
import type { Client, Reply } from '../../../../../testing/test-app.ts';

export type Fields = Record<string, string | string[]>;

export const versionOf = (reply: Reply): string => reply.document.querySelector('input[name=_version]')?.getAttribute('value') ?? '';
export const locationOf = (reply: Reply): string => String(reply.headers.location ?? '');
const fileIdOf = (location: string): string => /\/(?:notify|files)\/([0-9a-f-]{36})/.exec(location)?.[1] ?? '';

/** Posts the step's form with the version of a fresh look at it. */
export async function sendStep(client: Client, fileId: string, step: string, fields: Fields): Promise<Reply> {
  const shown = await client.get(`/notify/${fileId}/${step}`);
  return client.post(`/notify/${fileId}/${step}`, { _version: versionOf(shown), ...fields });
}

export const moment = (fact: string, text: string, zone = 'Europe/Luxembourg'): Fields => {
  const [, year = '', month = '', day = '', hour = '', minute = ''] = /^(\d+)-(\d+)-(\d+)T(\d+):(\d+)$/.exec(text) ?? [];
  return {
    [`${fact}.day`]: day,
    [`${fact}.month`]: month,
    [`${fact}.year`]: year,
    [`${fact}.hour`]: hour,
    [`${fact}.minute`]: minute,
    [`${fact}.zone`]: zone,
  };
};

export const person = (group: string, overrides: Fields = {}): Fields => ({
  [`${group}.firstName`]: 'Elin',
  [`${group}.lastName`]: 'Marchetti',
  [`${group}.jobTitle`]: 'Head of security',
  [`${group}.email`]: 'elin.marchetti@norvane.example',
  [`${group}.phone`]: '+352 41 12 21',
  ...overrides,
});

export async function start(client: Client): Promise<string> {
  return fileIdOf(locationOf(await client.post('/notify', { regulation: '' })));
}

/** Fills in everything before the last page; answers the file's id. */
export async function walkToCheck(client: Client, laws: string[], fields: Fields = {}): Promise<string> {
  const fileId = await start(client);
  await sendStep(client, fileId, 'regulations', { title: 'Ransomware on the metering platform', regulations: laws, ...fields });
  await sendStep(client, fileId, 'sectors', { sectors: ['energy-electricity'] });
  await sendStep(client, fileId, 'contacts', { ...person('primary'), same: 'yes', ownReference: '' });
  await sendStep(client, fileId, 'facts', moment('aware', '2026-03-05T08:00'));
  return fileId;
}
