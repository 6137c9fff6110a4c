/** Help on the pages and on its own page (interface.md B40, B42). */
import { beforeAll, describe, expect, it } from 'vitest';
import { languages } from '#platform/i18n/language.ts';
import { helpTopicsOf } from '#platform/site/help-topics.ts';
import { makePermissionWorld, type PermissionWorld } from './permission-world.ts';
import { type Client, type TestApp, testApp } from './test-app.ts';

describe('help', () => {
  let app: TestApp;
  let world: PermissionWorld;
  let operator: Client;

  beforeAll(async () => {
    app = await testApp();
    world = await makePermissionWorld(app);
    operator = await app.as(world.actors.operatorUser);
  });

  const link = ({ document }: { document: Document }) => document.querySelector('header a[data-dialog="page-help"]');
  const panel = ({ document }: { document: Document }) => document.querySelector('dialog#page-help');
  const topics = () => helpTopicsOf(app.application.modules);

  it('is on every page as a link to its topic, which the panel of the page shows too', async () => {
    const { fileId } = await world.own();
    for (const [client, url, topic] of [
      [app.anonymous(), '/sign-in?next=%2Ffiles', 'sign-in'],
      [operator, '/', 'home'],
      [operator, `/files/${fileId}`, 'file'],
      [operator, '/files?q=x', 'files'],
      [await app.as(world.actors.regulatorUser), '/incidents', 'incidents'],
    ] as const) {
      const answer = await client.get(url);
      expect(link(answer)?.getAttribute('href'), url).toBe(`/help/topics#${topic}`);
      const all = await client.get('/help/topics');
      const section = all.document.querySelector(`#${topic}`)?.closest('section');
      expect(panel(answer)?.querySelector('h2')?.textContent).toBe(section?.querySelector('h2')?.textContent?.trim());
      for (const line of section?.querySelectorAll('p') ?? []) expect(panel(answer)?.textContent).toContain(line.textContent);
    }
    const bare = await operator.get('/no-such-page');
    expect(link(bare)?.getAttribute('href')).toBe('/help/topics');
  });

  it('has one anchor for each topic, and pages that exist', () => {
    const ids = topics().map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const templates = app.routes.filter(({ method }) => method === 'GET').map(({ path }) => path.template);
    for (const { pages } of topics()) for (const { template } of pages) expect(templates).toContain(template);
  });

  it('is found by words, in any case and without accents, in every language', async () => {
    const found = async (words: string, language: string) => {
      const client = app.anonymous();
      client.cookies.set('__Host-vigie-language', language);
      const { document } = await client.get(`/help/topics?q=${encodeURIComponent(words)}`);
      return [...document.querySelectorAll('main section.v-stack > h2[id]')].map((heading) => heading.id).filter((id) => id !== 'keys');
    };
    for (const language of languages) expect(await found('', language)).toEqual(topics().map(({ id }) => id));
    expect(await found('CHECKSUM receipt', 'en')).toEqual(['report', 'receipt']);
    expect(await found('recepisse', 'fr')).toEqual(['report', 'receipt']);
    expect(await found('zebra', 'de')).toEqual([]);
    const nothing = await app.anonymous().get('/help/topics?q=%3Cscript%3E');
    expect(nothing.text).toContain('No topic has these words');
    expect(nothing.document.querySelector('#search')?.getAttribute('value')).toBe('<script>');
  });

  it('lists the keys that lead to the places of its reader, and switches them off for this browser', async () => {
    const keys = async (client: Client) =>
      [...((await client.get('/files')).document.querySelectorAll('dialog a[data-keys]') ?? [])].map((one) => [
        one.getAttribute('data-keys'),
        one.getAttribute('href'),
      ]);
    expect(await keys(operator)).toEqual([
      ['g h', '/'],
      ['g i', '/files'],
      ['n', '/notify'],
    ]);
    const client = await app.as(world.actors.operatorUser);
    const state = async () => (await client.get('/files')).document.querySelector('body')?.getAttribute('data-shortcuts');
    expect(await state()).toBeNull();
    await client.post('/display', { shortcuts: 'off', path: '/files' });
    expect(await state()).toBe('off');
    expect((await client.get('/files')).text).toContain('They are switched off in this browser.');
    await client.post('/display', { shortcuts: 'on', path: '/files' });
    expect(await state()).toBeNull();
  });
});
