import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '../db/database.ts';
import { definePath } from '../http/path.ts';
import { anyAccount, defineRoute, json, permission, publicAccess } from '../http/route.ts';
import type { Grants } from '../permissions/permissions.ts';
import { scratchKinds } from '../testing/scratch-database.ts';
import { elinAt, norvane, openWebWorld, type WebWorld } from '../testing/web-world.tsx';
import { siteMapRoute } from './site-map.route.ts';

const [pglite] = scratchKinds(undefined);
const rights: Grants<'read'> = { resource: 'project', visible: ['read'], actions: { read: { regulatorUser: 'everywhere' } } };
const pageAt = (template: string, access = anyAccount, extra: object = {}) =>
  defineRoute({ method: 'GET', path: definePath(template), access, handle: () => json({}), listed: { label: () => template, ...extra } });

describe('the site map over modules', () => {
  let database: OpenDatabase;
  let web: WebWorld;

  beforeAll(async () => {
    if (!pglite) throw new Error('no database');
    database = await pglite.open();
    const reporting = [pageAt('/reporting', permission(rights, 'read'))];
    const incidents = [pageAt('/files'), pageAt('/contact', publicAccess('a test'), { isGeneral: true })];
    const start = { label: () => 'Report under NIS2', href: '/start/nis2' };
    const modules = [
      { name: 'incidents' as const, titleKey: 'ui.modules' as const, routes: incidents, places: async () => [start] },
      { name: 'reporting' as const, titleKey: 'ui.more' as const, routes: reporting },
    ];
    const own = [pageAt('/enter', publicAccess('a test'), { forStrangers: true })];
    web = await openWebWorld(database, { added: [siteMapRoute(modules, own)] });
  });
  afterAll(async () => {
    await web.app.close();
    await database.close();
  });

  /** The columns with what stands in them. */
  const columns = async (visitor: ReturnType<WebWorld['anonymous']>) =>
    [...(await visitor.get('/sitemap')).document.querySelectorAll('main section')].map((section) => [
      section.querySelector('h2')?.textContent?.trim(),
      ...[...section.querySelectorAll('a')].map((link) => link.getAttribute('href')),
    ]);

  // interface.md check 2
  it('has no column of a module that has nothing for its reader', async () => {
    const elin = elinAt(norvane);
    expect(await columns(web.as(elin))).toEqual([
      ['This service', '/contact'],
      ['Modules', '/files', '/start/nis2'],
    ]);
    const regulator = { ...elin, actor: { ...elin.actor, role: 'regulatorUser' as const, sectors: 'all' as const } };
    expect(await columns(web.as(regulator as typeof elin))).toContainEqual(['More', '/reporting']);
  });

  it('names for a stranger what is public, and where to sign in', async () => {
    expect(await columns(web.anonymous())).toEqual([
      ['This service', '/enter', '/contact'],
      ['Modules', '/start/nis2'],
    ]);
  });
});
