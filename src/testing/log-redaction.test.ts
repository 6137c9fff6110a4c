/** What people do and type through every form of the application, and what of it stands in the log: nothing (operations.md checks 3, 23). */
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { makePerson, password, signIn } from '#modules/governance/testing/sign-in.ts';
import { rowsOf } from '#platform/db/database.ts';
import { createLogger } from '#platform/observability/logger.ts';
import { systemClock } from '#platform/time/clock.ts';
import { formsOn } from './hostile/forms-on-pages.ts';
import { placesOf } from './hostile/places.ts';
import { makePermissionWorld, type PermissionWorld } from './permission-world.ts';
import { type Client, type TestApp, testApp } from './test-app.ts';

const typed = 'Zq7hunter2';
const headers = {
  authorization: `Bearer ${typed}`,
  'user-agent': `Browser ${typed}`,
  referer: `http://vigie.test/?q=${typed}`,
  'x-forwarded-for': `203.0.113.77, ${typed}`,
};

interface Line {
  event?: string;
  requestId?: string;
  route?: string;
  method?: string;
  status?: number;
  milliseconds?: number;
  msg?: string;
}

/** All but the language, which is no secret. */
const secretCookies = ({ cookies }: Client) => [...cookies].flatMap(([name, value]) => (name.endsWith('language') ? [] : [value]));

describe('the log', () => {
  const lines: string[] = [];
  let app: TestApp;
  let world: PermissionWorld;
  /** Names, addresses, numbers and tokens of everybody there is. */
  const personal = new Set<string>([typed, password]);
  const found = () => [...personal].filter((secret) => lines.some((line) => line.includes(secret)));
  const parsed = () => lines.map((line): Line => JSON.parse(line));

  beforeAll(async () => {
    const log = createLogger('trace', { destination: { write: (line) => void lines.push(line) } });
    const transport = {
      keepsContent: false,
      send: async ({ to }: { to: string }) => {
        throw new Error(`550 no mailbox ${to} here`);
      },
      close: async () => undefined,
    };
    app = await testApp({ log, transport });
    world = await makePermissionWorld(app);
    const people = await rowsOf<{ words: string[] }>(
      app.db,
      sql`select array[email, phone, first_name || ' ' || last_name, password_hash, f.secret] as words from account a join authenticator f on f.account_id = a.id`,
    );
    for (const word of people.flatMap(({ words }) => words)) if (word && word.length > 5) personal.add(word);
  }, 300_000);

  it('has a line for every request, with its number, its route, its status and its time, and nothing that somebody sent', async () => {
    for (const place of placesOf(app, world)) {
      const client = place.role === 'nobody' ? app.anonymous() : await app.as(world.actors[place.role]);
      for (const [, value] of client.cookies) personal.add(value);
      const url = await place.make(client);
      // Its link is in a mail, and none arrives here.
      if (!url) continue;
      const shown = await client.get(`${url}${url.includes('?') ? '&' : '?'}q=${typed}`, headers);
      const form =
        formsOn(await client.get(url, headers)).find(({ fields }) => fields.some(({ kind }) => kind === 'text')) ?? formsOn(shown)[0];
      if (!form) continue;
      const fields = form.fields.map(({ name, kind, values }) => [
        name,
        kind === 'text' || kind === 'secret' ? `${typed} ${name}` : values,
      ]);
      await client.post(form.action, Object.fromEntries(fields), headers);
    }
    const requests = parsed().filter(({ event }) => event === 'request');
    expect(requests.length).toBeGreaterThan(100);
    for (const line of requests) {
      expect(line).toMatchObject({
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        status: expect.any(Number),
        milliseconds: expect.any(Number),
      });
      expect(line.route, 'a template, not the address').not.toMatch(/[0-9a-f]{8}-|\?|%/);
    }
    expect(found()).toEqual([]);
  }, 600_000);

  it('has nothing of a sign-in that failed or succeeded', async () => {
    const person = await makePerson(app, { email: 'wrenfield.anneke@operator.example' });
    personal.add(person.email);
    const client = app.anonymous();
    await client.post('/sign-in', { email: person.email, password: typed });
    await client.post('/sign-in', { email: person.email, password });
    const waiting = client.cookies.get('__Host-vigie-session') ?? '';
    const code = person.code(systemClock);
    await client.post('/sign-in/code', { code: '000000' });
    expect((await signIn(client, person, systemClock)).status).toBe(303);
    for (const secret of [waiting, ...secretCookies(client), `"${code}"`, `=${code}`]) personal.add(secret);
    await client.get('/', headers);
    expect(found()).toEqual([]);
  });

  it('tells of a database that fails by its code, under the number of the error page, without a parameter', async () => {
    const client = await app.as(world.actors.regulatorAdministrator);
    const { incidentId } = await world.own();
    await app.owner.execute(sql`alter table report rename to report_away`);
    try {
      lines.length = 0;
      const answer = await client.get(`/incidents/${incidentId}?q=${typed}`, headers);
      expect(answer.status).toBe(500);
      const number = /Number of this error: ([0-9a-f-]{36})/.exec(answer.text)?.[1];
      expect(answer.headers['x-request-id']).toBe(number);
      expect(parsed().filter(({ requestId }) => requestId === number)).toEqual([
        expect.objectContaining({
          msg: 'request failed',
          route: '/incidents/:incidentId',
          err: expect.objectContaining({ type: 'DatabaseError', code: '42P01' }),
        }),
        expect.objectContaining({ event: 'request', route: '/incidents/:incidentId', status: 500 }),
      ]);
      expect(lines.join('\n')).not.toContain(incidentId);
      expect(found()).toEqual([]);
    } finally {
      await app.owner.execute(sql`alter table report_away rename to report`);
    }
  });

  it('has no recipient of a mail that could not be sent', async () => {
    lines.length = 0;
    await world.own();
    await app.runJobs();
    expect(parsed().filter(({ msg }) => msg === 'job failed, will be tried again').length).toBeGreaterThan(0);
    const recipients = await rowsOf<{ recipient: string }>(app.db, sql`select distinct recipient from mail_delivery`);
    for (const { recipient } of recipients) personal.add(recipient);
    expect(found()).toEqual([]);
  });
});
