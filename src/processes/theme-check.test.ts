import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runThemeCommand } from '#platform/theme/theme-command.ts';
import { checkTheme } from './check-theme.ts';

const run = async (...args: string[]) => {
  const lines: string[] = [];
  const code = await runThemeCommand(args, {
    print: (line) => void lines.push(line),
    check: async (name) => checkTheme(resolve('.'), name),
  });
  return { code, text: lines.join('\n') };
};

describe('vigie theme check', () => {
  it.each(['default', 'example'])('accepts the theme %s that comes with the program, and says what it brings', async (name) => {
    const { code, text } = await run('check', name);
    expect(text).toContain('can be used.');
    expect(text).toContain('terms: version');
    expect(code).toBe(0);
  });

  it('refuses what is no theme, and names that leave the folder', async () => {
    expect(await run('check', 'nowhere')).toEqual({ code: 1, text: expect.stringContaining('there is no such folder') });
    expect((await run('check', '../docs')).code).toBe(2);
    expect((await run('check')).code).toBe(2);
  });
});
