/** The people of the fictional country, as the running server made them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';

interface Account {
  role: string;
  email: string;
  password: string;
  totpSecret: string;
  organisation: string;
}

/** Signs in with password and code, and ends on `path`. */
export type SignIn = (page: Page, email: string, path?: string) => Promise<void>;

/** Seconds one code is shown for. */
const period = 30;

/** Signs in the accounts of that data folder. Each accepts a code once, and the codes of the step before and after it too. */
export function peopleOf(dataFolder: string): SignIn {
  const accounts: Account[] = JSON.parse(readFileSync(join(dataFolder, 'demo-accounts.json'), 'utf8'));
  return async (page, email, path = '/') => {
    const account = accounts.find((one) => one.email === email);
    if (!account) throw new Error(`Nobody here is called ${email}`);
    const totp = new TOTP({ digits: 6, period, secret: Secret.fromBase32(account.totpSecret) });
    await page.goto(`/sign-in?next=${encodeURIComponent(path)}`);
    await page.locator('input[name=email]').fill(email);
    await page.locator('input[name=password]').fill(account.password);
    await page.locator('main button[type=submit]').click();
    for (const step of [-1, 0, 1]) {
      await page.locator('input[name=code]').fill(totp.generate({ timestamp: Date.now() + step * period * 1000 }));
      await page.locator('main button[type=submit]').click();
      if (!page.url().includes('/sign-in')) return;
    }
    throw new Error(`No code of ${email} was accepted: this person has signed in three times within a minute`);
  };
}
