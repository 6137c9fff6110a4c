/** The site map, held against the routes and against what each reader can open. */
import { beforeAll, describe, expect, it } from 'vitest';
import { type Role, roles } from '#platform/context/actor.ts';
import type { Route } from '#platform/http/route.ts';
import { makePermissionWorld, type PermissionWorld } from './permission-world.ts';
import { type Client, type TestApp, testApp } from './test-app.ts';

/** Pages without a record in their address that nobody looks for: steps of signing in, parts of another page, and the map itself. */
const steps = [
  ...['/sign-in/code', '/sign-in/backup', '/sign-in/enrol', '/terms/accept', '/organisation', '/step-up', '/session/keep'],
  ...['/account/check-mail', '/account/email', '/account/email/confirm', '/account/deletion', '/account/data/vigie-account.json'],
  ...['/account/security/backup-codes', '/account/security/authenticators/new'],
  '/without-account/receipt',
  ...['/theme-preview/components', '/theme-preview/mail', '/theme-preview/mail-file', '/theme-preview/document', '/sitemap'],
];

describe('the site map', () => {
  let app: TestApp;
  let world: PermissionWorld;
  const readers: (Role | 'a stranger')[] = ['a stranger', ...roles];

  beforeAll(async () => {
    app = await testApp();
    world = await makePermissionWorld(app);
  });

  const clientOf = (reader: Role | 'a stranger'): Promise<Client> =>
    reader === 'a stranger' ? Promise.resolve(app.anonymous()) : app.as(world.actors[reader]);
  const linksOf = async (client: Client) => {
    const { document } = await client.get('/sitemap');
    return [...document.querySelectorAll('main a')].map((link) => link.getAttribute('href') ?? '');
  };
  const routeOf = (href: string): Route | undefined =>
    app.routes.find(({ method, path }) => method === 'GET' && path.template === href) ??
    app.routes.find(({ method, path }) => method === 'GET' && new RegExp(`^${path.template.replace(/:\w+/g, '[^/]+')}$`).test(href));

  // governance.md check 75
  it.each(readers)('shows %s pages that open, and no other', async (reader) => {
    const client = await clientOf(reader);
    const links = await linksOf(client);
    expect(links.length).toBeGreaterThan(1);
    expect(new Set(links).size).toBe(links.length);
    for (const href of links) expect((await client.get(href)).status, href).toBe(200);
  });

  it('shows a stranger no page that wants an account, and operators nothing of the supervising side', async () => {
    const kinds = (await linksOf(app.anonymous())).map((href) => routeOf(href)?.access.kind);
    expect(new Set(kinds)).toEqual(new Set(['public']));
    const operators = await linksOf(await clientOf('operatorUser'));
    expect(operators).toContain('/files');
    expect(operators).not.toContain('/incidents');
    expect(operators.filter((href) => href.startsWith('/admin'))).toEqual([]);
    expect(operators).not.toContain('/sign-in');
    expect(await linksOf(await clientOf('regulatorUser'))).toContain('/incidents');
  });

  it('leaves out no page that can be gone to without naming a record', () => {
    const missing = app.routes.filter(
      ({ method, path, listed }) => method === 'GET' && !path.template.includes(':') && !listed && !steps.includes(path.template),
    );
    expect(missing.map(({ path }) => `${path.template} needs "listed", or is a step of this test`)).toEqual([]);
    expect(app.routes.filter(({ path, listed }) => listed && path.template.includes(':'))).toEqual([]);
  });

  it('names the start page of every regulation, and is in the footer of every page', async () => {
    const { document, text } = await app.anonymous().get('/sitemap', { 'accept-language': 'de' });
    expect(text).toContain('NIS2: wer melden muss, bis wann und wie');
    const footer = async (url: string) =>
      [...(await app.anonymous().get(url)).document.querySelectorAll('footer nav a')].map((link) => link.getAttribute('href'));
    expect(document.querySelector('footer a[href="/sitemap"]')?.textContent).toBe('Übersicht der Seiten');
    const order = ['/terms', '/privacy', '/cookies', '/accessibility', '/help', '/sitemap', '/contact'];
    for (const url of ['/start/nis2', '/sign-in', '/cookies', '/no-such-page']) expect((await footer(url)).slice(0, 7)).toEqual(order);
  });
});
