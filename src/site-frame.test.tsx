import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Navigation } from '#platform/module.ts';
import { elinAt, norvane } from '#platform/testing/web-world.tsx';
import { Page } from '#platform/ui/page.tsx';
import { renderPage } from '#platform/ui/render.ts';
import { sampleUi } from '#platform/ui/testing/sample-ui.ts';
import { createSiteFrame } from './site-frame.ts';

const translator = { in: () => (key: string) => key, has: (key: string): key is never => key.length < 0 };
const ctx = { actor: elinAt(norvane).actor, language: 'en' } as Ctx;
const entry = (labelKey: string, href: string) => ({ labelKey: labelKey as never, href, section: href });

const incidents: Navigation = { entries: [entry('incidents', '/files')], primary: entry('notify', '/notify') };
const objectives: Navigation = { entries: [entry('objectives', '/objectives'), entry('imports', '/objective-imports')] };
const people: Navigation = { entries: [], account: [entry('account', '/account'), entry('security', '/account/security')] };

/** The header of that page, as a browser gets it. */
function headerAt(url: string, ...offers: Navigation[]): Element {
  const modules = offers.map((offer) => ({ navigation: () => offer }));
  const { accountLinks, ...frame } = createSiteFrame({ modules, translator, version: '1' })(ctx, url);
  const user = {
    name: 'Elin Marchetti',
    links: accountLinks,
    signOutAction: '/sign-out',
    secondsLeft: 900,
    keepHref: '/session/keep',
    signInHref: '/sign-in',
  };
  const ui = sampleUi({ frame: { ...frame, user, path: url } });
  const header = parseHTML(renderPage(ui, <Page title="A page">{null}</Page>)).document.querySelector('header');
  if (!header) throw new Error('no header');
  return header;
}
const places = (header: Element) =>
  [...header.querySelectorAll('nav a')].map((link) => [link.textContent?.trim(), link.getAttribute('aria-current')]);
const menuOf = (header: Element) => header.querySelector('nav details');

// interface.md check 1
describe('the modules in the header', () => {
  it('are a plain link when there is one', () => {
    const header = headerAt('/files/1', incidents, people);
    expect(menuOf(header)).toBeNull();
    expect(places(header)).toEqual([
      ['home.nav', null],
      ['incidents', 'true'],
    ]);
  });

  it('are a menu when there are several, which marks the one that the page belongs to', () => {
    const header = headerAt('/objective-imports', incidents, objectives, people);
    expect(menuOf(header)?.querySelector('summary')?.textContent).toContain('objectives');
    expect([...(menuOf(header)?.querySelectorAll('a') ?? [])].map((link) => [link.textContent, link.getAttribute('aria-current')])).toEqual(
      [
        ['incidents', null],
        ['objectives', 'true'],
      ],
    );
    // Beside the menu, the places of the module one is in.
    expect(places(header).slice(2)).toEqual([
      ['home.nav', null],
      ['objectives', null],
      ['imports', 'page'],
    ]);
    expect(menuOf(headerAt('/sitemap', incidents, objectives))?.querySelector('summary')?.textContent).toContain('Modules');
  });

  it('are not there on Home, where they are cards of the page', () => {
    for (const offers of [[incidents], [incidents, objectives]]) {
      const header = headerAt('/', ...offers);
      expect(menuOf(header)).toBeNull();
      expect(places(header)).toEqual([['home.nav', 'page']]);
    }
  });
});

describe('the user menu', () => {
  it('has what the modules offer everybody for their account', () => {
    const links = [...headerAt('/account', incidents, people).querySelectorAll('.v-menu__group a')];
    expect(links.map((link) => [link.textContent, link.getAttribute('aria-current')])).toEqual([
      ['account', 'page'],
      ['security', null],
    ]);
  });

  // interface.md check 6, B36
  it('names every operator one may act for, with the present one marked, and switches by one press', () => {
    const header = headerAt('/files', incidents);
    expect(header.querySelector('.v-header__org')?.textContent).toBe('Organisation: Norvane Grid');
    const buttons = [...header.querySelectorAll('form[action="/account/organisation"] button')];
    expect(buttons.map((button) => [button.textContent, button.getAttribute('value'), button.getAttribute('aria-current')])).toEqual([
      ['Norvane Grid', 'grid', 'true'],
      ['Norvane Heat', 'heat', null],
    ]);
  });
});
