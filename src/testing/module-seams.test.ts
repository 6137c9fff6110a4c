import { and, eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { operatorMembership, regulation, sector } from '#modules/governance/schema.ts';
import { makeOperatorAccount } from '#modules/governance/testing/factories.ts';
import { report } from '#modules/incidents/schema/incident.ts';
import { draft } from '#modules/incidents/schema/reporting-side.ts';
import { reviewDraft } from '#modules/incidents/schema/supervising-side.ts';
import { openDraft } from '#modules/incidents/services/open-draft.ts';
import { type Country, makeCountry, openFile, submitStage } from '#modules/incidents/testing/factories.ts';
import type { AccountActor } from '#platform/context/actor.ts';
import type { ModuleManifest } from '#platform/module.ts';
import { createModuleSeams } from '#platform/module-seams.ts';
import { type TestApp, testApp } from './test-app.ts';

// decisions.md D12
describe('what governance tells the other modules', () => {
  let app: TestApp;
  let country: Country;
  let jonas: AccountActor;
  let incidentId: string;

  beforeEach(async () => {
    app = await testApp();
    country = await makeCountry(app);
    jonas = await makeOperatorAccount(app.db, country.operator, { name: 'Jonas Petit' });
    incidentId = (await openFile(app, country.elin)).incidents.nis2 ?? '';
  });

  const seams = (...more: Pick<ModuleManifest, 'name' | 'on' | 'usage'>[]) =>
    createModuleSeams(() => [...app.application.modules, ...more]);
  const holders = async () => (await app.db.select({ editorId: draft.editorId }).from(draft)).map(({ editorId }) => editorId);
  async function holdDraft(actor: AccountActor): Promise<void> {
    const [row] = await app.db
      .select({ id: report.id })
      .from(report)
      .where(and(eq(report.incidentId, incidentId), eq(report.stageKey, 'early-warning')));
    await openDraft(app.ctx(actor), { reportId: row?.id ?? '' });
  }
  /** As a verb of governance would: the membership ends, and everybody is told, in one transaction. */
  const remove = (after: () => void, ...more: Parameters<typeof seams>) =>
    app.db.transaction(async (tx) => {
      const { accountId } = jonas;
      await tx.delete(operatorMembership).where(eq(operatorMembership.accountId, accountId));
      const event = { name: 'operatorMembershipRemoved' as const, accountId, operatorId: country.operator.id };
      await seams(...more).emit(tx, app.systemCtx(), event);
      after();
    });
  const memberships = () => app.db.select().from(operatorMembership).where(eq(operatorMembership.accountId, jonas.accountId));

  it('is followed in the same transaction, so that all of it happens or nothing', async () => {
    await holdDraft(jonas);
    expect(await holders()).toEqual([jonas.accountId]);
    const failing = remove(() => {
      throw new Error('the verb failed afterwards');
    });
    await expect(failing).rejects.toThrow('afterwards');
    expect(await holders()).toEqual([jonas.accountId]);
    expect(await memberships()).toHaveLength(1);
    await remove(() => undefined);
    expect(await holders()).toEqual([null]);
    expect(await memberships()).toEqual([]);
  });

  it('reaches the modules in their order, each seeing what the one before has done', async () => {
    await holdDraft(jonas);
    const seen: unknown[] = [];
    const later = {
      name: 'reporting' as const,
      on: {
        operatorMembershipRemoved: async (tx, _ctx, event) => {
          seen.push(event.accountId, await tx.select({ editorId: draft.editorId }).from(draft));
        },
      } satisfies ModuleManifest['on'],
    };
    await remove(() => undefined, later);
    expect(seen).toEqual([jonas.accountId, [{ editorId: null }]]);
    const refusing = { name: 'reporting' as const, on: { accountDeactivated: () => Promise.reject(new Error('not now')) } };
    await holdDraft(country.elin);
    const event = { name: 'accountDeactivated' as const, accountId: country.elin.accountId };
    const refused = app.db.transaction((tx) => seams(refusing).emit(tx, app.systemCtx(), event));
    await expect(refused).rejects.toThrow('not now');
    expect(await holders()).toEqual([country.elin.accountId]);
  });

  it('gives up the drafts and begun reviews of an account that is switched off, and nobody else’s', async () => {
    await holdDraft(jonas);
    const { submissionId } = await submitStage(app, country.elin, incidentId, 'incident-notification');
    const begun = { submissionId, commentMd: 'Hm', savedAt: app.clock.now() };
    await app.db.insert(reviewDraft).values([
      { ...begun, accountId: country.tomas.accountId },
      { ...begun, accountId: country.dana.accountId },
    ]);
    const event = { name: 'accountDeactivated' as const, accountId: country.tomas.accountId };
    await app.db.transaction((tx) => seams().emit(tx, app.systemCtx(), event));
    expect((await app.db.select().from(reviewDraft)).map(({ accountId }) => accountId)).toEqual([country.dana.accountId]);
    expect(await holders()).toEqual([jonas.accountId]);
  });

  it('is asked what uses an object, and answers by module', async () => {
    const usageOf = async (kind: Parameters<ReturnType<typeof seams>['usageOf']>[1]['kind'], id: string) =>
      seams().usageOf(app.db, { kind, id });
    const [nis2] = await app.db.select({ id: regulation.id }).from(regulation).where(eq(regulation.key, 'nis2'));
    const slugs = await app.db.select({ id: sector.id, slug: sector.slug }).from(sector);
    const sectorId = (slug: string) => slugs.find((row) => row.slug === slug)?.id ?? '';
    await submitStage(app, country.elin, incidentId, 'early-warning');
    expect(await usageOf('operator', country.operator.id)).toEqual([{ module: 'incidents', count: 1 }]);
    // The incident and the procedure.
    expect(await usageOf('regulation', nis2?.id ?? '')).toEqual([{ module: 'incidents', count: 2 }]);
    // The procedure alone: its forms belong to the pack.
    expect(await usageOf('regulator', country.privacy.id)).toEqual([{ module: 'incidents', count: 1 }]);
    expect(await usageOf('sector', sectorId('energy-electricity'))).toEqual([{ module: 'incidents', count: 2 }]);
    expect(await usageOf('sector', sectorId('energy-gas'))).toEqual([{ module: 'incidents', count: 1 }]);
    // Opened the file and sent a report.
    expect(await usageOf('account', country.elin.accountId)).toEqual([{ module: 'incidents', count: 2 }]);
    expect(await usageOf('account', jonas.accountId)).toEqual([]);
    expect(await usageOf('observer', jonas.accountId)).toEqual([]);
  });
});
