// The short way through what a proxy could break: cookies, redirects, forms, saving while typing, downloads. The main journey is the long one.
import { people } from '../src/demo/people.ts';
import { notify, type Operator, startReport } from './support/operator-steps.ts';
import { expect, test } from './support/test.ts';

test('signing in, a notification, a report that is saved while it is written, a download', async ({ visit }) => {
  const page = await visit(people.elin.email);
  const elin: Operator = { page, hasScript: true, look: async () => undefined };
  const title = `Behind a proxy ${Date.now()}`;
  await notify(elin, title);
  await startReport(elin, 'Early warning');
  await page.getByRole('link', { name: 'Response', exact: true }).click();
  const saving = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.getByRole('textbox', { name: 'What have you done so far?' }).fill('We have switched it off.');
  expect((await saving).status()).toBe(200);
  await expect(page.getByText(/^Saved at \d/)).toBeVisible();
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'What have you done so far?' })).toHaveValue('We have switched it off.');
  await page.goto('/files');
  await page.getByRole('link', { name: title, exact: true }).first().click();
  const calendar = await page.request.get(`${new URL(page.url()).pathname}/deadlines.ics`);
  expect(calendar.status()).toBe(200);
  expect(await calendar.text()).toContain('BEGIN:VCALENDAR');
});
