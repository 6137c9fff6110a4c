// `npm run screenshots [-- folder]`: pictures of every screen of e2e/screens.ts, wide and narrow, light and dark.
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium } from '@playwright/test';
import { screens } from '../e2e/screens.ts';
import { findBrowser } from './support/browser.mjs';
import { inRoot } from './support/root.mjs';
import { startServer } from './support/server.mjs';

const widths = [1280, 360];
const colorSchemes = ['light', 'dark'];
const folder = process.argv[2] ? resolve(process.argv[2]) : inRoot('docs', 'screenshots');

const found = await findBrowser();
if (found.missing) {
  console.error(found.missing);
  process.exit(1);
}
mkdirSync(folder, { recursive: true });
const server = await startServer('screenshots');
const browser = await chromium.launch(found);
try {
  for (const width of widths) {
    for (const colorScheme of colorSchemes) await takePictures(width, colorScheme);
  }
} finally {
  await browser.close();
  await server.stop();
}
console.log(`${screens.length * widths.length * colorSchemes.length} pictures in ${folder}`);

async function takePictures(width, colorScheme) {
  for (const screen of screens) {
    const context = await browser.newContext({
      baseURL: server.address,
      viewport: { width, height: 800 },
      colorScheme,
      reducedMotion: 'reduce',
      locale: 'en-GB',
      timezoneId: 'Europe/Luxembourg',
    });
    const page = await context.newPage();
    await screen.prepare?.(page);
    await page.goto(screen.path);
    await page.screenshot({ path: join(folder, `${screen.name}-${width}-${colorScheme}.png`), fullPage: true });
    await context.close();
  }
}
