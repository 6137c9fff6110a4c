// The guards of every journey, proven on pages that break their rules: each of these must fail, and for its own reason.
import { checkAccessibility, expect, test } from './support/test.ts';

test.fail('an error on the console fails a journey', async ({ page }) => {
  await page.evaluate(() => console.error('oh dear'));
});

test.fail('an exception in the page fails a journey', async ({ page }) => {
  await page.setContent('<script>throw new Error("oh dear")</script>');
});

test.fail('a page that asks another host fails a journey', async ({ page }) => {
  await page.setContent('<img alt="" src="http://127.0.0.1:9/lamp.gif">');
  await page.waitForTimeout(200);
});

test.fail('a cookie that nobody was told of fails a journey', async ({ page }) => {
  await page.context().addCookies([{ name: 'tracker', value: '1', url: 'http://localhost' }]);
});

test('a picture without words is found, in light and in dark', async ({ page }) => {
  await page.setContent(
    '<html lang="en"><title>Page</title><main><h1>Page</h1><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="></main></html>',
  );
  await expect(checkAccessibility(page)).rejects.toThrow('image-alt');
});

test('words that are hard to read in dark only are found', async ({ page }) => {
  await page.setContent(
    `<html lang="en"><title>Page</title><style>@media (prefers-color-scheme: dark) { p { color: #555; background: #444 } }</style>
    <main><h1>Page</h1><p>Hard to read</p></main></html>`,
  );
  await expect(checkAccessibility(page)).rejects.toThrow('dark');
});
