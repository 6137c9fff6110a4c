/** What an operator does, step by step, as a journey of any kind of browser does it: with script and without, wide and narrow. */
import { expect, type Page } from '@playwright/test';
import { type Answer, actOn, fillIn, questionOn } from './forms.ts';
import { hoursAgo } from './moments.ts';
import {
  breachNotification,
  earlyWarning,
  finalReport,
  incidentNotification,
  type ReportAnswers,
  revisedMeasures,
} from './report-answers.ts';

export interface Operator {
  page: Page;
  hasScript: boolean;
  /** Called wherever a page has come up, with the kind of page it is. */
  look(kind: string): Promise<void>;
}

export const checkNotification = 'Check what will be created';
const checkTitle = 'Check your answers before you send';
const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();
const save = (page: Page) => press(page, 'Save and continue');

interface NotifyStep {
  heading: string;
  fill(operator: Operator, title: string): Promise<void>;
}

/** The pages of a notification before the last one, in their order. */
const notifySteps: readonly NotifyStep[] = [
  {
    heading: 'The incident and the regulations',
    async fill({ page }, title) {
      await page.getByRole('textbox', { name: 'Short title of the incident' }).fill(title);
      await page.getByRole('checkbox', { name: /^NIS2:/ }).check();
      await page.getByRole('checkbox', { name: /^GDPR:/ }).check();
    },
  },
  {
    heading: 'Sectors affected',
    // The sectors of the operator are ticked already.
    fill: ({ page }) => expect(page.getByRole('checkbox', { checked: true }).first()).toBeVisible(),
  },
  {
    heading: 'Contacts',
    async fill({ page }) {
      await expect(page.getByRole('textbox', { name: 'First name' }).first()).not.toHaveValue('');
      await page.getByRole('textbox', { name: 'Telephone number' }).first().fill('+352 41 12 21');
      await page.getByRole('radio', { name: 'Yes, the same person' }).check();
    },
  },
  { heading: 'When it happened', fill: giveMoments },
];

/** From the start page of NIS2 to the page with that heading. */
export async function notifyUntil(operator: Operator, title: string, last: string): Promise<void> {
  const { page, look } = operator;
  await page.goto('/start/nis2');
  await look('start');
  await page.getByRole('link', { name: 'Report an incident now' }).click();
  await look('notify');
  await press(page, 'Start a new notification');
  for (const step of notifySteps) {
    await expect(heading(page)).toHaveText(step.heading);
    if (step.heading === last) return;
    await look(`notify: ${step.heading}`);
    await step.fill(operator, title);
    await save(page);
  }
  await expect(heading(page)).toHaveText(last);
}

/** From the start page to the open incident file under both laws. */
export async function notify(operator: Operator, title: string): Promise<void> {
  const { page, look } = operator;
  await notifyUntil(operator, title, checkNotification);
  await expect(page.getByRole('heading', { name: '2 incidents will be opened' })).toBeVisible();
  await look('notify: check');
  await press(page, 'Open the file with 2 incidents');
  await expect(heading(page)).toHaveText(title);
  await expect(page.getByText('The incident file is open')).toBeVisible();
  await look('file');
}

/** Once with a minute left out: the summary says so and leads to the field. */
async function giveMoments({ page, look }: Operator): Promise<void> {
  const aware = { parts: hoursAgo(3) };
  const awareness = questionOn(page, 'When did you become aware of the incident?', aware);
  await fillIn(awareness, { parts: { ...aware.parts, Minute: '' } });
  await save(page);
  await expect(page).toHaveTitle(/^Error: /);
  await look('notify: refused');
  await page.getByRole('alert').getByRole('link').click();
  await expect(awareness.getByLabel('Day')).toBeFocused();
  await fillIn(awareness, aware);
  const start = { parts: hoursAgo(5) };
  await fillIn(questionOn(page, 'When did the incident start?', start), start);
}

/** From the incident file to the sections of a report whose draft is started. */
export async function startReport({ page, look }: Operator, report: string): Promise<void> {
  await actOn(page, 'Start', report).click();
  await expect(heading(page)).toHaveText(report);
  await look('report: start');
  await press(page, 'Start this report');
  await expect(page.getByText('Fill in the sections in any order.')).toBeVisible();
  await look('report');
}

/** Through every section from the first one, and to the page that shows all answers. */
export async function fillReport(operator: Operator, answers: ReportAnswers): Promise<void> {
  const { page, look } = operator;
  await page.getByRole('link', { name: 'Dates and times', exact: true }).click();
  for (let section = 'Dates and times'; section !== checkTitle; section = (await heading(page).textContent()) ?? '') {
    await expect(heading(page)).toHaveText(section);
    await look(`section: ${section}`);
    for (const [question, answer] of Object.entries(answers[section] ?? {})) await answerQuestion(operator, question, answer);
    await save(page);
    await expect(heading(page)).not.toHaveText(section);
  }
  await look('report: check');
}

/** A question that follows from another answer appears at once with script, and without script when the page is saved. */
export async function answerQuestion({ page, hasScript }: Operator, question: string, answer: Answer): Promise<void> {
  const field = questionOn(page, question, answer);
  if (!hasScript && !(await field.isVisible())) await save(page);
  await fillIn(field, answer);
}

/** From the page that shows all answers to the confirmation. */
export async function send({ page, look }: Operator, report: string, version: number): Promise<void> {
  await page.getByRole('checkbox', { name: /^I confirm that this is correct/ }).check();
  await press(page, new RegExp(`^Send “${report}” to `));
  await expect(heading(page)).toHaveText(`${report}: sent`);
  await expect(page.getByText(new RegExp(`^\\S+, version ${version}$`))).toBeVisible();
  await expect(page.locator('code')).toHaveText(/^[0-9a-f]{64}$/);
  await look('report: sent');
}

/** Notified, the early warning sent: what has to be done on the first day. */
export async function warnEarly(operator: Operator, title: string): Promise<void> {
  await notify(operator, title);
  await startReport(operator, 'Early warning');
  await fillReport(operator, earlyWarning);
  await send(operator, 'Early warning', 1);
}

/** The regulator has asked for a revision: the remark is read beside its question, one answer changed, a new version sent. */
export async function revise(operator: Operator, { title, remark }: { title: string; remark: string }): Promise<void> {
  const { page } = operator;
  await openFile(operator, title);
  await actOn(page, 'Answer the remarks', 'Early warning').click();
  await expect(page.getByText('The regulator asks for a revision of version 1')).toBeVisible();
  await operator.look('report: revision asked');
  await press(page, 'Change it and send a new version');
  await page.getByRole('link', { name: 'Response', exact: true }).click();
  await expect(page.getByText(remark)).toBeVisible();
  await operator.look('section: with a remark');
  await page.getByRole('textbox', { name: 'What have you done so far?' }).fill(revisedMeasures);
  await press(page, 'Save and back to all sections');
  await page.getByRole('main').getByRole('link', { name: 'Check your answers and send' }).first().click();
  await send(operator, 'Early warning', 2);
}

/** From anywhere to the incident file with that title. */
export async function openFile({ page }: Operator, title: string): Promise<void> {
  await page.goto('/files');
  await page.getByRole('link', { name: title, exact: true }).click();
  await expect(heading(page)).toHaveText(title);
}

/** The second and the third stage under the first law; what the early warning said is there already. */
export async function reportToTheEnd(operator: Operator, title: string): Promise<void> {
  const { page } = operator;
  await openFile(operator, title);
  await startReport(operator, 'Incident notification');
  await expect(page.getByText(/answers from earlier reports wait for you/)).toBeVisible();
  await fillReport(operator, incidentNotification);
  await expect(page.getByRole('main')).toContainText(revisedMeasures);
  await send(operator, 'Incident notification', 1);
  await openFile(operator, title);
  await startReport(operator, 'Final report');
  await fillReport(operator, finalReport());
  await send(operator, 'Final report', 1);
}

/** Under the other law, with what the first regulator knows already. */
export async function notifyBreach(operator: Operator, title: string): Promise<void> {
  await openFile(operator, title);
  await startReport(operator, 'Breach notification');
  await takeOverDescription(operator);
  await fillReport(operator, breachNotification);
  await send(operator, 'Breach notification', 1);
}

/** A choice is filled in and says where it comes from; words that another authority was sent wait for a click. */
async function takeOverDescription({ page, look }: Operator): Promise<void> {
  const list = page.url();
  await page.getByRole('link', { name: 'The breach', exact: true }).click();
  await expect(page.getByText(/^From “Final report” \(NIS2\), /)).toBeVisible();
  await expect(page.getByRole('radio', { name: 'It is suspected' })).toBeChecked();
  await expect(page.getByText(/^You wrote this in “Final report” \(NIS2\), /).first()).toBeVisible();
  await look('section: with answers from another law');
  await page.getByRole('button', { name: 'Use this answer' }).first().click();
  await expect(page.getByRole('textbox', { name: 'What happened?' })).toHaveValue(/^Files on two billing servers/);
  await page.goto(list);
}
