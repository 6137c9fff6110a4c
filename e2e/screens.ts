/** Every page of the product, as the person who needs it sees it on the first day of the fictional country. */
import type { Page } from '@playwright/test';

export interface Screen {
  name: string;
  /** Who looks at it; left out: nobody has signed in. */
  as?: string;
  /** Brings a fresh browser to it, starting at the address of the server. */
  open(page: Page): Promise<unknown>;
  /** In README.md and the documents: the picture that is kept with the product. */
  isKept?: true;
}

const operator = 'elin.marchetti@norvane.example';
const regulator = 'tomas.verhaegen@nca.example';
const observer = 'petra.schneider@cert.example';

const at = (path: string) => (page: Page) => page.goto(path);

/** Goes to an address and then follows links, each named by a part of its words or by its address. */
const follow =
  (start: string, ...links: (RegExp | string)[]) =>
  async (page: Page) => {
    await page.goto(start);
    for (const link of links) {
      const found = typeof link === 'string' ? page.locator(`main a[href*="${link}"]`) : page.getByRole('link', { name: link });
      const href = await found.first().getAttribute('href');
      await page.goto(href ?? '/');
    }
  };

/** A page below the one that is opened, when there may be no link to it yet. */
const beside = (open: Screen['open'], name: string) => async (page: Page) => {
  await open(page);
  await page.goto(`${new URL(page.url()).pathname}/${name}`);
};

const metering = /Ransomware on the metering platform/;
const substation = /Brasmont substation/;
const inFile = (...links: (RegExp | string)[]) => follow('/files', metering, ...links);
const inIncident = (...links: (RegExp | string)[]) => follow('/incidents?view=all', metering, ...links);

export const screens: Screen[] = [
  { name: 'sign-in', open: at('/sign-in') },
  { name: 'start-nis2', open: at('/start/nis2') },
  { name: 'verify-receipt', open: at(`/verify-receipt?digest=${'0123456789abcdef'.repeat(4)}`) },
  { name: 'verify-receipt-wrong', open: at('/verify-receipt?digest=NI_7K2M9XQ4') },
  { name: 'not-found', open: at('/nowhere') },

  { name: 'home', as: operator, open: at('/'), isKept: true },
  { name: 'files', as: operator, open: at('/files') },
  { name: 'files-none', as: operator, open: at('/files?q=nothing') },
  { name: 'file', as: operator, open: inFile(), isKept: true },
  { name: 'file-edit', as: operator, open: inFile('/edit') },
  { name: 'file-add-law', as: operator, open: follow('/files', substation, '/add-law') },
  { name: 'file-log', as: operator, open: beside(inFile(), 'access-log') },
  { name: 'file-fact', as: operator, open: inFile('/facts') },
  { name: 'withdraw', as: operator, open: inFile('/withdraw') },
  { name: 'notify', as: operator, open: at('/notify') },
  { name: 'report', as: operator, open: inFile(/Continue/) },
  { name: 'report-section', as: operator, open: inFile(/Continue/, '/sections/') },
  { name: 'report-check', as: operator, open: inFile(/Continue/, '/check') },
  { name: 'report-version', as: operator, open: inFile('/versions/1') },

  { name: 'home-regulator', as: regulator, open: at('/') },
  { name: 'incidents', as: regulator, open: at('/incidents'), isKept: true },
  { name: 'incidents-filtered', as: regulator, open: at('/incidents?view=all&status=closed&significant=no') },
  { name: 'incident', as: regulator, open: inIncident() },
  { name: 'review', as: regulator, open: follow('/incidents?view=review', '/incidents/', '/submissions/'), isKept: true },
  { name: 'incident-log', as: regulator, open: inIncident('/access-log') },
  { name: 'incident-close', as: regulator, open: inIncident('/close') },
  { name: 'incident-request', as: regulator, open: inIncident('/request') },
  { name: 'incident-fact', as: regulator, open: inIncident('/facts') },
  { name: 'incident-significance', as: regulator, open: inIncident('/significance') },

  { name: 'home-observer', as: observer, open: at('/') },
  { name: 'incidents-observer', as: observer, open: at('/incidents') },
  { name: 'incident-observer', as: observer, open: inIncident() },

  { name: 'mailbox', open: at('/mailbox') },
  { name: 'mail', open: follow('/mailbox', '/mailbox/') },
  { name: 'clock', open: at('/demo/clock') },
];
