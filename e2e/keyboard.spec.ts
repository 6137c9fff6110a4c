// Without a mouse, and in the colours a person has chosen for every page: what has the focus can be seen.
import type { Locator, Page } from '@playwright/test';
import { people } from '../src/demo/people.ts';
import { hoursAgo } from './support/moments.ts';
import { fillReport, startReport } from './support/operator-steps.ts';
import { earlyWarning } from './support/report-answers.ts';
import { expect, narrow, test } from './support/test.ts';

const ownColours = { forcedColors: 'active' } as const;

test('an operator notifies and sends a report with the keyboard alone', async ({ visit }) => {
  const title = 'Billing servers, reported with the keyboard';
  const page = await visit(people.elin.email, ownColours);
  const { keyboard } = page;
  await page.goto('/notify');
  await skipToMain(page);
  await press(page, 'Start a new notification');
  await tabTo(page, page.getByRole('textbox', { name: 'Short title of the incident' }));
  await keyboard.type(title);
  await tabTo(page, page.getByRole('checkbox', { name: /^NIS2:/ }));
  await keyboard.press('Space');
  await press(page, 'Save and continue');
  await expectHeading(page, 'Sectors affected');
  await press(page, 'Save and continue');
  await expectHeading(page, 'Contacts');
  await tabTo(page, page.getByRole('textbox', { name: 'Telephone number' }).first());
  await keyboard.press('ControlOrMeta+A');
  await keyboard.type('+352 41 12 21');
  await tabTo(page, page.getByRole('radio', { name: 'Yes, the same person' }));
  await keyboard.press('Space');
  await press(page, 'Save and continue');
  await expectHeading(page, 'When it happened');
  await tabTo(page, page.getByLabel('Day').first());
  for (const text of Object.values(hoursAgo(3))) {
    await keyboard.type(text);
    await keyboard.press('Tab');
  }
  await press(page, 'Save and continue');
  await press(page, 'Open the incident file');
  await expectHeading(page, title);

  const operator = { page, hasScript: true, look: async () => undefined };
  await startReport(operator, 'Early warning');
  await fillReport(operator, earlyWarning);
  await tabTo(page, page.getByRole('checkbox', { name: /^I confirm/ }));
  await keyboard.press('Space');
  await press(page, /^Send “Early warning” to /);
  await expectHeading(page, 'Early warning: sent');
});

test('what opens closes with Escape, and the focus goes back to where it was', async ({ visit }) => {
  const page = await visit(people.tomas.email, ownColours);
  await page.goto('/');
  const language = page.getByText(/^Language: /).locator('xpath=ancestor::summary');
  await opensAndCloses(page, language, page.getByRole('button', { name: 'Deutsch' }));
  await page.setViewportSize(narrow);
  await page.goto('/');
  await opensAndCloses(page, page.getByRole('button', { name: 'Menu' }), page.getByRole('link', { name: 'Home' }));
});

async function skipToMain(page: Page): Promise<void> {
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to main content' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
}

async function press(page: Page, button: string | RegExp): Promise<void> {
  await tabTo(page, page.getByRole('button', { name: button }));
  await page.keyboard.press('Enter');
}

async function opensAndCloses(page: Page, opener: Locator, inside: Locator): Promise<void> {
  await tabTo(page, opener);
  await page.keyboard.press('Enter');
  await expect(inside).toBeVisible();
  await tabTo(page, inside);
  await page.keyboard.press('Escape');
  await expect(inside).toBeHidden();
  await expect(opener).toBeFocused();
}

/** On from stop to stop, like a person; each stop on the way can be seen. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await expect(wanted).toBeVisible();
  for (let stops = 0; stops < 60; stops += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
    expect(await page.evaluate(focusRing), 'the width of the ring around what has the focus').toBeGreaterThanOrEqual(2);
  }
  throw new Error(`The keyboard does not come to ${wanted}`);
}

/** In pixels. An outline is what forced colours leave of a ring; shadows and backgrounds are taken away. */
function focusRing(): number {
  const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement ?? document.body);
  return outlineStyle === 'none' ? 0 : Number.parseFloat(outlineWidth);
}

async function expectHeading(page: Page, text: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(text);
}
