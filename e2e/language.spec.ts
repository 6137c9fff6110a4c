// Somebody changes the language in the middle of a sentence.
import { people } from '../src/demo/people.ts';
import { notify, startReport } from './support/operator-steps.ts';
import { expect, test } from './support/test.ts';

const typed = 'We have taken the billing server off the network.';

// interface.md check 27
test('another language keeps what was typed a moment ago, also when saving takes a while', async ({ visit }) => {
  // Nobody else's journey is in this account, whose mails are French from now on.
  const page = await visit(people.oskar.email);
  const operator = { page, hasScript: true, look: async () => undefined };
  await notify(operator, 'Language changed while typing');
  await startReport(operator, 'Incident notification');
  await page.getByRole('link', { name: 'Response', exact: true }).click();
  const asked = Promise.withResolvers<void>();
  const saved = Promise.withResolvers<void>();
  // The server is made to wait until the language was pressed, or the text would be safe before.
  await page.route(
    (url) => url.pathname.startsWith('/reports/'),
    async (route) => {
      asked.resolve();
      await saved.promise;
      await route.continue();
    },
  );
  await page.getByRole('textbox', { name: 'What have you done so far?' }).fill(typed);
  await page.getByRole('banner').locator('summary').filter({ hasText: 'Language' }).click();
  await page.getByRole('button', { name: 'Français', exact: true }).click();
  await asked.promise;
  saved.resolve();
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
  expect(page.url()).toContain('/sections/');
  await expect(page.getByText(/^Enregistré à \d/)).toBeVisible();
  await expect(page.getByRole('textbox').filter({ hasText: typed })).toBeVisible();
});
