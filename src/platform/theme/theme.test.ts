import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { contrastRatio, findContrastFaults } from './contrast.ts';
import { loadTheme } from './load-theme.ts';

const defaultFolder = join(process.cwd(), 'themes', 'default');
const tokens = readFileSync(join(defaultFolder, 'tokens.css'), 'utf8');
const folders: string[] = [];

async function themeWith(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'theme-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return folder;
}

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

describe('contrast', () => {
  it('measures as WCAG does', () => {
    expect(contrastRatio('#000000', '#fff')).toBeCloseTo(21);
    expect(contrastRatio('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
  });

  it('accepts every pair of the default theme, light and dark', () => {
    expect(findContrastFaults(tokens)).toEqual([]);
  });

  // interface.md check 35
  it('refuses white on yellow and names the pair', () => {
    const yellow = tokens.replace('--color-accent: light-dark(#0b5cad', '--color-accent: light-dark(#ffdf1c');
    expect(findContrastFaults(yellow)).toContain(
      '--color-on-accent #ffffff on --color-accent #ffdf1c (light): contrast 1.33, at least 4.5 is needed',
    );
  });
});

describe('themes', () => {
  it('serves each file under a name that follows its content', () => {
    const theme = loadTheme(defaultFolder);
    expect(theme.urls['tokens.css']).toMatch(/^\/theme\/tokens-[0-9a-f]{10}\.css$/);
    expect(theme.files.get(theme.urls['tokens.css'])?.contentType).toBe('text/css; charset=utf-8');
    expect([...theme.files.keys()].sort()).toEqual(Object.values(theme.urls).sort());
  });

  // interface.md check 36
  it('takes what a theme lacks from the default one', async () => {
    const folder = await themeWith({ 'tokens.css': tokens.replaceAll('#0b5cad', '#0a4f96') });
    const theme = loadTheme(folder, defaultFolder);
    expect(theme.settings.name).toBe('Vigie');
    expect(theme.urls['tokens.css']).not.toBe(loadTheme(defaultFolder).urls['tokens.css']);
    expect(theme.urls['mark.svg']).toBe(loadTheme(defaultFolder).urls['mark.svg']);
  });

  it.each([
    ['tokens.css', '@import "https://elsewhere.example/x.css";', 'may not load other files'],
    ['mark.svg', '<svg><symbol id="mark"><script>1</script></symbol></svg>', 'holds a script'],
    ['icon.svg', '<svg onload="x()"/>', 'holds a script'],
    ['logo.svg', '<svg><image href="https://elsewhere.example/x.png"/></svg>', 'out of the picture'],
    ['mark.svg', '<svg/>', 'symbol with the id "mark"'],
  ])('refuses %s when it is %s', async (name, content, reason) => {
    const folder = await themeWith({ [name]: content });
    expect(() => loadTheme(folder, defaultFolder)).toThrow(reason);
  });
});
