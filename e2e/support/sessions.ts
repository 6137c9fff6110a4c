/** Who is signed in already: a code works only once, so one sign-in serves every journey of a run, in all of its workers. */
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Browser } from '@playwright/test';
import { peopleOf } from './people.ts';

/** The path of a file with the cookies of that person, for a context's `storageState`. */
export type SessionOf = (email: string) => Promise<string>;

export function sessionsOf(browser: Browser, baseURL: string, dataFolder: string): SessionOf {
  const signIn = peopleOf(dataFolder);
  return async (email) => {
    const path = join(dataFolder, 'signed-in', `${email}.json`);
    if (existsSync(path)) return path;
    const context = await browser.newContext({ baseURL });
    await signIn(await context.newPage(), email);
    mkdirSync(dirname(path), { recursive: true });
    // Two workers may do this at once; neither must ever read half a file.
    const unfinished = `${path}.${process.pid}`;
    writeFileSync(unfinished, JSON.stringify(await context.storageState()));
    renameSync(unfinished, path);
    await context.close();
    return path;
  };
}
