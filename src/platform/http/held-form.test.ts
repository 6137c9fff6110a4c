import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '../db/database.ts';
import { fieldOf, listOf } from '../forms/form.ts';
import type { Client, Reply } from '../testing/client.ts';
import { scratchKinds } from '../testing/scratch-database.ts';
import { elinAt, norvane, openWebWorld, ostrava, type WebWorld } from '../testing/web-world.tsx';
import { definePath } from './path.ts';
import { anyAccount, defineRoute, publicAccess, type Route, redirect } from './route.ts';

const [pglite] = scratchKinds(undefined);
const kept: { words: string; ticked: string[] }[] = [];
const keep = defineRoute({
  method: 'POST',
  path: definePath('/keep'),
  access: anyAccount,
  handle(_ctx, { form }) {
    kept.push({ words: fieldOf(form, 'words'), ticked: listOf(form, 'ticked') });
    return redirect('/mine');
  },
});
let fault: Error | undefined;
const failing = (access: Route['access'], address: string) =>
  defineRoute({
    method: 'POST',
    path: definePath(address),
    access,
    handle: () => (fault ? Promise.reject(fault) : redirect('/mine')),
  });
const databaseAway = Object.assign(new Error('terminating connection'), { severity: 'FATAL', code: '57P01' });
const typed = { words: '</script><b>At 02:40 & later\r\nmore', ticked: ['one', 'two'] };

// The "nothing typed lost"; interface.md 7.3.
describe('a form that is stopped at the door', () => {
  let database: OpenDatabase;
  let web: WebWorld;
  let elin: Client;

  beforeAll(async () => {
    if (!pglite) throw new Error('no database');
    database = await pglite.open();
    web = await openWebWorld(database, { added: [keep, failing(anyAccount, '/fail'), failing(publicAccess('a test'), '/fail-open')] });
    elin = web.as(elinAt(norvane), norvane);
  });
  afterAll(async () => {
    await web.app.close();
    await database.close();
  });

  const fieldsOf = ({ document }: Reply, action = '/keep') => {
    const fields: Record<string, string[]> = {};
    for (const input of document.querySelectorAll(`main form[action="${action}"] input`)) {
      const name = input.getAttribute('name') ?? '';
      fields[name] = [...(fields[name] ?? []), input.getAttribute('value') ?? ''];
    }
    return fields;
  };

  it('is carried through the end of the session and a new one', async () => {
    const token = elin.cookies.get('__Host-vigie-session') ?? '';
    elin.cookies.set('__Host-vigie-session', 'ended');
    const stopped = await elin.post('/keep', typed);
    expect(stopped.status).toBe(401);
    expect(stopped.text).toContain('nothing of what you typed is lost');
    expect(stopped.document.querySelector('main a')?.getAttribute('target')).toBe('_blank');
    expect(elin.cookies.get('__Host-vigie-session') ?? '').toBe('');
    expect(kept).toEqual([]);

    elin.cookies.set('__Host-vigie-session', token);
    const { _csrf: _, ...fields } = fieldsOf(stopped);
    expect(fields).toMatchObject({ words: [typed.words], ticked: typed.ticked, _organisation: [norvane.id] });
    expect((await elin.post('/keep', fields)).status).toBe(303);
    expect(kept.at(-1)).toEqual({ words: typed.words, ticked: typed.ticked });
  });

  it('is carried again when it is sent, or another tab sends one, before signing in', async () => {
    const token = elin.cookies.get('__Host-vigie-session') ?? '';
    elin.cookies.delete('__Host-vigie-session');
    const stopped = await elin.post('/keep', typed);
    expect(stopped.status).toBe(401);
    expect(fieldsOf(stopped)).toMatchObject({ words: [typed.words], ticked: typed.ticked });
    expect((await elin.post('/keep', {})).status).toBe(303);

    const choosing = web.as({ kind: 'chooseOperator' }, norvane);
    const asked = await choosing.post('/keep', typed);
    expect([asked.status, fieldsOf(asked).words]).toEqual([409, [typed.words]]);
    elin.cookies.set('__Host-vigie-session', token);
  });

  it('is carried over a token from before the sign-in, with one that is valid now', async () => {
    const stopped = await elin.post('/keep', { ...typed, _csrf: 'old' });
    expect(stopped.status).toBe(419);
    const fields = fieldsOf(stopped);
    expect((await elin.post('/keep', fields)).status).toBe(303);
  });

  it('is carried while its person acts for somebody else, and still refused then', async () => {
    const stopped = await elin.post('/keep', { ...typed, _organisation: ostrava.id });
    expect(stopped.status).toBe(409);
    const fields = fieldsOf(stopped);
    expect(fields._organisation).toEqual([ostrava.id]);
    expect((await elin.post('/keep', fields)).status).toBe(409);
  });

  it.each([
    ['the database is away', databaseAway, 503],
    ['something breaks', new Error('a secret of ours'), 500],
  ])('is carried when %s, and goes through afterwards', async (_why, error, status) => {
    fault = error;
    const stopped = await elin.post('/fail', typed);
    expect(stopped.status).toBe(status);
    expect(stopped.text).toContain('nothing of what you typed is lost');
    expect(stopped.body).not.toContain('a secret of ours');
    const fields = fieldsOf(stopped, '/fail');
    expect(fields).toMatchObject({ words: [typed.words], ticked: typed.ticked });
    expect(fieldsOf(await elin.post('/fail', { ...typed, _csrf: 'old' }), '/fail')).toMatchObject({ words: [typed.words] });
    for (const foreign of [await elin.post('/fail', typed, { 'sec-fetch-site': 'cross-site' }), await elin.post('/fail-open', typed)])
      expect(foreign.document.querySelectorAll('main form')).toHaveLength(0);
    fault = undefined;
    expect((await elin.post('/fail', fields)).status).toBe(303);
  });

  it('is carried when there were too many requests, up to a limit', async () => {
    if (!pglite) throw new Error('no database');
    const flooded = await openWebWorld(database, { added: [keep], environment: { RATE_LIMIT: '10' } });
    const person = flooded.as(elinAt(norvane), norvane);
    for (let request = 0; request < 10; request += 1) await person.get('/mine');
    const stopped = await person.post('/keep', typed);
    expect(stopped.status).toBe(429);
    expect(stopped.text).toContain('nothing of what you typed is lost');
    expect(fieldsOf(stopped)).toMatchObject({ words: [typed.words], ticked: typed.ticked });
    const foreign = await person.post('/keep', typed, { 'sec-fetch-site': 'cross-site' });
    const large = await person.post('/keep', { words: 'a'.repeat(600_000) });
    const unknown = await flooded.anonymous().post('/keep', typed);
    for (const { status, document } of [foreign, large, unknown])
      expect([status, document.querySelectorAll('main form').length]).toEqual([429, 0]);
    await flooded.app.close();
  });

  it('is not shown to another site, and holds nothing where nothing was typed or a password was', async () => {
    const foreign = await elin.post('/keep', typed, { 'sec-fetch-site': 'cross-site' });
    expect(foreign.status).toBe(403);
    expect(fieldsOf(foreign)).toEqual({});
    expect(fieldsOf(await elin.post('/keep', { words: '', _csrf: 'old' }))).toEqual({});
    const open = await elin.post('/save', { name: 'secret', _csrf: 'old' });
    expect(open.status).toBe(419);
    expect(open.body).not.toContain('secret');
  });
});
