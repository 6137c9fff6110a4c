// The browser of the journeys and screenshots. It comes inside an npm package, with the shared libraries and fonts that a bare Linux
// lacks; everything is unpacked below var/browser, so that nothing outside the project is touched. Elsewhere an installed browser serves.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { inRoot } from './root.mjs';

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * A browser that was seen to start: `{ executablePath, args, env }` for Playwright's launch, or `{ missing }` with the sentence that says
 * why there is none. Root has no right to Chromium's sandbox, everybody else runs inside it.
 */
export async function findBrowser() {
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const reasons = [];
  for (const candidate of [bundled, ...installed.map((path) => () => (existsSync(path) ? { executablePath: path, env: {} } : undefined))]) {
    try {
      const found = candidate();
      if (!found) continue;
      const browser = { executablePath: found.executablePath, args, env: { ...process.env, ...found.env } };
      const fault = await startFault(browser);
      if (!fault) return browser;
      reasons.push(`${found.executablePath}: ${fault}`);
    } catch (error) {
      reasons.push(error.message);
    }
  }
  return { missing: ['No browser can be started here: install Chromium or Chrome.', ...reasons].join(' ') };
}

/** The browser of the package @sparticuz/chromium, which is made for Linux on x64. */
function bundled() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const packageFolder = join(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))), '..');
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
  const folder = inRoot('var', 'browser', version);
  if (!existsSync(folder)) unpack(packageFolder, folder);
  return {
    executablePath: join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_FILE: join(folder, 'fonts.conf') },
  };
}

/** Unpacks beside the wanted folder and renames at the end: a half unpacked browser is never found, and two processes may do it at once. */
function unpack(packageFolder, folder) {
  mkdirSync(dirname(folder), { recursive: true });
  const beside = mkdtempSync(`${folder}-`);
  const script = `const { inflate } = await import('@sparticuz/chromium');
    await Promise.all(['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br'].map((name) => inflate(process.argv[1] + '/bin/' + name)));`;
  // The package unpacks into the folder for temporary files, and only there.
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', script, packageFolder], {
    cwd: inRoot(),
    env: { ...process.env, TMPDIR: beside },
    encoding: 'utf8',
  });
  if (run.status !== 0) {
    rmSync(beside, { recursive: true, force: true });
    throw new Error(`The browser could not be unpacked into ${folder}: ${run.stderr.trim()}`);
  }
  // The package's own font settings name its usual folder; the cache stays below the project as well.
  writeFileSync(join(beside, 'fonts.conf'), fontSettings(folder));
  for (const path of [beside, join(beside, 'chromium')]) chmodSync(path, 0o755); // made by one user, run by another
  try {
    renameSync(beside, folder);
  } catch (error) {
    rmSync(beside, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

const fontSettings = (folder) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <cachedir>${folder}/font-cache</cachedir>
</fontconfig>
`;

/** Loads a page once; returns what went wrong, or undefined. */
async function startFault(browser) {
  try {
    const running = await chromium.launch({ ...browser, timeout: 20_000 });
    try {
      const page = await running.newPage();
      await page.setContent('<p>ready</p>');
    } finally {
      await running.close();
    }
    return undefined;
  } catch (error) {
    return error.message.trim().split('\n')[0];
  }
}
