// decisions.md D4: somebody without an account sends an early warning within five minutes, on a phone, and without script.
import { people } from '../src/demo/people.ts';
import { codeFor, fileFromOutside } from './support/filing-steps.ts';
import { checkAccessibility, checkFits, expect, narrow, test } from './support/test.ts';

test('a stranger on a phone files an early warning, proves the address, and the regulator sees it', async ({ visit }) => {
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
  const reference = await fileFromOutside({ page, hasScript: true, look }, 'marit.solberg@harbour.example');
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
});
