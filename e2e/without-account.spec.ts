// decisions.md D4: somebody without an account sends an early warning within five minutes, on a phone, and without script.
import type { Page } from '@playwright/test';
import { people } from '../src/demo/people.ts';
import { linkOfMail, register, signInForTheFirstTime } from './support/entry-steps.ts';
import { codeFor, fileFromOutside } from './support/filing-steps.ts';
import { fillReport, send, startReport } from './support/operator-steps.ts';
import { firstNotification } from './support/report-answers.ts';
import { checkAccessibility, checkFits, expect, narrow, test } from './support/test.ts';

test('a stranger on a phone files, proves the address, goes on from an account, and an operator takes it over', async ({ visit }) => {
  test.slow();
  const page = await visit(undefined, { viewport: narrow, hasTouch: true });
  const looked: string[] = [];
  let spent = 0;
  const look = async (kind: string) => {
    const began = performance.now();
    looked.push(kind);
    await checkFits(page);
    await checkAccessibility(page);
    spent += performance.now() - began;
  };
  const began = performance.now();
  const email = 'marit.solberg@harbour.example';
  const reference = await fileFromOutside({ page, hasScript: true, look }, email);
  const seconds = (performance.now() - began - spent) / 1000;
  test.info().annotations.push({ type: 'robot', description: `${seconds.toFixed(1)} s over ${looked.length} looks` });
  console.log(`without an account, by a robot: ${seconds.toFixed(1)} s`);

  const tomas = await visit(people.tomas.email);
  await tomas.goto('/unconfirmed');
  await checkAccessibility(tomas);
  await expect(tomas.getByText(reference)).toBeVisible();
  await tomas.getByRole('row').filter({ hasText: reference }).getByRole('link').first().click();
  await expect(tomas.getByText('The e-mail address is not confirmed')).toBeVisible();
  await checkAccessibility(tomas);

  const code = await codeFor(await visit(), reference);
  await page.getByLabel('Code from the e-mail').fill(code === '111111' ? '222222' : '111111');
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await look('receipt: wrong code');
  await page.getByLabel('Code from the e-mail').fill(code);
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByText('Your e-mail address is confirmed').first()).toBeVisible();
  await look('receipt: proven');

  await tomas.goto(`/incidents?view=all&q=${reference}`);
  await expect(tomas.getByRole('main')).toContainText('Not verified');
  await checkAccessibility(tomas);

  // ADR 0017: the same mailbox opens an account, and the filing is in it.
  await page.getByRole('link', { name: 'Create an account' }).click();
  await expect(page.getByLabel('E-mail address')).toHaveValue(email);
  await register(page, email, 'Marit', 'Solberg');
  await signInForTheFirstTime(page, await linkOfMail(page, email), { email, password: 'harbour lights at dusk' });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your work');
  await expect(page.getByRole('main')).toContainText('Incident notification');
  await look('home');
  await page.goto('/files');
  await expect(page.getByRole('main')).toContainText(reference);
  await look('list of one’s own');
  await page.getByRole('main').getByRole('row').filter({ hasText: reference }).getByRole('link').first().click();
  await expect(page.getByRole('main').locator('deadline-clock').first()).toBeVisible();
  await look('file');
  const reporter = { page, hasScript: true, look };
  await startReport(reporter, 'Incident notification');
  await fillReport(reporter, firstNotification);
  await send(reporter, 'Incident notification', 1);
  await tomas.reload();
  await expect(tomas.getByRole('main')).toContainText('Incident notification');

  // It belongs to an operator of the platform after all: offered, and taken over by its administrator.
  await page.goto('/files');
  await page.getByRole('main').getByRole('row').filter({ hasText: reference }).getByRole('link').first().click();
  await page.getByRole('main').getByLabel('Organisation', { exact: true }).fill('Transvia Rail');
  await page.getByRole('button', { name: 'Offer it' }).click();
  await expect(page.getByText('its administrators have been asked').first()).toBeVisible();
  await takeOver(await visit(people.katja.email), reference);
  await page.goto('/files');
  await expect(page.getByRole('heading', { name: 'Taken over by an organisation' })).toBeVisible();
  await expect(page.getByRole('main')).toContainText(reference);
  await look('taken over');
});

test('a stranger files without script, and proves the address by the link on another device', async ({ visit }) => {
  test.slow();
  const page = await visit(undefined, { javaScriptEnabled: false });
  const reference = await fileFromOutside({ page, hasScript: false, look: async () => undefined }, 'without.script@harbour.example');
  const other = await visit();
  await codeFor(other, reference);
  await other
    .getByRole('link', { name: new RegExp(`is your code for ${reference}`) })
    .first()
    .click();
  const link = await other.getByRole('link', { name: /without-account\/confirm/ }).getAttribute('href');
  await other.goto(new URL(link ?? '').pathname);
  await checkAccessibility(other);
  await other.getByRole('button', { name: 'Yes, I sent it' }).click();
  await expect(other.getByRole('heading', { level: 1 })).toHaveText('Early warning: sent');
  await page.reload();
  await expect(page.getByText('Your e-mail address is confirmed').first()).toBeVisible();

  await page.getByLabel('Organisation', { exact: true }).fill('Norvane Grid');
  await page.getByRole('button', { name: 'Offer it' }).click();
  await expect(page.getByText('its administrators have been asked').first()).toBeVisible();
  const elin = await visit(people.elin.email, { javaScriptEnabled: false });
  await elin.goto('/files');
  await elin.getByRole('main').getByRole('link', { name: 'Decide' }).click();
  await takeOver(elin, reference);
});

/** By an administrator, who sees date and typed name before, and everything after. */
async function takeOver(page: Page, reference: string): Promise<void> {
  await page.goto('/adoptions');
  const main = page.getByRole('main');
  await expect(main).toContainText('Harbour Water Works');
  await expect(main).not.toContainText(reference);
  await main.getByRole('button', { name: 'Take it over' }).click();
  await expect(page.getByText('The file is your organisation’s now').first()).toBeVisible();
  await expect(main).toContainText(reference);
  await expect(main).toContainText('Early warning');
}
