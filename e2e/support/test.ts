// What every journey imports instead of Playwright's own `test`: a page that fails the journey when the browser reports an error (a
// blocked script or style, a broken picture, an exception), and an accessibility check in both colour schemes.
import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';

const guidelines = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export const test = base.extend<{ failOnBrowserErrors: undefined }>({
  failOnBrowserErrors: [
    async ({ context }, use) => {
      const faults: string[] = [];
      const refused = new Set<string>();
      context.on('response', (response) => {
        // A refused form answers 422 and a hidden page 404; the browser reports that as an error of the page although it is an answer.
        if (response.request().isNavigationRequest() && response.status() < 500) refused.add(response.url());
      });
      context.on('console', (message) => {
        const isAnswer = message.text().startsWith('Failed to load resource') && refused.has(message.location().url);
        if (message.type() === 'error' && !isAnswer) faults.push(`${message.text()} (${message.location().url})`);
      });
      context.on('weberror', (error) => faults.push(String(error.error())));
      await use(undefined);
      expect(faults, 'errors reported by the browser').toEqual([]);
    },
    { auto: true },
  ],
});

/** Fails with one line for each breach of WCAG 2.2 AA that axe finds in the page as it is now, in light and in dark. */
export async function checkAccessibility(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).withTags(guidelines).analyze();
    const found = violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.html}`));
    expect(found, `accessibility of ${page.url()} in ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: null });
}

export { expect };
