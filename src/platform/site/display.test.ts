import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '../db/database.ts';
import { scratchKinds } from '../testing/scratch-database.ts';
import { elinAt, norvane, openWebWorld, type WebWorld } from '../testing/web-world.tsx';
import { displayRoute } from './display.route.ts';

const [pglite] = scratchKinds(undefined);

// interface.md B38
describe('the colours of this browser', () => {
  let database: OpenDatabase;
  let web: WebWorld;

  beforeAll(async () => {
    if (!pglite) throw new Error('no database');
    database = await pglite.open();
    web = await openWebWorld(database, { added: [displayRoute] });
  });
  afterAll(async () => {
    await web.app.close();
    await database.close();
  });

  const schemeOf = (document: Document) => [
    document.documentElement.getAttribute('data-theme'),
    document.querySelector('meta[name=color-scheme]')?.getAttribute('content'),
    document.querySelector('form[action="/display"] [aria-current=true]')?.getAttribute('value'),
  ];

  it.each([
    ['a stranger', () => web.anonymous()],
    ['somebody who is signed in', () => web.as(elinAt(norvane))],
  ])('are those of the device until %s chooses others, and stay on the same page', async (_who, visitor) => {
    const client = visitor();
    expect(schemeOf((await client.get('/open')).document)).toEqual([null, 'light dark', 'system']);
    for (const scheme of ['dark', 'light']) {
      const answer = await client.post('/display', { scheme, path: '/open?size=50' });
      expect([answer.status, answer.headers.location]).toEqual([303, '/open?size=50']);
      expect(schemeOf((await client.get('/open')).document)).toEqual([scheme, scheme, scheme]);
    }
    await client.post('/display', { scheme: 'system', path: '/open' });
    expect(client.cookies.has('__Host-vigie-scheme')).toBe(false);
    expect(schemeOf((await client.get('/open')).document)).toEqual([null, 'light dark', 'system']);
  });

  it('stay as they are when what comes is no choice, and lead to no other site', async () => {
    const client = web.anonymous();
    await client.post('/display', { scheme: 'dark' });
    const answer = await client.post('/display', { scheme: '"><script>', path: '//evil.example' });
    expect([answer.status, answer.headers.location]).toEqual([303, '/']);
    expect(schemeOf((await client.get('/open')).document)[0]).toBe('dark');
    client.cookies.set('__Host-vigie-scheme', 'sepia');
    expect(schemeOf((await client.get('/open')).document)[0]).toBeNull();
  });
});
