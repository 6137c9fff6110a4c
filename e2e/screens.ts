import type { Page } from '@playwright/test';

/** One picture of the product; `prepare` brings a fresh browser to it (signs in, fills in), starting at the address of the server. */
export interface Screen {
  name: string;
  path: string;
  prepare?: (page: Page) => Promise<void>;
}

export const screens: Screen[] = [{ name: 'start', path: '/' }];
