import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import type { AccountActor } from '#platform/context/actor.ts';
import { auditEvent, mailDelivery } from '#platform/db/schema.ts';
import { FakeClock } from '#platform/testing/fake-clock.ts';
import { type TestApp, testApp } from '../../../testing/test-app.ts';
import { runAdminCommand } from '../commands/admin-command.ts';
import { account, operatorMembership, platformAdministrator } from '../schema.ts';
import { makeOperator, makeOperatorAccount } from '../testing/factories.ts';
import { mailsTo, newestLinkTo } from '../testing/mails.ts';
import { makePerson } from '../testing/sign-in.ts';
import { inviteAccount, sendInvitation } from './invite-account.ts';

const clock = new FakeClock();
const dana = { email: 'Dana@Okafor.example', firstName: 'Dana', lastName: 'Okafor', language: 'fr' as const };
let app: TestApp;
beforeEach(async () => {
  app = await testApp({ wallClock: clock });
});

describe('an invitation', () => {
  let inviter: AccountActor;
  let accountId: string;
  beforeEach(async () => {
    const operator = await makeOperator(app.db, { name: 'Norvane Grid' });
    inviter = await makeOperatorAccount(app.db, operator, { name: 'Elin Marchetti', administrator: true });
    const ctx = app.ctx(inviter);
    accountId = await app.db.transaction(async (tx) => {
      const id = await inviteAccount(tx, ctx, dana);
      await tx.insert(operatorMembership).values({ accountId: id, operatorId: operator.id, approvedAt: clock.now() });
      await sendInvitation(tx, ctx, id);
      return id;
    });
  });

  it('says by whom, where and as what, in the language of whoever is invited, and its link is good for seven days', async () => {
    const [mail] = await mailsTo(app, 'dana@okafor.example');
    expect(mail?.subject).toBe('Un compte a été créé pour vous');
    for (const fact of ['Elin Marchetti', 'Norvane Grid', 'jeudi 12 mars 2026']) expect(mail?.text).toContain(fact);
    const link = mail?.links[0] ?? '';
    clock.advance({ hours: 7 * 24 - 1, minutes: 59, seconds: 59 });
    expect((await app.anonymous().get(link)).status).toBe(200);
    clock.advance({ seconds: 1 });
    expect((await app.anonymous().get(link)).status).toBe(410);
  });

  it('makes an account without a password that nobody can sign in to', async () => {
    const answer = await app.anonymous().post('/sign-in', { email: dana.email, password: 'none' });
    expect(answer.status).toBe(422);
    const [made] = await app.db.select().from(account).where(eq(account.id, accountId));
    expect(made).toMatchObject({ email: 'dana@okafor.example', passwordHash: null, emailVerifiedAt: null, termsVersion: null });
  });

  it('can be sent again, which ends the link before it, and not once a password is chosen', async () => {
    const first = await newestLinkTo(app, 'dana@okafor.example');
    const again = () => app.db.transaction((tx) => sendInvitation(tx, app.ctx(inviter), accountId));
    await again();
    const second = await newestLinkTo(app, 'dana@okafor.example');
    expect([(await app.anonymous().get(first)).status, (await app.anonymous().get(second)).status]).toEqual([410, 200]);
    expect((await app.anonymous().post(second, { password: 'harbour lights at dusk' })).status).toBe(303);
    await expect(again()).rejects.toThrow('governance.invite.active');
  });

  it('is not made for an address that has an account, or that is none', async () => {
    const invite = (email: string) => app.db.transaction((tx) => inviteAccount(tx, app.ctx(inviter), { ...dana, email }));
    await expect(invite('dana@okafor.EXAMPLE')).rejects.toThrow('governance.invite.taken');
    await expect(invite('dana')).rejects.toThrow('governance.entry.email.invalid');
  });
});

describe('vigie admin create', () => {
  const run = async (args: string[], canMail = true) => {
    const lines: string[] = [];
    const code = await runAdminCommand(args, {
      print: (line) => void lines.push(line),
      withCtx: (work) => work(app.systemCtx(), { baseUrl: 'https://vigie.example', canMail }),
    });
    return { code, text: lines.join('\n') };
  };
  const create = ['create', 'Ada@Authority.example', '--name', 'Ada van den Berg'];

  it('makes a platform administrator and mails the invitation; again, it mails another', async () => {
    expect(await run(create)).toEqual({
      code: 0,
      text: 'The invitation is on its way to ada@authority.example. Its link is good for seven days.',
    });
    const [made] = await app.db.select().from(account).innerJoin(platformAdministrator, eq(platformAdministrator.accountId, account.id));
    expect(made?.account).toMatchObject({ email: 'ada@authority.example', firstName: 'Ada', lastName: 'van den Berg' });
    expect((await run(create)).code).toBe(0);
    const mails = await mailsTo(app, 'ada@authority.example');
    expect(mails.map(({ mail }) => mail)).toEqual(['governance.invitation', 'governance.invitation']);
    expect(mails[0]?.text).toContain('Platform administrator');
    expect(await app.db.select({ action: auditEvent.action }).from(auditEvent)).toEqual([{ action: 'governance.accountInvited' }]);
  });

  it('prints a link when there is no mail server, and the link works once', async () => {
    const { code, text } = await run(create, false);
    expect(code).toBe(0);
    const path = /https:\/\/vigie\.example(\/\S+)/.exec(text)?.[1] ?? '';
    expect((await app.anonymous().post(path, { password: 'harbour lights at dusk' })).status).toBe(303);
    expect((await app.anonymous().get(path)).status).toBe(410);
    expect(await app.db.$count(mailDelivery)).toBe(0);
    expect(await run(create)).toEqual({ code: 1, text: 'ada@authority.example has an account already.' });
  });

  it('makes no administrator of an account that has another place', async () => {
    const { email } = await makePerson(app);
    expect((await run(['create', email, '--name', 'Ada Berg'])).code).toBe(1);
    expect(await app.db.$count(platformAdministrator)).toBe(0);
  });

  it.each([[[]], [['create']], [['create', 'ada', '--name', 'A B']], [['create', 'a@b.example']], [[...create, '--language', 'xx']]])(
    'explains itself instead of doing %j',
    async (args) => {
      expect((await run(args)).code).toBe(2);
      expect(await app.db.$count(account)).toBe(0);
    },
  );
});
