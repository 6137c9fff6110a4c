/** Real builds of a copy of the project, whose styles change from release to release. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inRoot } from '../scripts/support/root.mjs';

// operations.md check 22
describe('the static files of a build', () => {
  const project = mkdtempSync(join(tmpdir(), 'vigie-assets-'));
  const folder = join(project, 'dist', 'static');
  const build = (...words: string[]) =>
    execFileSync(process.execPath, [join(project, 'scripts', 'build.mjs'), ...words], { cwd: project, stdio: 'pipe' });
  const built = (name: string): string => JSON.parse(readFileSync(join(project, 'dist', 'assets.json'), 'utf8'))[name];
  const styles = () => built('main.css').replace('/static/', '');
  const isThere = (name: string) => ['', '.br', '.gz'].map((ending) => existsSync(join(folder, name + ending)));
  const restyle = (selector: string) => appendFileSync(join(project, 'src/platform/ui/styles/main.css'), `\n${selector} { color: red; }\n`);
  const releases: string[] = [];

  beforeAll(() => {
    for (const name of ['scripts', 'src', 'deploy', 'package.json', 'tsconfig.json'])
      cpSync(inRoot(name), join(project, name), { recursive: true });
    // Without a server bundle, which has no part in this.
    rmSync(join(project, 'src', 'main.ts'));
    symlinkSync(inRoot('node_modules'), join(project, 'node_modules'));
    build();
    releases.push(styles());
  });
  afterAll(() => rmSync(project, { recursive: true, force: true }));

  it('have a hash of their content in their names, and lie there compressed both ways', () => {
    const names = readdirSync(folder).filter((name) => !/\.(br|gz)$/.test(name));
    expect(names.length).toBeGreaterThan(5);
    for (const name of names) expect(name).toMatch(/-[0-9A-Z]{8}\.(css|js|svg|woff2)$/);
    for (const name of names.filter((one) => !one.endsWith('.woff2'))) {
      const plain = readFileSync(join(folder, name));
      expect(brotliDecompressSync(readFileSync(join(folder, `${name}.br`)))).toEqual(plain);
      expect(gunzipSync(readFileSync(join(folder, `${name}.gz`)))).toEqual(plain);
    }
  });

  it('stay for one release more, so that an open page of the release before still finds its own', () => {
    const [first = ''] = releases;
    restyle('.second');
    build();
    releases.push(styles());
    expect(styles()).not.toBe(first);
    expect(isThere(first)).toEqual([true, true, true]);
    // Building the same again is no release, and must not push the one before out.
    build();
    expect(isThere(first)).toEqual([true, true, true]);
  });

  it('go with the release after that', () => {
    const [first = '', second = ''] = releases;
    restyle('.third');
    build();
    expect(isThere(second)).toEqual([true, true, true]);
    expect(isThere(first)).toEqual([false, false, false]);
  });

  it('are taken over from the folder of the release that runs', () => {
    const third = styles();
    const running = mkdtempSync(join(tmpdir(), 'vigie-running-'));
    cpSync(join(project, 'dist'), join(running, 'dist'), { recursive: true });
    rmSync(join(project, 'dist'), { recursive: true });
    restyle('.fourth');
    build('--after', running);
    expect(isThere(styles())).toEqual([true, true, true]);
    expect(isThere(third)).toEqual([true, true, true]);
    rmSync(running, { recursive: true });
    expect(() => build('--after', running)).toThrow('there is no build in');
  });
});
