import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '../db/database.ts';
import { job } from '../db/schema.ts';
import { listJobs, retryJob } from '../jobs/manage-jobs.ts';
import { runJob } from '../jobs/run-job.ts';
import { elin, MailWorld } from '../testing/mail-world.ts';
import { scratchKinds } from '../testing/scratch-database.ts';
import { type MailTransport, RelayAwayError } from './transport.ts';

describe.each(scratchKinds(process.env.TEST_DATABASE_URL))('mail through a relay on $name', (kind) => {
  let database: OpenDatabase;
  let world: MailWorld;

  beforeAll(async () => {
    database = await kind.open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    world = new MailWorld(database);
    await world.open();
  });
  afterEach(() => world.close());

  it('reaches a relay as text and HTML, with one recipient and no header of its own making', async () => {
    await world.ask([elin]);
    await world.drain(world.smtp);
    const [message = ''] = world.relay.messages;
    const { id, bodyText, bodyHtml } = await world.onlyDelivery();
    const [head = ''] = message.split('\r\n\r\n');
    expect(head).toContain(`Message-ID: <${id}@vigie.example>`);
    expect(head).toContain('From: Vigie <no-reply@vigie.example>');
    expect(head).toContain('To: elin@operator.example');
    expect(head).toContain('Auto-Submitted: auto-generated');
    expect(head).toContain('multipart/alternative');
    expect(head).not.toMatch(/^(bcc|cc):/im);
    expect([bodyText, bodyHtml]).toEqual([null, null]);
  });

  it('waits for a relay that is down, and is sent once when it is back', async () => {
    await world.relay.close();
    await world.ask([elin]);
    await world.drain(world.smtp);
    expect(await world.onlyDelivery()).toMatchObject({ state: 'queued', attempts: 1 });
    expect((await world.onlyDelivery()).lastError).toMatch(/^The mail server could not be reached/);
    world.clock.advance({ seconds: 60 });
    await world.drain(world.smtp);
    await world.relay.open();
    world.clock.advance({ seconds: 120 });
    await world.drain(world.smtp);
    world.clock.advance({ hours: 1 });
    await world.drain(world.smtp);
    expect(world.relay.messages).toHaveLength(1);
    expect(await world.onlyDelivery()).toMatchObject({ state: 'sent', attempts: 3, lastError: null });
  });

  it('goes over another connection at once when the relay has closed the one that was kept', async () => {
    world.relay.mailsPerConnection = 1;
    for (const email of ['one@operator.example', 'two@operator.example', 'three@operator.example']) {
      await world.ask([{ email, language: 'en' }]);
      await world.drain(world.smtp);
    }
    expect(world.relay.messages).toHaveLength(3);
    const deliveries = await world.deliveries();
    expect(deliveries.map(({ state, attempts, lastError }) => ({ state, attempts, lastError }))).toEqual(
      deliveries.map(() => ({ state: 'sent', attempts: 1, lastError: null })),
    );
  });

  // operations.md check 12
  it('asked for while a relay is down for an hour is sent within ten minutes after that', async () => {
    await world.relay.close();
    await world.ask([elin]);
    const pass = async (minutes: number) => {
      for (let minute = 0; minute < minutes; minute += 1) {
        await world.drain(world.smtp);
        world.clock.advance({ minutes: 1 });
      }
    };
    await pass(60);
    expect(await world.onlyDelivery()).toMatchObject({ state: 'queued' });
    await world.relay.open();
    await pass(11);
    expect(world.relay.messages).toHaveLength(1);
    expect(await world.onlyDelivery()).toMatchObject({ state: 'sent', lastError: null });
  });

  it('is tried for a day while the relay is busy, one minute apart doubling up to ten, and then has failed', async () => {
    world.relay.answer = () => ({ responseCode: 451, message: 'Try again later' });
    await world.ask([elin]);
    await world.drain(world.smtp);
    for (const seconds of [60, 120, 240, 480]) {
      world.clock.advance({ seconds: seconds - 1 });
      expect(await world.drain(world.smtp)).toBe(0);
      world.clock.advance({ seconds: 1 });
      expect(await world.drain(world.smtp)).toBe(1);
    }
    for (let attempt = 6; attempt <= 148; attempt += 1) {
      expect(await world.onlyDelivery()).toMatchObject({ state: 'queued', attempts: attempt - 1 });
      world.clock.advance({ minutes: 10 });
      expect(await world.drain(world.smtp)).toBe(1);
    }
    expect(await world.onlyDelivery()).toMatchObject({ state: 'failed', attempts: 148 });
    expect((await world.onlyDelivery()).lastError).toContain('451');
  });

  it('is not tried again when the relay refuses it, and the reason holds no address', async () => {
    world.relay.answer = (recipient) => ({ responseCode: 550, message: `No such user <${recipient}>` });
    await world.ask([elin]);
    await world.drain(world.smtp);
    world.clock.advance({ hours: 1 });
    expect(await world.drain(world.smtp)).toBe(0);
    const { state, lastError } = await world.onlyDelivery();
    expect(state).toBe('failed');
    expect(lastError).toMatch(/refused the message: 550 No such user \(address\)/);
    expect(await listJobs(database.db)).toMatchObject([{ state: 'failed', lastError }]);
  });

  it('is sent after all when somebody asks to try a failed one again', async () => {
    world.relay.answer = () => ({ responseCode: 550, message: 'Mailbox closed' });
    await world.ask([elin]);
    await world.drain(world.smtp);
    world.relay.answer = () => undefined;
    const [failed] = await listJobs(database.db);
    await retryJob(world.ctx(), failed?.id ?? '');
    await world.drain(world.smtp);
    expect(world.relay.messages).toHaveLength(1);
    expect(await world.onlyDelivery()).toMatchObject({ state: 'sent', lastError: null });
  });

  it('one refused address does not hold up the others', async () => {
    world.relay.answer = (recipient) => (recipient.startsWith('gone@') ? { responseCode: 550, message: 'No' } : undefined);
    await world.ask([{ email: 'gone@operator.example' }, elin, { email: 'soc@nca.example' }]);
    await world.drain(world.smtp);
    expect(world.relay.messages).toHaveLength(2);
  });

  const recipientsOf = () => world.relay.messages.map((message) => /^To: (.*)$/m.exec(message)?.[1]).sort();
  const three = [elin, { email: 'busy@operator.example' }, { email: 'soc@nca.example' }];
  const toAll = ['busy@operator.example', 'elin@operator.example', 'soc@nca.example'];

  it('one address that is put off waits alone, and nobody gets a second copy', async () => {
    world.relay.answer = (recipient) => (recipient.startsWith('busy@') ? { responseCode: 451, message: 'Later' } : undefined);
    await world.ask(three);
    expect(await world.drain(world.smtp)).toBe(1);
    expect(recipientsOf()).toEqual(['elin@operator.example', 'soc@nca.example']);
    world.relay.answer = () => undefined;
    world.clock.advance({ seconds: 60 });
    await world.drain(world.smtp);
    expect(recipientsOf()).toEqual(toAll);
  });

  // operations.md check 13
  it('a process that dies between two recipients leaves the others to the next one', async () => {
    await world.ask(three);
    let sent = 0;
    const dying: MailTransport = {
      ...world.smtp,
      async send(mail, signal) {
        // The process dies before its second message: what was recorded stays, and somebody else takes the job.
        if (sent++ === 1) {
          await database.db.update(job).set({ attempts: 2, heartbeatAt: world.clock.now().subtract({ minutes: 5 }) });
          throw new Error('gone');
        }
        await world.smtp.send(mail, signal);
      },
    };
    const [first] = await listJobs(database.db);
    await runJob(world.deps(dying), first?.id ?? '', new AbortController().signal);
    expect(world.relay.messages).toHaveLength(1);
    await world.drain(world.smtp);
    expect(recipientsOf()).toEqual(toAll);
  });

  it('trying a failed job again sends to those alone whom the relay had refused', async () => {
    world.relay.answer = (recipient) => (recipient.startsWith('busy@') ? { responseCode: 550, message: 'Mailbox full' } : undefined);
    await world.ask(three);
    await world.drain(world.smtp);
    world.relay.answer = () => undefined;
    const [failed] = await listJobs(database.db);
    expect(failed).toMatchObject({ state: 'failed' });
    await retryJob(world.ctx(), failed?.id ?? '');
    await world.drain(world.smtp);
    expect(recipientsOf()).toEqual(toAll);
  });

  it('asks a relay that is away once, however many are to be told', async () => {
    let asked = 0;
    const away: MailTransport = {
      ...world.smtp,
      send: async () => {
        asked += 1;
        throw new RelayAwayError('The mail server could not be reached');
      },
    };
    await world.ask(three);
    await world.drain(away);
    expect(asked).toBe(1);
    world.clock.advance({ seconds: 60 });
    await world.drain(world.smtp);
    expect(recipientsOf()).toEqual(toAll);
  });

  it('reaches a crowd, each once', async () => {
    const crowd = Array.from({ length: 45 }, (_, index) => ({ email: `person${index}@operator.example` }));
    expect(await world.ask(crowd)).toBe(45);
    expect(await world.drain(world.smtp)).toBe(3);
    expect(recipientsOf()).toEqual(crowd.map(({ email }) => email).sort());
  });

  // operations.md check 13: what a relay or a mailbox needs to keep one of the two (docs/decisions/0002-mail-once.md)
  it('has the same Message-ID when a crash after the relay took it makes it go out again', async () => {
    await world.ask([elin]);
    const dying: MailTransport = {
      ...world.smtp,
      async send(mail, signal) {
        await world.smtp.send(mail, signal);
        // The process dies here: somebody else takes the job, so this one may write nothing any more.
        await database.db.update(job).set({ attempts: 2, heartbeatAt: world.clock.now().subtract({ minutes: 5 }) });
      },
    };
    const [first] = await listJobs(database.db);
    await runJob(world.deps(dying), first?.id ?? '', new AbortController().signal);
    expect(await world.onlyDelivery()).toMatchObject({ state: 'queued' });
    await world.drain(world.smtp);
    const ids = world.relay.messages.map((message) => /^Message-ID: (.*)$/m.exec(message)?.[1]);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
    expect(await world.onlyDelivery()).toMatchObject({ state: 'sent' });
  });
});
