/**
 * governance.md check 83 asks that a start restores the table of rights after somebody has tampered with it. Here rights are code
 * (permissions.ts of each module): what an account may do follows from its memberships alone, on every request. So nothing that is
 * written into the database beside those gives a right, and there is nothing that a start would have to restore.
 */
import { eq, sql } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { account, session } from '#modules/governance/schema.ts';
import { type AccountActor, roles } from '#platform/context/actor.ts';
import { rowsOf } from '#platform/db/database.ts';
import { setting } from '#platform/db/schema.ts';
import { addressOf, makePermissionWorld, type PermissionWorld, type Sample } from './permission-world.ts';
import { type TestApp, testApp } from './test-app.ts';

describe('rights', () => {
  let app: TestApp;
  let world: PermissionWorld;
  let sample: Sample;
  let intruder: AccountActor;

  beforeAll(async () => {
    app = await testApp();
    world = await makePermissionWorld(app);
    sample = await world.own();
    intruder = world.actors.incidentUser;
  });

  // governance.md check 83
  it('stand in no table', async () => {
    const columns = await rowsOf<{ place: string }>(
      app.owner,
      sql`select table_name || '.' || column_name as place from information_schema.columns
        where table_schema = 'public' and table_name || '.' || column_name ~ '(role|rights?\M|permission|privilege|grants?\M|capabilit)' order by 1`,
    );
    // As what somebody is reached for an incident, and as what somebody acted when it was logged: nothing reads a right from them.
    expect(columns.map(({ place }) => place)).toEqual(['file_contact.role', 'incident_access.role']);
  });

  // governance.md check 83
  it('do not come from what is written into the database, and another start changes nothing', async () => {
    const opened = async (server: TestApp) => {
      const client = await server.as(intruder);
      const found: string[] = [];
      for (const route of server.routes.filter(({ method, access }) => method === 'GET' && access.kind === 'permission')) {
        const { status } = await client.get(addressOf(route, sample, world.mailId));
        if (status !== 404) found.push(`${route.path.template} ${status}`);
      }
      return found;
    };
    const own = await opened(app);
    expect(own, 'what an incident user may open').toContain('/files 200');
    expect(own.filter((page) => page.startsWith('/incidents'))).toEqual([]);

    const claims = Object.fromEntries([...roles, 'people.resetFactor'].map((name) => [name, true]));
    const now = app.runtime.wallClock.now();
    await app.db.update(account).set({ notifications: claims }).where(eq(account.id, intruder.accountId));
    for (const key of ['permissions', 'rights', 'people.resetFactor', 'platformAdministrator'])
      await app.db.insert(setting).values({ key, value: { [intruder.accountId]: [...roles] }, changedAt: now });
    // A session knows two stages, and one of a role is refused by the database.
    const promoted = app.db.execute(sql`update ${session} set stage = 'platformAdministrator' where account_id = ${intruder.accountId}`);
    await expect(promoted).rejects.toThrow();

    expect(await opened(app)).toEqual(own);
    expect(await opened(await testApp({ keepsData: true }))).toEqual(own);
  });
});
