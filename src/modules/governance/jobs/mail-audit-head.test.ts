import { asc } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { newestSeal, sealEvents } from '#platform/audit/seal-events.ts';
import { writeAudit } from '#platform/audit/write-audit.ts';
import { mailDelivery } from '#platform/db/schema.ts';
import { enqueue } from '#platform/jobs/enqueue.ts';
import { createJobRegistry } from '#platform/jobs/job-registry.ts';
import { createJobRunner } from '#platform/jobs/runner.ts';
import { FakeClock } from '#platform/testing/fake-clock.ts';
import { type TestApp, testApp } from '../../../testing/test-app.ts';
import { makeOperator, makeOperatorAccount, makePlatformAdministrator } from '../testing/factories.ts';
import { mailAuditHeadDaily } from './mail-audit-head.job.ts';

// decisions.md D13: the head goes to the log and the daily mail.
describe('the head of the trail of changes', () => {
  let app: TestApp;
  let clock: FakeClock;

  beforeEach(async () => {
    clock = new FakeClock('2026-03-05T05:00:00Z');
    app = await testApp({ wallClock: clock });
    await app.db.transaction((tx) => writeAudit(tx, app.systemCtx(), { action: 'test.changed', subjectKind: 'setting' }));
  });

  const seal = async () => {
    const { signer } = app.runtime.auditKeys;
    if (signer) await sealEvents(app.systemCtx(), signer);
    return (await newestSeal(app.db))?.head ?? '';
  };
  async function day(address?: string): Promise<void> {
    const { job } = mailAuditHeadDaily(address);
    await app.db.transaction((tx) => enqueue(tx, app.systemCtx(), job, {}));
    const others = app.application.registry.all().filter(({ name }) => name !== job.name);
    await createJobRunner({ ...app.runtime, db: app.db, registry: createJobRegistry([job, ...others]) }).drain();
  }
  const mails = () => app.db.select().from(mailDelivery).orderBy(asc(mailDelivery.createdAt), asc(mailDelivery.recipient));

  it('reaches the active administrators of the platform in their language, once a day', async () => {
    await makePlatformAdministrator(app.db, { email: 'ines@vigie.example', language: 'de' });
    await makePlatformAdministrator(app.db, { email: 'gone@vigie.example', active: false });
    await makeOperatorAccount(app.db, await makeOperator(app.db), { administrator: true });
    const head = await seal();
    await day();
    await day();
    expect(await mails()).toMatchObject([
      {
        recipient: 'ines@vigie.example',
        state: 'sent',
        subject: expect.stringContaining('Prüfsumme des Änderungsprotokolls'),
        // Lines of a mail are short.
        bodyText: expect.stringMatching(new RegExp(`vigie audit verify\\s+--head\\s+${head}`)),
      },
    ]);
    clock.advance({ hours: 24 });
    await day();
    expect((await mails()).map(({ recipient }) => recipient)).toEqual(['ines@vigie.example', 'ines@vigie.example']);
  });

  it('goes to the configured address instead, in every language', async () => {
    await makePlatformAdministrator(app.db, { email: 'ines@vigie.example' });
    const head = await seal();
    await day('audit@authority.example');
    const [mail, ...others] = await mails();
    expect(others).toEqual([]);
    expect(mail).toMatchObject({ recipient: 'audit@authority.example', state: 'sent' });
    for (const words of [
      head,
      'Where the trail of changes stands',
      'État du journal des modifications',
      'Stand des Änderungsprotokolls',
      'Stand van het wijzigingslogboek',
    ])
      expect(mail?.bodyText).toContain(words);
  });

  it('is not told before there is one', async () => {
    await makePlatformAdministrator(app.db);
    await day();
    expect(await mails()).toEqual([]);
  });

  it('is told by a schedule of the application', () => {
    expect(app.application.registry.find('governance.mail-audit-head')).toBeDefined();
    expect(app.application.registry.goingOn).toEqual(
      expect.arrayContaining(['mail.send', 'audit.seal', 'incidents.announce', 'incidents.send-reminders', 'governance.mail-audit-head']),
    );
  });
});
