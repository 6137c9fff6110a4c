// The main journey from the first page to the closed incident: two laws, one file, three stages, a revision asked and answered.
import type { Page } from '@playwright/test';
import { people } from '../src/demo/people.ts';
import { actOn } from './support/forms.ts';
import {
  fillReport,
  notify,
  notifyBreach,
  type Operator,
  openFile,
  reportToTheEnd,
  revise,
  send,
  startReport,
} from './support/operator-steps.ts';
import { askForRevision, close, findIncident, openReview, pass } from './support/regulator-steps.ts';
import { earlyWarning, measures } from './support/report-answers.ts';
import { checkAccessibility, expect, test } from './support/test.ts';

const title = 'Encrypted billing servers, the main journey';
const remark = 'When were the servers isolated?';

test('one event, two laws, three stages, a revision, and the incident is closed', async ({ visit }) => {
  // Some forty kinds of pages are looked at by axe on the way.
  test.setTimeout(900_000);
  const looked = new Set<string>();
  /** Each kind of page once: its next copy has nothing new to find. */
  const lookAt = (page: Page) => async (kind: string) => {
    if (looked.has(kind)) return;
    looked.add(kind);
    await checkAccessibility(page);
  };
  const page = await visit(people.elin.email);
  const elin: Operator = { page, hasScript: true, look: lookAt(page) };
  const tomas = await visit(people.tomas.email);
  const dana = await visit(people.dana.email);
  const petra = await visit(people.petra.email);

  await notify(elin, title);

  await test.step('the early warning is saved while it is written', async () => {
    await startReport(elin, 'Early warning');
    await expectSavedWhileTyping(page);
    await fillReport(elin, earlyWarning);
    await send(elin, 'Early warning', 1);
  });
  const reference = await expectConfirmation(page);

  await test.step('the regulator asks for a revision', async () => {
    await findIncident(tomas, title, lookAt(tomas));
    await openReview(tomas, 'Early warning');
    await lookAt(tomas)('review');
    await expectPdf(tomas, 'Download as PDF');
    await askForRevision(tomas, 'What have you done so far?', remark);
    await lookAt(tomas)('review: sent');
  });

  await revise(elin, { title, remark });

  await test.step('the regulator sees what changed and passes the new version', async () => {
    await findIncident(tomas, title);
    await openReview(tomas, 'Early warning');
    await expect(tomas.getByText(/^1 of \d+ answers changed$/)).toBeVisible();
    await expect(tomas.getByRole('insertion').filter({ hasText: 'passwords' }).first()).toBeVisible();
    await lookAt(tomas)('review: changes');
    await pass(tomas);
  });

  await test.step('the incident notification and the final report', async () => {
    await reportToTheEnd(elin, title);
    for (const report of ['Incident notification', 'Final report']) {
      await findIncident(tomas, title);
      await openReview(tomas, report);
      await pass(tomas);
    }
  });

  await test.step('the breach is notified under the other law, with what is known already', async () => {
    await notifyBreach(elin, title);
    await findIncident(dana, title);
    await openReview(dana, 'Breach notification');
    await pass(dana);
  });

  await test.step('everybody was told by mail', async () => {
    await expectMail(page, people.tomas.email, `${reference} (NIS2): Early warning, version 2`);
    await expectMail(page, people.elin.email, `${reference} (NIS2): Early warning: revision required`);
    await lookAt(page)('mail');
  });

  await test.step('the incident is closed', async () => {
    await findIncident(tomas, title);
    await close(tomas, 'Handled', lookAt(tomas));
    await tomas.getByRole('link', { name: 'The whole access log' }).click();
    await expect(tomas.getByRole('cell', { name: 'Reviewed' }).first()).toBeVisible();
    await lookAt(tomas)('access log');
    await openFile(elin, title);
    await expect(page.getByText('Closed as handled.', { exact: true })).toBeVisible();
    await lookAt(page)('file: one incident closed');
    await expectPdf(page, /^Receipt: Early warning, version 2/);
    await expectPdf(page, new RegExp(`^NIS2 notification ${reference}`));
  });

  await test.step('an observer reads it and changes nothing', async () => {
    await petra.goto(`/incidents?view=all&q=${encodeURIComponent(title)}`);
    await petra.getByRole('link', { name: title, exact: true }).click();
    await expect(petra.getByText('Closed: handled').first()).toBeVisible();
    await lookAt(petra)('incident of an observer');
    await actOn(petra, 'Read', 'Final report').click();
    await expect(petra.getByText('Stolen credentials of a maintenance account.').first()).toBeVisible();
    await expect(petra.getByRole('heading', { name: 'Your review' })).toHaveCount(0);
    await lookAt(petra)('report of an observer');
  });
});

/** What was typed is safe before anything is pressed. */
async function expectSavedWhileTyping(page: Page): Promise<void> {
  const list = page.url();
  await page.getByRole('link', { name: 'Response', exact: true }).click();
  const answer = page.getByRole('textbox', { name: 'What have you done so far?' });
  await expect(page.getByText(/^Saved at \d/)).toBeVisible();
  // The server is made to wait, or the state between would pass before anybody looks.
  const seen = Promise.withResolvers<void>();
  const isSaving = (url: URL) => url.pathname.startsWith('/reports/');
  await page.route(isSaving, (route) => seen.promise.then(() => route.continue()));
  await answer.fill(measures);
  await expect(page.getByText(/^(Not saved yet|Saving)/)).toBeVisible();
  seen.resolve();
  await expect(page.getByText(/^Saved at \d/)).toBeVisible();
  await page.unroute(isSaving);
  await page.reload();
  await expect(answer).toHaveValue(measures);
  await page.goto(list);
}

/** When it arrived, what proves it, and what is due next. Returns the reference of the incident. */
async function expectConfirmation(page: Page): Promise<string> {
  await expect(page.getByText(/before the deadline\.$/)).toBeVisible();
  await expect(page.getByText('You send: Incident notification')).toBeVisible();
  await expectPdf(page, 'Receipt (PDF)');
  const text = await page.getByText(/^\S+, version 1$/).textContent();
  return text?.split(',')[0] ?? '';
}

async function expectPdf(page: Page, link: string | RegExp): Promise<void> {
  const href = await page.getByRole('link', { name: link }).first().getAttribute('href');
  const response = await page.request.get(href ?? '');
  expect(response.status()).toBe(200);
  expect((await response.body()).subarray(0, 5).toString()).toBe('%PDF-');
}

/** Mails leave a moment after the act that caused them. */
async function expectMail(page: Page, recipient: string, subject: string): Promise<void> {
  const mail = page.getByRole('link', { name: subject, exact: true });
  await expect(async () => {
    await page.goto(`/mailbox?to=${encodeURIComponent(recipient)}`);
    await expect(mail).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await mail.click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(subject);
}
