import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '../db/database.ts';
import { newId } from '../db/ids.ts';
import { mailDelivery, setting } from '../db/schema.ts';
import { elin, greeting, MailWorld } from '../testing/mail-world.ts';
import { scratchKinds } from '../testing/scratch-database.ts';
import { listDeliveries } from './mailbox.query.ts';
import { sendMail } from './send-mail.ts';

describe.each(scratchKinds(process.env.TEST_DATABASE_URL))('mail on $name', (kind) => {
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

  it('is kept in the mailbox when there is no relay', async () => {
    await world.ask([elin]);
    await world.drain();
    const mail = await world.onlyDelivery();
    expect(mail).toMatchObject({
      state: 'sent',
      recipient: 'elin@operator.example',
      attempts: 1,
      subject: 'Hello Bcc: thief@evil.example',
    });
    expect(mail.sentAt?.toString()).toBe('2026-03-05T09:00:00Z');
    expect(mail.bodyHtml).toContain('<html lang="en">');
    expect(mail.bodyHtml).toContain('&lt;b>Elin Marchetti&lt;/b>');
    expect(mail.bodyHtml).toContain('<strong>a_b*c*</strong>');
    expect(mail.bodyHtml).toContain('<a href="https://vigie.example/i/1" rel="noopener">here</a>');
    expect(mail.bodyHtml).not.toContain('<script');
    expect(mail.bodyText).toBe(`Hello, Elin Marchetti

<b>Elin Marchetti</b>

See a_b*c*, here (https://vigie.example/i/1)<script>alert(1)</script>

Reference: NI_7K2M9XQ4

Open:
https://vigie.example/i/7k2m9xq4

-- 
You asked for it. This message was sent automatically by Vigie. Please
do not reply to it.
`);
  });

  it('is sent once for each event and recipient, however often it is asked for', async () => {
    expect(await world.ask([elin, { email: ' elin@operator.EXAMPLE ' }, { email: 'soc@nca.example', language: 'fr' }])).toBe(2);
    expect(await world.ask([elin])).toBe(0);
    await world.drain(world.smtp);
    expect(await world.ask([elin])).toBe(0);
    expect(await world.ask([elin], { eventKey: 'another' })).toBe(1);
    await world.drain(world.smtp);
    expect(world.relay.messages).toHaveLength(3);
  });

  it('is not sent when the change is rolled back', async () => {
    const change = database.db.transaction(async (tx) => {
      await sendMail(tx, world.ctx(), greeting, { eventKey: 'e', payload: { key: 'person' }, recipients: [elin] });
      throw new Error('change of mind');
    });
    await expect(change).rejects.toThrow();
    await world.drain(world.smtp);
    expect(world.relay.messages).toEqual([]);
    expect((await listDeliveries(database.db)).rows).toEqual([]);
  });

  it('declines when there is nothing to tell any more, and says why', async () => {
    await world.remember('left', 'gone');
    await world.ask([elin], { key: 'left' });
    await world.drain(world.smtp);
    expect(await world.onlyDelivery()).toMatchObject({ state: 'declined', lastError: 'The person left', subject: null });
    expect(world.relay.messages).toEqual([]);
  });

  it('tells what is true when it is sent, not when it was asked for', async () => {
    await world.ask([elin]);
    await database.db.update(setting).set({ value: 'Elin Neumann' });
    await world.drain();
    expect((await world.onlyDelivery()).bodyText).toContain('Elin Neumann');
  });

  it('is in the language of the recipient', async () => {
    await world.ask([{ ...elin, language: 'de' }]);
    await world.drain();
    const { subject, bodyText, bodyHtml } = await world.onlyDelivery();
    expect(subject).toContain('Guten Tag');
    expect(bodyHtml).toContain('<html lang="de">');
    expect(bodyText).toContain('Bitte antworten Sie nicht darauf.');
    expect(bodyText).not.toContain('Hello');
  });

  it('puts the space before a colon that French wants, in plain text too', async () => {
    await world.ask([{ ...elin, language: 'fr' }]);
    await world.drain();
    expect((await world.onlyDelivery()).bodyText).toMatch(/\nReference\u00a0: NI_7K2M9XQ4\n\nOpen\u00a0:\nhttps:/);
  });

  // incidents.md check 30; governance.md check 78, as decisions.md D16 restates it
  it('is in every language when nobody knows the recipient’s, the default one first', async () => {
    await world.ask([{ email: elin.email }]);
    await world.drain();
    const { subject, bodyText = '', bodyHtml } = await world.onlyDelivery();
    expect(subject).toContain('Hello');
    const places = ['== English ==', '== Français ==', '== Deutsch ==', '== Nederlands =='].map(
      (heading) => bodyText?.indexOf(heading) ?? -1,
    );
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(bodyHtml).toContain('<div lang="nl"');
  });

  it('records an address that is none, and sends the rest', async () => {
    expect(await world.ask([{ email: 'not an address' }, { email: 'a@b.example\r\nBcc: c@d.example' }, elin])).toBe(1);
    await world.drain(world.smtp);
    const { rows } = await listDeliveries(database.db, { state: 'failed' });
    expect(rows.map(({ lastError }) => lastError)).toEqual(['Not an e-mail address', 'Not an e-mail address']);
    expect(world.relay.messages).toHaveLength(1);
  });

  it('fails a delivery of a mail this program does not have', async () => {
    await world.ask([elin]);
    await database.db.update(mailDelivery).set({ template: 'test.gone' });
    await world.drain();
    expect(await world.onlyDelivery()).toMatchObject({ state: 'failed', lastError: 'This program has no mail called test.gone' });
  });

  it('is listed newest first, in pages', async () => {
    const row = (minute: number) => ({
      ...{ id: newId(), eventKey: `e${minute}`, recipient: 'a@b.example', template: 't', language: 'en', payload: {} },
      createdAt: world.clock.now().add({ minutes: Math.floor(minute / 2) }),
    });
    await database.db.insert(mailDelivery).values(Array.from({ length: 7 }, (_, minute) => row(minute)));
    const seen: string[] = [];
    let page = await listDeliveries(database.db, { limit: 3 });
    for (;;) {
      seen.push(...page.rows.map(({ id }) => id));
      if (!page.next) break;
      page = await listDeliveries(database.db, { limit: 3, after: page.next });
    }
    const all = await database.db.select().from(mailDelivery);
    expect(seen).toHaveLength(7);
    expect(seen).toEqual(
      all
        .map(({ id }) => id)
        .toSorted()
        .toReversed(),
    );
  });
});
