// Every page of the product as the person who needs it sees it: in light, in dark, and on a phone.
import { screens } from './screens.ts';
import { checkAccessibility, checkFits, expect, narrow, test } from './support/test.ts';

for (const { name, as, open } of screens) {
  test(`the page ${name} can be read by everybody`, async ({ visit }) => {
    const page = await visit(as);
    await open(page);
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
    await expect(page).toHaveTitle(/\S+ \| Vigie$/);
    await checkAccessibility(page);
    await page.setViewportSize(narrow);
    await checkFits(page);
  });
}
