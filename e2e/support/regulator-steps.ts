/** What a regulator does with an incident. */
import { expect, type Page } from '@playwright/test';
import { actOn } from './forms.ts';

type Look = (kind: string) => Promise<void>;

/** By the title in the search field of the list. */
export async function findIncident(page: Page, title: string, look: Look = async () => undefined): Promise<void> {
  await page.goto('/incidents');
  await page.getByRole('searchbox').fill(title);
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(page).toHaveURL(/[?&]q=/);
  await look('incidents');
  await page.getByRole('main').getByRole('link', { name: title, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
  await look('incident');
}

/** From the incident to the review of the report that waits for one. */
export async function openReview(page: Page, report: string): Promise<void> {
  await actOn(page, 'Review', report).click();
  await expect(page.getByRole('heading', { name: 'Your review' })).toBeVisible();
}

export async function askForRevision(page: Page, question: string, remark: string): Promise<void> {
  await page.getByText(`Add a remark: ${question}`).click();
  await page.getByRole('textbox', { name: `Remark on: ${question}` }).fill(remark);
  await page.getByRole('textbox', { name: 'Comment to the operator' }).fill('Thank you. **One point** needs more detail.');
  // As the operator will read it: the one place where script puts HTML into a page.
  await expect(page.locator('[data-preview] strong')).toHaveText('One point');
  await page.getByRole('radio', { name: 'Revision required' }).check();
  await page.getByRole('button', { name: 'Ask for a revision' }).click();
  await expect(page.getByText('Your decision was sent')).toBeVisible();
}

export async function pass(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'Passed' }).check();
  await page.getByRole('button', { name: 'Pass this report' }).click();
  await expect(page.getByText('Your decision was sent')).toBeVisible();
}

export async function close(page: Page, outcome: string, look: Look): Promise<void> {
  await page.getByText('More: Actions for').click();
  await page.getByRole('link', { name: 'Close the incident' }).click();
  await look('close');
  await page.getByRole('radio', { name: outcome }).check();
  await page.getByRole('button', { name: 'Close the incident' }).click();
  await expect(page.getByText('The incident is closed', { exact: true })).toBeVisible();
  await look('incident: closed');
}
