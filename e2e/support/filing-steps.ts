/** What somebody without an account does, with script and without. */
import { expect, type Page } from '@playwright/test';
import { fillIn, questionOn } from './forms.ts';
import { hoursAgo } from './moments.ts';

export interface Stranger {
  page: Page;
  hasScript: boolean;
  /** Called wherever a page has come up, with the kind of page it is. */
  look(kind: string): Promise<void>;
}

const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const goOn = (page: Page) => page.getByRole('button', { name: 'Save and continue' }).click();

/** From the start page to the page that says who it is; with script its work is done while somebody types. */
export async function beginFiling({ page, hasScript, look }: Stranger, email: string): Promise<void> {
  await page.goto('/start/nis2');
  await look('start');
  await page.getByRole('link', { name: 'Notify without an account' }).click();
  await expect(heading(page)).toHaveText('Who you are');
  await look('who');
  await page.getByLabel('First name').fill('Marit');
  await page.getByLabel('Last name').fill('Solberg');
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Telephone number').fill('+352 621 10 20 30');
  await page.getByLabel('Organisation', { exact: true }).fill('Harbour Water Works');
  await page.getByLabel('Country of the organisation').selectOption('LU');
  await page.getByRole('checkbox', { name: /accept the terms of use/ }).check();
  if (hasScript) await expect(page.locator('proof-of-work')).toHaveAttribute('data-done', 'yes');
  await goOn(page);
  await expect(heading(page)).toHaveText('What is affected');
}

/** All pages, to the receipt. Answers the reference. */
export async function fileFromOutside(stranger: Stranger, email: string): Promise<string> {
  const { page, hasScript, look } = stranger;
  await beginFiling(stranger, email);
  await look('where');
  await page.getByLabel('Sector that is affected').selectOption('drinking-water');
  await goOn(page);
  if (await page.getByText('Several authorities may be the right one').first().isVisible()) {
    await look('where: authority');
    await page.getByRole('radiogroup', { name: 'Regulator' }).getByRole('radio').first().check();
    await goOn(page);
  }
  await expect(heading(page)).toHaveText('What happened');
  await look('what');
  const aware = { parts: hoursAgo(2) };
  await fillIn(questionOn(page, 'When did you become aware of the incident?', aware), aware);
  await page.getByRole('textbox', { name: 'What happened?' }).fill('The pumps of two stations do not answer since this morning.');
  await page
    .getByRole('radiogroup', { name: 'Do you suspect an unlawful or malicious act?' })
    .getByRole('radio', { name: 'It is suspected' })
    .check();
  const border = page.getByRole('radiogroup', { name: 'Could other countries be affected?' });
  await border.getByRole('radio', { name: 'Yes', exact: true }).check();
  const countries = page.locator('[data-question=countries]');
  if (!hasScript) await goOn(page);
  await expect(countries).toBeVisible();
  await look('what: a question has appeared');
  await border.getByRole('radio', { name: 'No', exact: true }).check();
  await goOn(page);
  await expect(heading(page)).toHaveText('Check and send');
  await look('check');
  await page.getByRole('button', { name: /^Send to / }).click();
  await expect(heading(page)).toHaveText('Early warning: sent');
  await look('receipt');
  await expect(page.locator('code')).toHaveText(/^[0-9a-f]{64}$/);
  const shown = await page.locator('.v-done').textContent();
  return /NI_\w{8}/.exec(shown ?? '')?.[0] ?? '';
}

/** The code stands in the subject of the newest mail about that reference. */
export async function codeFor(page: Page, reference: string): Promise<string> {
  const subject = page.getByRole('link', { name: new RegExp(`is your code for ${reference}`) }).first();
  await expect(async () => {
    await page.goto('/mailbox');
    await expect(subject).toBeVisible({ timeout: 1_000 });
  }).toPass();
  return /\d{6}/.exec((await subject.textContent()) ?? '')?.[0] ?? '';
}
