/** How somebody without an account comes to one. */
import { expect, type Page } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';

/** Nobody has this address yet, and the limits of a run are not used up by one that everybody takes. */
export const newAddress = (): string => `dana.okafor.${Math.random().toString(36).slice(2, 10)}@brasmont.example`;

/** Fills in the registration; ends on the page that says where to look. */
export async function register(page: Page, email: string, firstName = 'Dana', lastName = 'Okafor'): Promise<void> {
  await page.goto('/account/create');
  await page.getByLabel('First name').fill(firstName);
  await page.getByLabel('Last name').fill(lastName);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('checkbox', { name: 'I have read the terms of use' }).check();
  await page.getByRole('button', { name: 'Create the account' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Check your mail');
}

/** The path behind the button of the newest mail to that address. */
export async function linkOfMail(page: Page, email: string): Promise<string> {
  let link = '';
  await expect(async () => {
    await page.goto(`/mailbox?to=${encodeURIComponent(email)}`);
    const mail = page.locator('main a[href*="/mailbox/"]').first();
    await page.goto((await mail.getAttribute('href', { timeout: 500 })) ?? '');
    link = /\/account\/password\/choose\/\w+\/[\w-]+/.exec(await page.content())?.[0] ?? '';
    expect(link).not.toBe('');
  }).toPass();
  return link;
}

/** As far as the choice of a password. */
export async function choosePassword(page: Page): Promise<void> {
  const email = newAddress();
  await register(page, email);
  await page.goto(await linkOfMail(page, email));
}

/** Chooses the password behind the newest link, signs in and sets up the second factor: as far as the first page of the account. */
export async function signInForTheFirstTime(
  page: Page,
  link: string,
  { email, password }: { email: string; password: string },
): Promise<void> {
  await page.goto(link);
  await page.getByLabel('New password').fill(password);
  await page.getByRole('button', { name: 'Save the password' }).click();
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('main').getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Set up your second factor');
  const secret = ((await page.locator('.v-secret').textContent()) ?? '').replaceAll(' ', '');
  const totp = new TOTP({ digits: 6, period: 30, secret: Secret.fromBase32(secret) });
  await page.getByLabel('Code the app shows now').fill(totp.generate());
  await page.getByRole('button', { name: 'Finish setting up' }).click();
  await page.getByLabel('I have kept these codes').check();
  await page.getByRole('button', { name: 'Continue' }).click();
}
