/** The operator's part of the main journey, the same in every kind of browser: two laws, a revision, the last report. */
import type { BrowserContextOptions, Page } from '@playwright/test';
import { people } from '../../src/demo/people.ts';
import { notifyBreach, type Operator, reportToTheEnd, revise, warnEarly } from './operator-steps.ts';
import { askForRevision, findIncident, openReview } from './regulator-steps.ts';

interface Telling {
  visit(email?: string, options?: BrowserContextOptions): Promise<Page>;
  /** Of the incident; every telling has its own. */
  title: string;
  /** What the operator's browser is like; the regulator's is an ordinary one. */
  browser: BrowserContextOptions;
  /** Called wherever a page has come up in the operator's browser. */
  look?(page: Page): Promise<void>;
}

export async function tellOperatorStory({ visit, title, browser, look }: Telling): Promise<void> {
  const remark = 'When were the servers isolated?';
  const page = await visit(people.elin.email, browser);
  const hasScript = browser.javaScriptEnabled !== false;
  const operator: Operator = { page, hasScript, look: async () => look?.(page) };
  await warnEarly(operator, title);
  const tomas = await visit(people.tomas.email);
  await findIncident(tomas, title);
  await openReview(tomas, 'Early warning');
  await askForRevision(tomas, 'What have you done so far?', remark);
  await revise(operator, { title, remark });
  await reportToTheEnd(operator, title);
  await notifyBreach(operator, title);
}
