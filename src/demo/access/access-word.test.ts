import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import Fastify, { type FastifyInstance } from 'fastify';
import { beforeEach, describe, expect, it } from 'vitest';
import { requireAccessWord } from './access-word.ts';

// decisions.md D14
describe('the access word', () => {
  let app: FastifyInstance;

  beforeEach(async () => {
    app = Fastify();
    await app.register(cookie);
    await app.register(formbody);
    requireAccessWord(app, 'acorn-linen-1234');
    app.get('/files', async () => 'the files');
    app.get('/static/main.css', async () => 'looks');
  });

  const enter = (word: string, next: string) =>
    app.inject({
      method: 'POST',
      url: '/demo/enter',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ word, next }).toString(),
    });

  it('stands before every page, and leads back to the page that was asked for', async () => {
    const refused = await app.inject('/files?q=1');
    expect([refused.statusCode, refused.headers.location]).toEqual([303, '/demo/access?next=%2Ffiles%3Fq%3D1']);
    expect((await app.inject('/static/main.css')).body).toBe('looks');
    const entered = await enter(' Acorn-Linen-1234 ', '/files?q=1');
    expect(entered.headers.location).toBe('/files?q=1');
    const [given] = entered.cookies;
    const cookies = { [given?.name ?? '']: given?.value ?? '' };
    expect((await app.inject({ url: '/files', cookies })).body).toBe('the files');
  });

  it('lets nobody in with another word, and sends nobody to another site', async () => {
    const refused = await enter('acorn', '/files');
    expect(refused.headers.location).toBe('/demo/access?next=%2Ffiles&wrong=1');
    expect(refused.cookies).toEqual([]);
    expect((await enter('acorn-linen-1234', '//elsewhere.example')).headers.location).toBe('/');
    expect((await app.inject({ url: '/files', cookies: { '__Host-vigie-demo': 'guess' } })).statusCode).toBe(303);
  });
});
