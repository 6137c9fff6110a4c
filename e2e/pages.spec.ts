// Every page of the product as the person who needs it sees it: in light, in dark and in colours of their own, on a phone, four times as
// large, with letters further apart, and with the keyboard.
import { screens } from './screens.ts';
import { checkFocus, checkTextSpacing } from './support/reading.ts';
import { checkAccessibility, checkFits, expect, narrow, test, zoomed } from './support/test.ts';

for (const { name, as, after, open } of screens) {
  // interface.md checks 29, 30, 31, B45
  test(`the page ${name} can be read by everybody`, async ({ visit }) => {
    if (after) await after.open(await visit(after.as));
    const page = await visit(as);
    await open(page);
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
    await expect(page).toHaveTitle(/\S+ \| Vigie$/);
    await checkAccessibility(page);
    await page.setViewportSize(narrow);
    await checkFits(page);
    await checkTextSpacing(page);
    await page.setViewportSize(zoomed);
    await checkFits(page);
    await checkFocus(page);
  });
}
