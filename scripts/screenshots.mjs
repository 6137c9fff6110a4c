// `npm run screenshots`: pictures of the pages that the documents show. `npm run screenshots -- folder [word ...]`: of every screen of
// e2e/screens.ts, or of those with a word in their name, wide and narrow, light and dark.
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium } from '@playwright/test';
import { screens } from '../e2e/screens.ts';
import { peopleOf } from '../e2e/support/people.ts';
import { findBrowser } from './support/browser.mjs';
import { inRoot } from './support/root.mjs';
import { startServer } from './support/server.mjs';

const [given, ...words] = process.argv.slice(2);
const folder = given ? resolve(given) : inRoot('docs', 'screenshots');
const wanted = given
  ? screens.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)))
  : screens.filter(({ isKept }) => isKept);
const looks = given
  ? [1280, 360].flatMap((width) => ['light', 'dark'].map((colorScheme) => ({ width, colorScheme, suffix: `-${width}-${colorScheme}` })))
  : [{ width: 1280, colorScheme: 'light', suffix: '' }];

const found = await findBrowser();
if (found.missing) {
  console.error(found.missing);
  process.exit(1);
}
mkdirSync(folder, { recursive: true });
const server = await startServer('screenshots');
const browser = await chromium.launch(found);
const signIn = peopleOf(server.dataFolder);
const common = { baseURL: server.address, reducedMotion: 'reduce', locale: 'en-GB', timezoneId: 'Europe/Luxembourg' };
const sessions = new Map();
try {
  for (const screen of wanted) {
    await takePictures(screen).catch((error) => {
      console.error(`${screen.name}: ${error.message}`);
      process.exitCode = 1;
    });
  }
} finally {
  await browser.close();
  await server.stop();
}
console.log(`Pictures of ${wanted.map(({ name }) => name).join(', ')} in ${folder}`);

async function takePictures(screen) {
  if (screen.after) await prepare(screen.after);
  const storageState = await sessionOf(screen.as);
  for (const { width, colorScheme, suffix } of looks) {
    const context = await browser.newContext({ ...common, storageState, viewport: { width, height: 800 }, colorScheme });
    const page = await context.newPage();
    page.setDefaultTimeout(5_000);
    await screen.open(page);
    await page.screenshot({ path: join(folder, `${screen.name}${suffix}.png`), fullPage: true });
    await context.close();
  }
}

async function prepare({ as, open }) {
  const context = await browser.newContext({ ...common, storageState: await sessionOf(as) });
  await open(await context.newPage());
  await context.close();
}

/** Each person signs in once: a code works only once. */
async function sessionOf(email) {
  if (!email) return undefined;
  const known = sessions.get(email);
  if (known) return known;
  const context = await browser.newContext(common);
  await signIn(await context.newPage(), email);
  const state = await context.storageState();
  sessions.set(email, state);
  await context.close();
  return state;
}
