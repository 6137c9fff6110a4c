// What every journey imports instead of Playwright's own `test`: pages that fail the journey when the browser reports an error (a
// blocked script or style, a broken picture, an exception), asks another host for something or keeps a cookie that nobody was told of;
// people who are signed in, and an accessibility check in both colour schemes.
import { AxeBuilder } from '@axe-core/playwright';
import { type BrowserContext, type BrowserContextOptions, test as base, expect, type Page } from '@playwright/test';
import { cookies } from '../../src/platform/http/cookies.ts';
import { type SessionOf, sessionsOf } from './sessions.ts';

const guidelines = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export interface ServerOptions {
  /** Where the running server keeps its data: the accounts are written there. */
  dataFolder: string;
}

interface Fixtures {
  /** Errors that the browser reported; none may be left when the journey ends. */
  faults: string[];
  failOnBrowserErrors: undefined;
  /** A browser window of that person, or of nobody; a journey may have several. */
  visit(email?: string, options?: BrowserContextOptions): Promise<Page>;
}

export const test = base.extend<Fixtures, ServerOptions & { sessionOf: SessionOf }>({
  dataFolder: ['', { option: true, scope: 'worker' }],
  sessionOf: [
    async ({ browser, dataFolder }, use, { project }) => use(sessionsOf(browser, project.use.baseURL ?? '', dataFolder)),
    { scope: 'worker' },
  ],
  faults: async ({ browserName: _ }, use) => {
    const faults: string[] = [];
    await use(faults);
    expect(faults, 'errors reported by the browser').toEqual([]);
  },
  failOnBrowserErrors: [
    async ({ context, faults }, use) => {
      collectFaults(context, faults);
      await use(undefined);
      faults.push(...(await unknownCookies(context)));
    },
    { auto: true },
  ],
  visit: async ({ browser, contextOptions, sessionOf, faults }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (email, options) => {
      const storageState = email && (await sessionOf(email));
      const context = await browser.newContext({ ...contextOptions, ...options, ...(storageState && { storageState }) });
      contexts.push(context);
      collectFaults(context, faults);
      return context.newPage();
    });
    for (const context of contexts) faults.push(...(await unknownCookies(context)));
    await Promise.all(contexts.map((context) => context.close()));
  },
});

/** Interface.md check 34: what the page about cookies does not list. */
async function unknownCookies(context: BrowserContext): Promise<string[]> {
  const known: string[] = Object.values(cookies).map(({ name }) => name);
  return (await context.cookies()).flatMap(({ name }) => (known.includes(name) ? [] : [`a cookie that is not in the table: ${name}`]));
}

function collectFaults(context: BrowserContext, faults: string[]): void {
  const refused = new Set<string>();
  context.on('response', (response) => {
    // A refused form answers 422 and a hidden page 404; the browser reports that as an error of the page although it is an answer.
    if (response.request().isNavigationRequest() && response.status() < 500) refused.add(response.url());
  });
  context.on('console', (message) => {
    const isAnswer = message.text().startsWith('Failed to load resource') && refused.has(message.location().url);
    if (message.type() === 'error' && !isAnswer) faults.push(`${message.text()} (${message.location().url})`);
  });
  // interface.md check 40
  context.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol.startsWith('http') && hostname !== 'localhost') faults.push(`asked another host: ${request.url()}`);
  });
  context.on('weberror', (error) => faults.push(String(error.error())));
}

/** Fails with one line for each breach of WCAG 2.2 AA that axe finds in the page as it is now: light, dark, and in a reader's own colours. */
export async function checkAccessibility(page: Page): Promise<void> {
  // Legacy: the pages have no frames, and a window opened for each verdict would double the time.
  const axe = () => new AxeBuilder({ page }).setLegacyMode();
  await expectNoBreach(page, 'light', axe().withTags(guidelines));
  // Nothing but colours is another in the dark.
  await expectNoBreach(page, 'dark', axe().withRules('color-contrast'));
  await expectNoBreach(page, 'forced', axe().withRules('color-contrast'));
  await page.emulateMedia({ colorScheme: null, forcedColors: null });
}

async function expectNoBreach(page: Page, colours: 'light' | 'dark' | 'forced', axe: AxeBuilder): Promise<void> {
  await page.emulateMedia(colours === 'forced' ? { colorScheme: null, forcedColors: 'active' } : { colorScheme: colours });
  const { violations } = await axe.analyze();
  const found = violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.html}`));
  expect(found, `accessibility of ${page.url()} in ${colours}`).toEqual([]);
}

/** The narrowest phone the pages are made for, in CSS pixels (WCAG 1.4.10). */
export const narrow = { width: 320, height: 800 };
/** What is left of a window of 1280 by 1024 when everything in it is four times as large. */
export const zoomed = { width: 320, height: 256 };

/** Fails when the page has to be moved sideways to be read, and names what sticks out. */
export async function checkFits(page: Page): Promise<void> {
  const { width, wide } = await page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    const reach = (element: Element) => Math.round(element.getBoundingClientRect().right);
    const out = scrollWidth > clientWidth ? [...document.querySelectorAll('body *')].filter((element) => reach(element) > clientWidth) : [];
    return {
      width: scrollWidth - clientWidth,
      wide: out.slice(0, 5).map((element) => `${element.outerHTML.slice(0, 120)} ${reach(element)}`),
    };
  });
  expect(wide, `what sticks out of ${page.url()}, ${width} pixels too wide`).toEqual([]);
  expect(width, `pixels by which ${page.url()} is too wide`).toBeLessThanOrEqual(0);
}

export { expect };
