/** Every page of the product, as the person who needs it sees it on the first day of the fictional country. */
import type { Page } from '@playwright/test';
import { people } from '../src/demo/people.ts';
import { choosePassword, newAddress, register } from './support/entry-steps.ts';
import { beginFiling, fileFromOutside } from './support/filing-steps.ts';
import { checkNotification, notifyUntil } from './support/operator-steps.ts';

export interface Screen {
  name: string;
  /** Who looks at it; left out: nobody has signed in. */
  as?: string;
  /** What somebody else does before. */
  after?: { as: string; open(page: Page): Promise<unknown> };
  /** Brings a fresh browser to it, starting at the address of the server. */
  open(page: Page): Promise<unknown>;
  /** In README.md and the documents: the picture that is kept with the product. */
  isKept?: true;
}

const operator = people.elin.email;
const regulator = people.tomas.email;
const observer = people.petra.email;
/** Notifications that are begun for these pictures do not stand among those of the kept ones. */
const otherOperator = people.katja.email;

/** Looks after other people's accounts, and opens no other pages. */
const official = people.ada.email;
/** Belongs to no organisation, and has filed for one. */
const incidentUser = people.noor.email;

/** Opens the pages on one's own account, and looks at what waits to be taken over. */
const careful = people.pieter.email;

const at = (path: string) => (page: Page) => page.goto(path);

/** The help panel of a page, opened. */
const helpOn = (path: string) => async (page: Page) => {
  await page.goto(path);
  await page
    .locator('[data-dialog="page-help"]')
    .first()
    .evaluate((link: HTMLElement) => link.click());
};

/** The user menu of somebody who acts for several organisations; on a phone it is inside the site menu. */
const userMenuOn = (path: string) => async (page: Page) => {
  await page.goto(path);
  if (page.url().includes('/organisation')) {
    await page.getByRole('radio').first().check();
    await page.getByRole('main').getByRole('button').first().click();
  }
  const menu = page.getByRole('button', { name: 'Menu' });
  if (await menu.isVisible()) await menu.click();
  await page.locator('header summary').filter({ hasText: 'Account: ' }).click();
};

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

/** Leads from there to the page that is named instead of the last part of its address. */
const instead = (open: Screen['open'], name: string) => async (page: Page) => {
  await open(page);
  await page.goto(new URL(name, page.url()).pathname);
};

/** One page of a notification that is begun for it. */
const inNotify = (heading: string) => (page: Page) =>
  notifyUntil({ page, hasScript: true, look: async () => undefined }, 'Signalling out of order', heading);

/** Somebody without an account; each picture is another person's, because one address may only send three a day. */
const stranger = (page: Page) => ({ page, hasScript: true, look: async () => undefined });
const aside = () => `picture.${Date.now()}@harbour.example`;

/** The password is right, and the code is waited for. */
async function halfSignedIn(page: Page): Promise<void> {
  await page.goto('/sign-in');
  await page.getByText('Demonstration accounts').click();
  const account = page.getByRole('definition').first();
  const email = /^\S+@[\w.]+\.example/.exec((await account.textContent()) ?? '')?.[0] ?? '';
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password').fill((await account.locator('code').textContent()) ?? '');
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('**/sign-in/code**');
}

/** A regulator takes the second factor of somebody away who opens no page here. */
async function resetJonas(page: Page): Promise<void> {
  await page.goto(`/people?q=${people.jonas.lastName}`);
  await page.locator('main a[href$="/reset-factor"]').click();
  await page.getByRole('checkbox').check();
  await page.getByRole('main').getByRole('button').click();
  await page.waitForURL('**/people');
}

const beforeCode = (path: string) => async (page: Page) => {
  await halfSignedIn(page);
  await page.goto(path);
};

const metering = /Ransomware on the metering platform/;
const voicePlatform = /Voice platform of a customer/;
const substation = /Brasmont substation/;
const inFile = (...links: (RegExp | string)[]) => follow('/files', metering, ...links);
const closed = follow('/incidents?view=all&status=closed', '/incidents/');
const inIncident = (...links: (RegExp | string)[]) => follow('/incidents?view=all', metering, ...links);

export const screens: Screen[] = [
  { name: 'sign-in', open: at('/sign-in') },
  { name: 'sign-in-code', open: halfSignedIn },
  { name: 'create-account', open: at('/account/create') },
  { name: 'check-mail', open: (page) => register(page, newAddress()) },
  { name: 'choose-password', open: choosePassword },
  { name: 'link-invalid', open: at('/account/password/choose/reset/unknown') },
  { name: 'reset-password', open: at('/account/password/reset') },
  { name: 'sign-in-backup', open: beforeCode('/sign-in/backup') },
  { name: 'start-nis2', open: at('/start/nis2') },
  { name: 'start-gdpr', open: at('/start/gdpr') },
  { name: 'without-account', open: at('/without-account?regulation=nis2') },
  { name: 'without-account-where', open: (page) => beginFiling(stranger(page), aside()) },
  { name: 'without-account-receipt', open: (page) => fileFromOutside(stranger(page), aside()) },
  { name: 'verify-receipt', open: at(`/verify-receipt?digest=${'0123456789abcdef'.repeat(4)}`) },
  { name: 'verify-receipt-wrong', open: at('/verify-receipt?digest=NI_7K2M9XQ4') },
  { name: 'terms', open: at('/terms') },
  { name: 'privacy', open: at('/privacy') },
  { name: 'cookies', open: at('/cookies') },
  { name: 'accessibility', open: at('/accessibility') },
  { name: 'help', open: at('/help') },
  { name: 'site-map', open: at('/sitemap') },
  { name: 'site-map-operator', as: operator, open: at('/sitemap') },
  { name: 'help-topics', as: operator, open: at('/help/topics') },
  { name: 'help-topics-none', open: at('/help/topics?q=zebra') },
  { name: 'help-panel', as: operator, open: helpOn('/files') },
  { name: 'user-menu', as: people.mira.email, open: userMenuOn('/') },
  { name: 'contact', as: operator, open: at('/contact') },
  { name: 'contact-stranger', open: at('/contact') },
  { name: 'not-found', open: at('/nowhere') },
  { name: 'organisation', as: people.mira.email, open: at('/organisation') },

  { name: 'home', as: operator, open: at('/'), isKept: true },
  { name: 'files', as: operator, open: at('/files') },
  { name: 'files-none', as: operator, open: at('/files?q=nothing') },
  { name: 'file', as: operator, open: inFile(), isKept: true },
  { name: 'file-edit', as: operator, open: inFile('/edit') },
  { name: 'file-add-law', as: operator, open: follow('/files', substation, '/add-law') },
  { name: 'file-log', as: operator, open: beside(inFile(), 'access-log') },
  { name: 'file-fact', as: operator, open: inFile('/facts') },
  { name: 'withdraw', as: operator, open: inFile('/withdraw') },
  { name: 'file-fact-one', as: operator, open: inFile('/facts', 'fact=occurred') },
  { name: 'file-hidden', as: otherOperator, open: at('/files/00000000-0000-7000-8000-000000000000') },
  { name: 'notify', as: operator, open: at('/notify') },
  { name: 'notify-regulations', as: otherOperator, open: inNotify('The incident and the regulations') },
  { name: 'notify-sectors', as: otherOperator, open: inNotify('Sectors affected') },
  { name: 'notify-contacts', as: otherOperator, open: inNotify('Contacts') },
  { name: 'notify-facts', as: otherOperator, open: inNotify('When it happened') },
  { name: 'notify-check', as: otherOperator, open: inNotify(checkNotification) },
  { name: 'notify-discard', as: otherOperator, open: instead(inNotify('Sectors affected'), 'discard') },
  { name: 'files-drafts', as: otherOperator, open: at('/files?state=draft') },
  { name: 'report-start', as: operator, open: inFile(/Start: Breach notification/) },
  { name: 'report', as: operator, open: inFile(/Continue/) },
  { name: 'report-section', as: operator, open: inFile(/Continue/, '/sections/') },
  { name: 'report-check', as: operator, open: inFile(/Continue/, '/check') },
  { name: 'report-discard', as: operator, open: inFile(/Continue/, '/discard') },
  { name: 'report-sent', as: operator, open: instead(inFile('/versions/1'), '../sent') },
  { name: 'report-version', as: operator, open: inFile('/versions/1') },
  { name: 'report-revision', as: operator, open: follow('/files', substation, /Answer the remarks/) },

  { name: 'adoptions', as: careful, open: at('/adoptions') },
  { name: 'adoptions-none', as: operator, open: at('/adoptions') },
  { name: 'home-incident-user', as: incidentUser, open: at('/') },
  { name: 'files-incident-user', as: incidentUser, open: at('/files') },
  { name: 'file-incident-user', as: incidentUser, open: follow('/files', voicePlatform) },
  { name: 'notify-incident-user', as: incidentUser, open: at('/notify') },
  { name: 'claim-filing-none', as: incidentUser, open: at('/claim-filing') },

  { name: 'home-regulator', as: regulator, open: at('/') },
  { name: 'incidents', as: regulator, open: at('/incidents'), isKept: true },
  { name: 'incidents-filtered', as: regulator, open: at('/incidents?view=all&status=closed&significant=no') },
  { name: 'incidents-none', as: regulator, open: at('/incidents?view=all&q=nothing') },
  { name: 'incidents-empty', as: people.henrik.email, open: at('/incidents') },
  { name: 'unconfirmed', as: regulator, open: at('/unconfirmed') },
  { name: 'incident', as: regulator, open: inIncident() },
  { name: 'review', as: regulator, open: follow('/incidents?view=review', '/incidents/', '/submissions/'), isKept: true },
  { name: 'incident-log', as: regulator, open: inIncident('/access-log') },
  { name: 'incident-close', as: regulator, open: inIncident('/close') },
  { name: 'incident-request', as: regulator, open: inIncident('/request') },
  { name: 'incident-fact', as: regulator, open: inIncident('/facts') },
  { name: 'incident-fact-one', as: regulator, open: inIncident('/facts', 'fact=occurred') },
  { name: 'incident-closed', as: regulator, open: closed },
  { name: 'incident-reopen', as: regulator, open: beside(closed, 'reopen') },
  { name: 'conflict', as: regulator, open: beside(closed, 'close') },
  { name: 'incident-significance', as: regulator, open: inIncident('/significance') },

  { name: 'home-observer', as: observer, open: at('/') },
  { name: 'incidents-observer', as: observer, open: at('/incidents') },
  { name: 'incident-observer', as: observer, open: inIncident() },
  { name: 'review-observer', as: observer, open: inIncident('/submissions/') },
  { name: 'forbidden', as: observer, open: beside(inIncident(), 'close') },
  { name: 'home-platform', as: people.ines.email, open: at('/') },

  { name: 'theme-preview', as: people.ines.email, open: at('/theme-preview') },
  {
    name: 'theme-preview-mail',
    as: people.ines.email,
    open: at('/theme-preview/mail?name=incidents.submitted-reporting&no=0&language=fr'),
  },
  // Within five minutes of the sign-in, while nobody is asked to prove it again.
  { name: 'account', as: careful, open: at('/account') },
  { name: 'account-security', as: careful, open: at('/account/security') },
  { name: 'account-authenticator', as: careful, open: at('/account/security/authenticators/new') },
  { name: 'account-backup-codes', as: careful, open: at('/account/security/backup-codes') },
  { name: 'account-sessions', as: careful, open: at('/account/security/sessions') },
  { name: 'account-password', as: careful, open: at('/account/password') },
  { name: 'account-email', as: careful, open: at('/account/email') },
  { name: 'account-data', as: careful, open: at('/account/data') },
  { name: 'account-deletion', as: careful, open: at('/account/deletion') },
  { name: 'step-up', as: careful, open: at('/step-up') },
  { name: 'reset-terms', as: people.ines.email, open: at('/administration/terms') },

  { name: 'people', as: operator, after: { as: official, open: resetJonas }, open: at('/people') },
  { name: 'people-regulator', as: official, open: at('/people') },
  { name: 'people-none', as: official, open: at('/people?q=nothing') },
  { name: 'reset-factor', as: official, open: follow('/people', '/reset-factor') },
  { name: 'confirm-reset', as: operator, after: { as: official, open: resetJonas }, open: follow('/people', '/factor-resets/') },

  { name: 'mailbox', open: at('/mailbox') },
  { name: 'mailbox-empty', open: at('/mailbox?to=nobody@norvane.example') },
  { name: 'mail', open: follow('/mailbox', '/mailbox/') },
  { name: 'clock', open: at('/demo/clock') },
];
