import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '../db/database.ts';
import { scratchKinds } from '../testing/scratch-database.ts';
import { openWebWorld, type WebWorld } from '../testing/web-world.tsx';

const [pglite] = scratchKinds(undefined);

describe('the message that survives one redirect', () => {
  let database: OpenDatabase;
  let web: WebWorld;

  beforeAll(async () => {
    if (!pglite) throw new Error('no database');
    database = await pglite.open();
    web = await openWebWorld(database);
  });
  afterAll(async () => {
    await web.app.close();
    await database.close();
  });

  it('is shown once', async () => {
    const client = web.anonymous();
    await client.post('/save', { name: 'x' });
    // The page that gives out the form's token takes the message too: it is another one's cookie from here on.
    expect((await client.get('/open')).text).toContain('Check this entry');
    expect((await client.get('/open')).text).not.toContain('Check this entry');
  });

  const flash = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
  it.each([
    ['no base64', '%%%'],
    ['no JSON', flash('{')],
    ['another shape', flash([1, 2])],
    ['an unknown kind', flash({ kind: 'alarm', messageKey: 'form.invalid' })],
    ['an unknown text', flash({ kind: 'success', messageKey: 'no.such.text' })],
    ['a name every object has', flash({ kind: 'success', messageKey: 'constructor' })],
    ['a text whose values are missing', flash({ kind: 'success', messageKey: 'error.requestId' })],
    ['values of another type', flash({ kind: 'success', messageKey: 'form.invalid', values: { name: { a: 1 } } })],
  ])('is left out when the browser sends %s', async (_name, cookie) => {
    const client = web.anonymous();
    client.cookies.set('__Host-vigie-flash', cookie);
    const answer = await client.get('/open');
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('open');
    expect(answer.text).not.toContain('Check this entry');
    expect(client.cookies.has('__Host-vigie-flash')).toBe(false);
  });

  it('is text, whatever the browser sends', async () => {
    const client = web.anonymous();
    client.cookies.set(
      '__Host-vigie-flash',
      flash({ kind: 'danger', messageKey: 'error.requestId', values: { requestId: '<script>alert(1)</script>' } }),
    );
    const answer = await client.get('/open');
    expect(answer.text).toContain('<script>alert(1)</script>');
    expect(answer.body).not.toContain('<script>alert');
  });
});
