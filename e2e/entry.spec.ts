// Somebody without an account comes to one, and somebody who has forgotten a password to another.
import { people } from '../src/demo/people.ts';
import { linkOfMail, newAddress, register } from './support/entry-steps.ts';
import { checkAccessibility, checkFits, expect, narrow, test } from './support/test.ts';

const password = 'harbour lights at dusk';

test('a person registers, finds the mail, chooses a password and signs in with it', async ({ visit }) => {
  const email = newAddress();
  const page = await visit();
  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'Create an account' }).click();
  await page.getByRole('button', { name: 'Create the account' }).click();
  await expect(page.getByRole('alert')).toBeFocused();
  await checkAccessibility(page);
  await register(page, email);
  await expect(page.getByRole('main')).toContainText(email);
  await checkAccessibility(page);
  const link = await linkOfMail(page, email);

  await page.goto(link);
  const field = page.getByLabel('New password');
  const rule = (text: string) => page.getByRole('listitem').filter({ hasText: text });
  await field.pressSequentially('dana');
  await expect(rule('has 12 to 128 characters')).not.toContainText('kept');
  await expect(rule('is not made of digits only')).toContainText('kept');
  await expect(rule('is not made of your name')).not.toContainText('kept');
  await field.fill('password1234');
  await page.getByRole('button', { name: 'Save the password' }).click();
  await expect(page.getByRole('alert')).toContainText('Many people use this password');
  await checkAccessibility(page);
  await page.setViewportSize(narrow);
  await checkFits(page);

  await field.fill(password);
  await expect(rule('has 12 to 128 characters')).toContainText('kept');
  await expect(page.getByRole('status').filter({ hasText: 'Every rule' })).toBeAttached();
  await page.getByRole('button', { name: 'Show password' }).click();
  await expect(field).toHaveAttribute('type', 'text');
  await page.getByRole('button', { name: 'Save the password' }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  await expect(page.getByRole('status')).toContainText('Your password is set');

  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('main').getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click();
  // The second factor is next: the password was right.
  await expect(page).toHaveURL(/\/sign-in\/(enrol|code)/);

  const other = await visit();
  await other.goto(link);
  await expect(other.getByRole('heading', { level: 1 })).toHaveText('This link is not valid any more');
  await checkAccessibility(other);
});

test('without script a person who has forgotten a password gets a link', async ({ visit }) => {
  const page = await visit(undefined, { javaScriptEnabled: false });
  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'Forgotten your password?' }).click();
  await page.getByLabel('E-mail address').fill(people.katja.email);
  await page.getByRole('button', { name: 'Send the link' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Check your mail');
  const link = await linkOfMail(page, people.katja.email);
  expect(link).toContain('/choose/reset/');
  await page.goto(link);
  await expect(page.getByRole('listitem').filter({ hasText: 'has 12 to 128 characters' })).toBeVisible();
});
