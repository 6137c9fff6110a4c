// What surrounds every page, as people use it: help, keys, colours, the print-out.
import { people } from '../src/demo/people.ts';
import { expect, test } from './support/test.ts';

// interface.md B42
test('keys lead through the pages, and can be switched off', async ({ visit }) => {
  const page = await visit(people.tomas.email);
  const { keyboard } = page;
  await page.goto('/');
  const help = page.getByRole('dialog', { name: 'Home: what waits for you' });
  await keyboard.press('?');
  await expect(help).toBeVisible();
  // Keys wait while a dialog is open.
  await keyboard.press('g');
  await keyboard.press('i');
  await keyboard.press('Escape');
  await expect(help).toBeHidden();
  await keyboard.press('g');
  await keyboard.press('i');
  await page.waitForURL('**/incidents');
  await keyboard.press('/');
  const search = page.getByRole('main').getByRole('searchbox');
  await expect(search).toBeFocused();
  await keyboard.type('gi?');
  await expect(search).toHaveValue('gi?');
  await search.blur();
  await keyboard.press('j');
  await keyboard.press('j');
  const links = page.locator('main tbody tr').nth(1).getByRole('link');
  await expect(links.first()).toBeFocused();
  await keyboard.press('k');
  const first = page.locator('main tbody tr').first().getByRole('link').first();
  await expect(first).toBeFocused();
  await keyboard.press('Enter');
  await page.waitForURL(/\/incidents\/[0-9a-f-]{36}$/);

  await page.goto('/help/topics');
  await page.getByRole('main').getByRole('button', { name: 'Switch them off' }).click();
  await expect(page.getByRole('main').getByText('They are switched off in this browser.')).toBeVisible();
  await keyboard.press('?');
  await keyboard.press('g');
  await keyboard.press('i');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page).toHaveURL(/\/help\/topics$/);
});

test('Control and Enter send the form that somebody is in', async ({ visit }) => {
  const page = await visit(people.elin.email);
  await page.goto('/contact');
  await page.getByRole('textbox', { name: 'Your message' }).fill('One line');
  await page.getByRole('textbox', { name: 'Your message' }).press('Control+Enter');
  await expect(page.getByRole('alert')).toContainText('Tick the box');
  await expect(page.getByRole('textbox', { name: 'Your message' })).toHaveValue('One line');
});

// governance.md check 73, in the demo's mailbox
test('a message of the contact form reaches whoever runs the service, without script', async ({ visit }) => {
  const page = await visit(people.elin.email, { javaScriptEnabled: false });
  await page.goto('/contact');
  await page.getByRole('textbox', { name: 'Your message' }).fill('Please add our second site.');
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Send the message' }).click();
  await expect(page.getByRole('status')).toContainText('Your message is on its way');
  await expect(async () => {
    await page.goto('/mailbox?to=contact@vigie.example');
    await page
      .getByRole('link', { name: /^Message from Elin/ })
      .first()
      .click();
    await expect(page.getByRole('main')).toContainText('Please add our second site.', { timeout: 500 });
  }).toPass();
});

test('help is a link without script, which leads to the text of that page', async ({ visit }) => {
  const page = await visit(people.elin.email, { javaScriptEnabled: false, viewport: { width: 1280, height: 800 } });
  await page.goto('/files');
  await page.getByRole('banner').getByRole('link', { name: 'Help' }).click();
  await expect(page).toHaveURL(/\/help\/topics#files$/);
  await expect(page.getByRole('heading', { name: 'The incidents you reported' })).toBeInViewport();
});

// interface.md B38
test('the colours that somebody chose hold on every page, whatever the device says', async ({ visit }) => {
  const page = await visit(people.elin.email, { javaScriptEnabled: false, colorScheme: 'light', viewport: { width: 1280, height: 800 } });
  const ground = () => page.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor);
  await page.goto('/files');
  const light = await ground();
  await page.locator('header summary').filter({ hasText: 'Account: ' }).click();
  await page.getByRole('button', { name: 'Dark' }).click();
  await expect(page).toHaveURL(/\/files$/);
  expect(await ground()).not.toBe(light);
  await page.goto('/no-such-page');
  expect(await ground()).not.toBe(light);
  await page.locator('header summary').filter({ hasText: 'Account: ' }).click();
  await page.getByRole('button', { name: 'As on this device' }).click();
  expect(await ground()).toBe(light);
});

// interface.md check 32
test('a printed incident says which it is, when, and for whom, with all its parts and no navigation', async ({ visit }) => {
  const page = await visit(people.tomas.email);
  await page.goto('/incidents?view=all');
  await page
    .getByRole('main')
    .getByRole('link', { name: /Ransomware on the metering platform/ })
    .first()
    .click();
  const headings = await page.getByRole('main').getByRole('heading', { level: 2 }).allTextContents();
  await page.emulateMedia({ media: 'print' });
  const head = page.locator('.v-printhead');
  await expect(head).toBeVisible();
  await expect(head).toHaveText(/NI_[A-Z0-9]{8}.*Printed .*\d{2}:\d{2}.*TLP:AMBER/);
  for (const hidden of [page.locator('header'), page.locator('footer'), page.getByRole('navigation'), page.locator('main form')])
    for (const one of await hidden.all()) await expect(one).toBeHidden();
  for (const heading of headings) await expect(page.getByRole('heading', { level: 2, name: heading.trim() }).first()).toBeVisible();
  for (const answer of await page.locator('main details:not([data-menu]) > :not(summary, form)').all()) await expect(answer).toBeVisible();
  expect((await page.pdf({ preferCSSPageSize: true, path: test.info().outputPath('incident.pdf') })).length).toBeGreaterThan(10_000);
});

test('in a line with two links each leads where it says', async ({ visit }) => {
  const page = await visit(people.elin.email);
  await page.goto('/notify');
  const draft = page.getByRole('listitem').filter({ hasText: 'Unusual sign-ins on the vendor portal' });
  await draft.getByRole('link', { name: 'Unusual sign-ins on the vendor portal', exact: true }).click();
  await expect(page).toHaveURL(/\/notify\/[0-9a-f-]{36}\/(?!discard)[a-z]+$/);
  await page.goto('/notify');
  await draft.getByRole('link', { name: /^Discard/ }).click();
  await expect(page).toHaveURL(/\/discard$/);
});
