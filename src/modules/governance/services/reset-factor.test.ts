import { and, eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeCountry, openFile, submitStage } from '#modules/incidents/testing/factories.ts';
import { makeProvenFiling, makeQueuedFiling } from '#modules/incidents/testing/filings.ts';
import { digestOf } from '#platform/auth/tokens.ts';
import type { AccountActor } from '#platform/context/actor.ts';
import { NotFoundError } from '#platform/context/errors.ts';
import { auditEvent, mailDelivery } from '#platform/db/schema.ts';
import { createModuleSeams } from '#platform/module-seams.ts';
import { type TestApp, testApp } from '../../../testing/test-app.ts';
import { runAdminCommand } from '../commands/admin-command.ts';
import { peoplePermissionsOver } from '../permissions.ts';
import { notifier, operatorMembership, operatorSupervision, platformAdministrator, session } from '../schema.ts';
import { authenticator, backupCode, signInLock } from '../schema-credentials.ts';
import {
  makeIncidentUser,
  makeObserver,
  makeObserverAccount,
  makeOperator,
  makeOperatorAccount,
  makeRegulator,
  makeRegulatorAccount,
} from '../testing/factories.ts';
import { makeBackupCodes } from './make-backup-codes.ts';
import { resetFactor } from './reset-factor.ts';

describe('resetting somebody’s second factor', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await testApp();
  });

  const reset = async (actor: AccountActor, target: { accountId: string }) => {
    const people = peoplePermissionsOver(createModuleSeams(() => app.application.modules));
    try {
      await resetFactor(app.ctx(actor), people, { accountId: target.accountId, address: '192.0.2.1' });
      return 'done';
    } catch (error) {
      if (error instanceof NotFoundError) return 404;
      throw error;
    }
  };
  const boss = async (): Promise<AccountActor> => {
    const { kind, accountId, sessionId, name, email } = await makeIncidentUser(app.db);
    await app.db.insert(platformAdministrator).values({ accountId });
    return { kind, accountId, sessionId, name, email, role: 'platformAdministrator' };
  };
  const mailsOf = async (template: string) =>
    (await app.db.select().from(mailDelivery).where(eq(mailDelivery.template, template))).map(({ recipient }) => recipient);

  // governance.md check 23, as decisions.md D8 restates it
  it('is for whoever administers the account, never for oneself', async () => {
    const { db } = app;
    const [cyber, dpa] = [await makeRegulator(db), await makeRegulator(db)];
    const [grid, farm] = [await makeOperator(db), await makeOperator(db)];
    const [csirt, other] = [await makeObserver(db), await makeObserver(db)];
    await db.insert(operatorSupervision).values({ operatorId: grid.id, regulatorId: cyber.id });
    const pa = await boss();
    const ra = await makeRegulatorAccount(db, cyber, { administrator: true });
    const ru = await makeRegulatorAccount(db, cyber);
    const foreignRu = await makeRegulatorAccount(db, dpa);
    const va = await makeObserverAccount(db, csirt, { administrator: true });
    const vu = await makeObserverAccount(db, csirt);
    const foreignVu = await makeObserverAccount(db, other);
    const oa = await makeOperatorAccount(db, grid, { administrator: true });
    const ou = await makeOperatorAccount(db, grid);
    const pending = await makeOperatorAccount(db, grid, { approved: false });
    const unsupervised = await makeOperatorAccount(db, farm);
    const iu = await makeIncidentUser(db);
    const everybody = [pa, ra, ru, foreignRu, va, vu, foreignVu, oa, ou, pending, unsupervised, iu];
    // Of the operator, and of a regulator as well: its regulator's administrator is the one to ask.
    await db.insert(operatorMembership).values({ accountId: foreignRu.accountId, operatorId: grid.id, approvedAt: app.clock.now() });

    const reached = async (actor: AccountActor) => {
      const found: AccountActor[] = [];
      for (const target of everybody) if ((await reset(actor, target)) === 'done') found.push(target);
      return found;
    };
    expect(await reached(pa)).toEqual([ra, va, pending, iu]);
    expect(await reached(ra)).toEqual([ru]);
    expect(await reached(ru)).toEqual([oa, ou]);
    expect(await reached(va)).toEqual([vu]);
    expect(await reached(vu)).toEqual([]);
    expect(await reached(oa)).toEqual([ou]);
    expect(await reached(ou)).toEqual([]);
    expect(await reached(iu)).toEqual([]);
  });

  it('of an incident user is for a regulator it has filed with', async () => {
    const country = await makeCountry(app);
    const ru = await makeRegulatorAccount(app.db, country.cyber);
    const stranger = await makeRegulatorAccount(app.db, await makeRegulator(app.db));
    const { incidents } = await openFile(app, country.elin);
    await submitStage(app, country.elin, incidents.nis2 ?? '', 'early-warning');
    await app.db.delete(operatorMembership).where(eq(operatorMembership.accountId, country.elin.accountId));
    expect([await reset(stranger, country.elin), await reset(ru, country.elin)]).toEqual([404, 'done']);
    expect(await reset(ru, await makeIncidentUser(app.db))).toBe(404);
  });

  // decisions.md D8
  it('of an incident user is for a regulator that has what it filed before it had an account, and not for one with an unproven filing', async () => {
    const country = await makeCountry(app);
    const [ru, foreign] = [await makeRegulatorAccount(app.db, country.cyber), await makeRegulatorAccount(app.db, country.privacy)];
    const [marit, noor] = [await makeIncidentUser(app.db), await makeIncidentUser(app.db)];
    const { notifierId } = await makeProvenFiling(app.systemCtx());
    const unproven = await makeQueuedFiling(app.systemCtx());
    expect(await reset(ru, marit)).toBe(404);
    await app.db.update(notifier).set({ accountId: marit.accountId }).where(eq(notifier.id, notifierId));
    await app.db.update(notifier).set({ accountId: noor.accountId }).where(eq(notifier.id, unproven.notifierId));
    expect([await reset(foreign, marit), await reset(ru, noor), await reset(ru, marit)]).toEqual([404, 404, 'done']);
  });

  // governance.md check 24
  it('closes the sessions, removes all factors, leaves one entry and sends one mail; a regulator’s is told to the operator', async () => {
    const { db } = app;
    const [cyber, grid] = [await makeRegulator(db), await makeOperator(db)];
    await db.insert(operatorSupervision).values({ operatorId: grid.id, regulatorId: cyber.id });
    const [oa, second] = [
      await makeOperatorAccount(db, grid, { administrator: true }),
      await makeOperatorAccount(db, grid, { administrator: true }),
    ];
    const ou = await makeOperatorAccount(db, grid);
    const [theirs, others] = [await app.as(ou), await app.as(oa)];
    await makeBackupCodes(app.ctx(ou), { accountId: ou.accountId, address: '' });
    await db.delete(mailDelivery);
    const lock = { place: '192.0.2.0/24', lockedUntil: app.clock.now(), level: 1 };
    for (const { email } of [ou, oa]) await db.insert(signInLock).values({ person: digestOf(email), ...lock });

    expect(await reset(await makeRegulatorAccount(db, cyber), ou)).toBe('done');
    // governance.md 5.4: and lifts a lock, of nobody else.
    expect((await db.select().from(signInLock)).map(({ person }) => person)).toEqual([digestOf(oa.email)]);
    expect((await theirs.get('/')).headers.location).toBe('/sign-in?next=%2F');
    expect((await others.get('/')).status).toBe(200);
    const left = [authenticator, backupCode, session].map((table) => db.$count(table, eq(table.accountId, ou.accountId)));
    expect(await Promise.all(left)).toEqual([0, 0, 0]);
    const entry = and(eq(auditEvent.action, 'governance.factorReset'), eq(auditEvent.subjectId, ou.accountId));
    expect(await db.$count(auditEvent, entry)).toBe(1);
    expect(await mailsOf('governance.security-notice')).toEqual([ou.email]);
    expect((await mailsOf('governance.factor-reset')).sort()).toEqual([oa.email, second.email].sort());

    await db.delete(mailDelivery);
    expect(await reset(oa, ou)).toBe('done');
    expect([await mailsOf('governance.security-notice'), await mailsOf('governance.factor-reset')]).toEqual([[ou.email], []]);
    await app.runJobs();
    const [sent] = await db.select().from(mailDelivery);
    expect([sent?.state, sent?.subject]).toEqual(['sent', 'Your second factor was reset']);
  });

  it('from the console is for platform administrators alone', async () => {
    const pa = await boss();
    const ou = await makeOperatorAccount(app.db, await makeOperator(app.db));
    const lines: string[] = [];
    const run = (...args: string[]) =>
      runAdminCommand(args, {
        print: (line) => lines.push(line),
        withCtx: (work) => work(app.systemCtx(), { baseUrl: 'http://vigie.test', canMail: true }),
      });
    expect([await run(), await run('reset-factor'), await run('reset-factor', 'a', 'b')]).toEqual([2, 2, 2]);
    expect([await run('reset-factor', ou.email), await run('reset-factor', 'nobody@here.example')]).toEqual([1, 1]);
    expect(await run('reset-factor', pa.email.toUpperCase())).toBe(0);
    expect(lines.at(-1)).toContain('is gone and its sessions are closed');
    const known = await app.db.select({ accountId: authenticator.accountId }).from(authenticator);
    expect(known.map(({ accountId }) => accountId)).toEqual([ou.accountId]);
    const [entry] = await app.db.select().from(auditEvent).where(eq(auditEvent.action, 'governance.factorReset'));
    expect([entry?.actorKind, entry?.subjectId]).toEqual(['system', pa.accountId]);
  });
});
